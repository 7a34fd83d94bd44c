/** Keys of `train`, `search` and `budget`, and what may stand behind each. */
import type { Setting, SettingValue } from '../catalogue/settings/setting.js';
import { settingList } from '../graph/catalogue-names.js';
import type { Range } from '../language/range.js';
import type { Train, Update } from '../language/tree.js';
import { pathAt } from '../language/walk.js';
import type { SettingOwner } from './cursor.js';
import { itemBefore, networksOf, trainsOf } from './definitions.js';
import { settingDoc } from './documentation.js';
import { namesAt, pointsOf } from './names.js';
import { fixedNetworks } from './fixed-networks.js';
import { recipeOf } from './recipe.js';
import { suggestExpressionWords } from './suggest-words.js';
import { callSnippet, docOf, suggestCalls } from './suggest-layers.js';
import { pointKinds, suggestNames, valueKinds } from './suggest-names.js';
import { choiceSignatures, declaredSignatures, type Signature } from './signature.js';
import type { Suggestion, SuggestionKind } from './suggestion.js';
import type { View } from './view.js';

const entry = (
  label: string,
  kind: SuggestionKind,
  rank: number,
  replace: Range,
  more: Partial<Suggestion> = {},
): Suggestion => ({
  label,
  kind,
  insert: label,
  rank,
  replace,
  ...more,
});

/** What people set first, in this order. */
const usual = ['data', 'loss', 'optimizer', 'schedule', 'batch', 'epochs', 'method', 'goal', 'trials'];

export function suggestKeys(
  view: View,
  offset: number,
  owner: SettingOwner,
  given: readonly string[],
  replace: Range,
): readonly Suggestion[] {
  const keys = settingList
    .filter(({ key, places }) => places.includes(owner) && !given.includes(key))
    .map(setting => {
      const at = usual.indexOf(setting.key);
      return entry(setting.key, 'setting', 10 + (at < 0 ? usual.length : at) / 100, replace, {
        insert: `${setting.key}: `,
        again: true,
        ...(setting.written === undefined ? {} : { description: setting.written }),
        doc: () => settingDoc(setting),
      });
    });
  if (owner === 'group') keys.push(...optimizerKeys(view, offset, given, replace));
  if (owner === 'train') {
    keys.push(
      entry('update', 'keyword', 20, replace, { insert: 'update ${1:Network} {\n\t$0\n}', snippet: true }),
      entry('group', 'keyword', 20, replace, { insert: 'group ${1:biases} { $0 }', snippet: true }),
    );
  }
  if (owner === 'search')
    keys.push(entry('vary', 'keyword', 5, replace, { insert: 'vary ${1:width}: $0', snippet: true }));
  return keys;
}

/** A group of weights has its own values for what the optimizer takes. */
function optimizerKeys(view: View, offset: number, given: readonly string[], replace: Range): readonly Suggestion[] {
  const setting = trainAt(view, offset)?.settings.find(
    item => item.kind === 'Setting' && item.key.text === 'optimizer',
  );
  const name = setting?.kind === 'Setting' ? recipeOf(setting.value) : undefined;
  const all = declaredSignatures('optimizer');
  const meant = all.filter(signature => signature.name === name);
  const parameters = (meant.length > 0 ? meant : all).flatMap(signature => signature.parameters);
  return [...new Map(parameters.map(one => [one.name, one])).values()]
    .filter(one => !given.includes(one.name))
    .map(one =>
      entry(one.name, 'setting', 9, replace, {
        insert: `${one.name}: `,
        again: true,
        ...(one.default === undefined ? {} : { description: one.default }),
        doc: one.doc,
      }),
    );
}

const units: Partial<Readonly<Record<SettingValue, readonly string[]>>> = {
  bytes: ['GiB', 'MiB', 'GB', 'MB', 'KiB', 'KB'],
  count: ['K', 'M', 'G'],
};

/** Behind a number: what it is measured in, where the setting is an amount of bytes or a bound of a budget. */
export function suggestUnits(
  { owner, key, number }: { readonly owner: SettingOwner; readonly key: string; readonly number: string },
  replace: Range,
): readonly Suggestion[] {
  const digits = /^[\d.]+/.exec(number)?.[0];
  const setting = settingList.find(each => each.key === key && each.places.includes(owner));
  if (digits === undefined || setting === undefined) return [];
  const known = setting.value === 'bytes' || (owner === 'budget' && key !== 'batch') ? units[setting.value] : undefined;
  return (known ?? []).map((unit, i) => entry(`${digits}${unit}`, 'value', i / 100, replace));
}

/** What people name most, of each kind. */
const wellKnown = [
  ...[
    'cross_entropy',
    'accuracy',
    'mse',
    'binary_cross_entropy',
    'adam',
    'adamw',
    'sgd',
    'mnist',
    'cifar10',
    'images',
    'csv',
  ],
  ...['cosine', 'step', 'plateau'],
];

const ofSignature = (signature: Signature, rank: number, replace: Range): Suggestion =>
  entry(
    signature.name,
    'declaration',
    rank + (wellKnown.includes(signature.name) ? wellKnown.indexOf(signature.name) / 100 : 0.5),
    replace,
    { ...callSnippet(signature), doc: () => docOf(signature) },
  );

const declaredKinds: Partial<Readonly<Record<SettingValue, string>>> = {
  loss: 'loss',
  optimizer: 'optimizer',
  schedule: 'schedule',
  dataset: 'dataset',
  metric: 'metric',
};

/** The `train` around the place. */
function trainAt(view: View, offset: number): Train | undefined {
  const item = itemBefore(view.source.file, offset);
  return item?.kind === 'Train' ? item : undefined;
}

/** Points of the networks that are trained here: what losses may name. */
export function trainedPoints(view: View, offset: number, replace: Range): readonly Suggestion[] {
  const train = trainAt(view, offset);
  const update = pathAt(view.source.file, offset).find((node): node is Update => node.kind === 'Update');
  const trained = (update === undefined ? train?.names : [update.name])?.map(({ text }) => text) ?? [];
  const networks = namesAt(view, offset).filter(
    ({ name, definition }) => definition !== undefined && trained.includes(name),
  );
  const points = networks.flatMap(({ definition, source }) =>
    definition === undefined || definition.kind === 'Const' ? [] : pointsOf(definition, source),
  );
  // What comes out last is what a loss compares.
  return [...new Set(points.map(({ name }) => name).reverse())].map(name =>
    entry(name, 'point', 15, replace, { description: 'point of the network' }),
  );
}

export function suggestNetworks(view: View, offset: number, replace: Range): readonly Suggestion[] {
  return namesAt(view, offset)
    .filter(({ kind }) => kind === 'network')
    .map(({ name }, i) => entry(name, 'network', 5 + i / 100, replace));
}

/** The training of the file whose network is searched. */
export function searchedTrain(view: View, offset: number): Train | undefined {
  const search = itemBefore(view.source.file, offset);
  const searched = search?.kind === 'Search' ? search.name.text : '';
  return trainsOf(view.source.file).find(
    ({ names, as }) => as?.text === searched || names.some(({ text }) => text === searched),
  );
}

/** Paths that a search may vary: parameters of the network, settings of its `train`. */
export function suggestVaried(view: View, offset: number, replace: Range): readonly Suggestion[] {
  const search = itemBefore(view.source.file, offset);
  const train = searchedTrain(view, offset);
  const names = train?.names.map(({ text }) => text) ?? (search?.kind === 'Search' ? [search.name.text] : []);
  const network = networksOf(view.source.file).find(({ name }) => names.includes(name.text));
  return [
    ...(network?.params ?? []).map(({ name }) =>
      entry(name.text, 'parameter', 5, replace, { description: 'parameter' }),
    ),
    ...(train?.settings ?? []).flatMap(item =>
      item.kind === 'Setting' ? [entry(item.key.text, 'setting', 10, replace, { description: 'setting' })] : [],
    ),
  ];
}

/** What a value of a step is made of: points and sources, and networks and layers that they go through. */
export function suggestStepsOfTraining(
  view: View,
  offset: number,
  replace: Range,
  afterArrow: boolean,
): readonly Suggestion[] {
  return [
    ...suggestNetworks(view, offset, replace).map(one => (afterArrow ? one : { ...one, rank: one.rank + 13 })),
    ...fixedNetworks.map(signature => ofSignature(signature, 16, replace)),
    ...(afterArrow
      ? []
      : [...suggestNames(view, offset, replace, pointKinds, 8), ...trainedPoints(view, offset, replace)]),
    ...suggestCalls(view, offset, replace).map(one => ({ ...one, rank: one.rank + 20 })),
  ];
}

export function suggestSetting(
  view: View,
  offset: number,
  replace: Range,
  owner: SettingOwner,
  key: string,
): readonly Suggestion[] {
  if (key === 'vary') return choiceSignatures('vary').map(signature => ofSignature(signature, 5, replace));
  const setting: Setting | undefined = settingList.find(each => each.key === key && each.places.includes(owner));
  if (setting === undefined) return [];
  const found: Suggestion[] = [];
  const kind = declaredKinds[setting.value];
  if (kind !== undefined) found.push(...declaredSignatures(kind).map(signature => ofSignature(signature, 5, replace)));
  found.push(...(setting.words ?? []).map(word => entry(word, 'word', 4, replace)));
  found.push(...choiceSignatures(key).map(signature => ofSignature(signature, 5, replace)));
  if (setting.value === 'flag') found.push(entry('true', 'word', 4, replace), entry('false', 'word', 4, replace));
  if (setting.value === 'loss') {
    found.push(...suggestNames(view, offset, replace, pointKinds, 12), ...trainedPoints(view, offset, replace));
  }
  if (setting.value === 'points') found.push(...trainedPoints(view, offset, replace));
  if (setting.value === 'start') {
    const here = trainAt(view, offset);
    for (const train of trainsOf(view.source.file)) {
      if (train !== here && train.as !== undefined)
        found.push(entry(train.as.text, 'declaration', 5, replace, { description: 'train' }));
    }
    found.push(entry('weights', 'declaration', 6, replace, { insert: 'weights("$1")', snippet: true }));
  }
  const isWorkedOut = ['number', 'count', 'bytes', 'flag', 'loss'].includes(setting.value);
  if (isWorkedOut) found.push(...suggestExpressionWords(replace));
  if (setting.value === 'number' || setting.value === 'count')
    found.push(...suggestNames(view, offset, replace, valueKinds, 20));
  return found;
}
