/** Checks the settings of `train`, `search` and `budget`: keys, values, and names of losses, optimizers, data sets. */
import { docText } from '../catalogue/details.js';
import type { ParameterTable } from '../catalogue/parameter.js';
import type { Setting, SettingPlace } from '../catalogue/settings/setting.js';
import type * as tree from '../language/tree.js';
import { declared, settingList } from './catalogue-names.js';
import { isRecipe, text, word, written, type Datum } from './datum.js';
import { lossUses } from './elaborate-loss-uses.js';
import { evaluate, type Evaluation } from './elaborate-expression.js';
import { checkTrain, checkTwice } from './elaborate-train-names.js';
import { checkVaried } from './elaborate-varied.js';
import type { BudgetGraph, GraphFix, NetworkGraph, Place, TrainGraph } from './graph.js';
import { sayMismatches } from './argument-says.js';
import { matchArguments } from './match-arguments.js';
import {
  sayEqualsSign,
  sayNoDeclaration,
  sayNoneOf,
  sayNoNetwork,
  sayNoTrain,
  sayTwice,
  sayWrongValue,
} from './setting-says.js';
import { Scope } from './scope.js';

type Settings = Map<string, { readonly value: Datum; readonly place: Place; readonly written: string }>;

export interface CheckedSettings {
  readonly trains: readonly TrainGraph[];
  readonly budgets: readonly BudgetGraph[];
}

export function checkSettings(e: Evaluation, file: tree.FileNode, networks: readonly NetworkGraph[]): CheckedSettings {
  const trains: TrainGraph[] = [];
  const budgets: BudgetGraph[] = [];
  const trainNames = file.items.flatMap(i =>
    i.kind === 'Train' ? [i.as?.text ?? '', ...i.names.map(n => n.text)] : [],
  );
  checkTwice(e, file);
  for (const item of file.items) {
    const place = { uri: e.uri, range: item.range };
    switch (item.kind) {
      case 'Train': {
        for (const name of item.names) checkNetworkName(e, name);
        const outputs = networks.filter(n => item.names.some(x => x.text === n.name)).flatMap(namesOf);
        const updates = new Map<string, Settings>();
        const settings = checkItems(e, item.settings, 'train', { trainNames, points: outputs, updates });
        const losses = lossUses(e, item.settings);
        const values = valuesOf(item.settings);
        const trained = item.names.map(n => n.text);
        const own = networks.filter(n => trained.includes(n.name));
        checkTrain({ e, file, item, networks: own, data: settings.get('data')?.value });
        trains.push({ name: item.as?.text, networks: trained, values, place, settings, losses, updates });
        break;
      }
      case 'Search':
        if (!trainNames.includes(item.name.text)) checkNetworkName(e, item.name);
        checkItems(e, item.settings, 'search', { trainNames, points: [] });
        checkVaried(e, file, item, networks);
        break;
      case 'Budget':
        checkNetworkName(e, item.name);
        budgets.push({
          network: item.name.text,
          place,
          settings: checkItems(e, item.settings, 'budget', { trainNames, points: [] }),
        });
        break;
      default:
    }
  }
  return { trains, budgets };
}

/** What a loss may name of a network: outputs, inputs. */
function namesOf(network: NetworkGraph): readonly string[] {
  return [...network.body.outputs.map(o => o.name), ...network.body.inputs.map(i => i.name)];
}

const valuesOf = (items: readonly tree.SettingItem[]): readonly string[] =>
  items.flatMap(i => (i.kind === 'PointSetting' ? [i.name.text] : []));

function checkNetworkName(e: Evaluation, name: tree.Word): void {
  if (name.text === '') return;
  const datum = e.scope.find(name.text)?.datum;
  const target = isRecipe(datum) ? datum.links[0]?.target : undefined;
  if (target?.kind === 'block' && target.definition.node.kind === 'Network') return;
  if (e.scope.find(name.text) && datum === undefined) return;
  sayNoNetwork(e, name, target?.kind === 'block');
}

interface Around {
  readonly trainNames: readonly string[];
  /** Names of points that a loss may use. */
  readonly points: readonly string[];
  /** Takes the settings of `update`s, by network. */
  readonly updates?: Map<string, Settings>;
}

const keysOf = (place: SettingPlace): readonly Setting[] => settingList.filter(s => s.places.includes(place));

function checkItems(e: Evaluation, items: readonly tree.SettingItem[], at: SettingPlace, around: Around): Settings {
  const settings: Settings = new Map();
  const seen = new Map<string, Place>();
  const values = valuesOf(items);
  const inside: Around = { ...around, points: [...around.points, ...values] };
  for (const item of items) {
    switch (item.kind) {
      case 'Setting': {
        const place = { uri: e.uri, range: item.key.range };
        const key = item.key.text;
        if (key === '') break;
        const before = seen.get(key);
        if (before) {
          sayTwice(e, item.key, before);
          break;
        }
        seen.set(key, place);
        const value = checkSetting(e, item, at, inside);
        if (value)
          settings.set(key, { value, place: { uri: e.uri, range: item.value.range }, written: written(value) });
        break;
      }
      case 'Update':
        checkNetworkName(e, item.name);
        around.updates?.set(item.name.text, checkItems(e, item.settings, 'update', inside));
        break;
      case 'Group':
        checkItems(e, item.settings, 'group', inside);
        break;
      case 'Vary':
        if (at !== 'search') {
          sayWrongValue(e, item, '`vary` stands in a `search`, which tries values');
          break;
        }
        checkCalls(e, item.value, 'vary', inside);
        break;
      case 'PointSetting': {
        const { name } = item;
        if (keysOf(at).some(({ key }) => key === name.text) && !around.points.includes(name.text))
          sayEqualsSign(e, name);
        break;
      }
    }
  }
  return settings;
}

function checkSetting(e: Evaluation, item: tree.Setting, at: SettingPlace, around: Around): Datum | undefined {
  const key = item.key.text;
  const keys = keysOf(at);
  // In a group any argument of the optimizer may be set.
  const setting = keys.find(s => s.key === key);
  if (!setting) {
    if (at === 'group' && optimizerArguments().has(key)) return evaluate(e, item.value);
    const names = [...keys.map(s => s.key), ...(at === 'group' ? optimizerArguments() : [])];
    sayNoneOf(e, item.key, { code: 'unknown-setting', name: key, names, says: `\`${at}\` has no setting \`${key}\`` });
    return undefined;
  }
  const { value } = item;
  if (value.kind === 'Missing') return undefined;
  switch (setting.value) {
    case 'loss':
    case 'optimizer':
    case 'schedule':
    case 'dataset':
    case 'metric':
    case 'choice':
      return checkCalls(e, value, setting.value, around, setting);
    case 'word':
      return checkWord(e, value, setting);
    case 'start':
      return checkStart(e, value, around);
    case 'points':
      return undefined;
    default:
      return checkPlain(e, value, setting);
  }
}

const writing = (at: Place, values: readonly string[]): readonly GraphFix[] =>
  values.map(text => ({ title: `Write \`${text}\``, mends: [{ kind: 'text', at, text }] }));

function optimizerArguments(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const o of declared['optimizer']?.values() ?? []) for (const p of Object.keys(o.parameters)) names.add(p);
  return names;
}

function checkWord(e: Evaluation, value: tree.Expr, setting: Setting): Datum | undefined {
  const words = setting.words ?? [];
  if (value.kind === 'Name' && words.includes(value.text)) return word(value.text);
  sayWrongValue(e, value, `\`${setting.key}\` is one of ${words.join(', ')}`, words.slice(0, 4));
  return undefined;
}

function checkStart(e: Evaluation, value: tree.Expr, around: Around): Datum | undefined {
  if (value.kind === 'Name') {
    if (around.trainNames.includes(value.text)) return text(value.text);
    sayNoTrain(e, value, around.trainNames);
    return undefined;
  }
  if (value.kind === 'Call' && value.callee.text === 'weights') return text('weights');
  sayWrongValue(e, value, '`start` is the name of another `train`, or `weights("file")`');
  return undefined;
}

/** `2GiB` parameters, `100M` of memory: a unit of something else. */
function hasOtherUnit(value: tree.Expr, setting: Setting): boolean {
  if (value.kind !== 'Number') return false;
  const unit = /[a-z]+$/i.exec(value.raw)?.[0] ?? '';
  const isBytes = /^[KMGT]i?B$/i.test(unit);
  return (setting.value === 'count' && isBytes) || (setting.value === 'bytes' && unit !== '' && !isBytes);
}

function checkPlain(e: Evaluation, value: tree.Expr, setting: Setting): Datum | undefined {
  if (hasOtherUnit(value, setting)) {
    const wanted = setting.value === 'bytes' ? 'bytes, such as `2GiB`' : 'a count, such as `2M`';
    sayWrongValue(e, value, `\`${setting.key}\` needs ${wanted}`);
    return undefined;
  }
  const datum = evaluate(e, value);
  if (datum === undefined) return undefined;
  const wanted = whatIsWanted(setting, datum);
  if (wanted === undefined) return datum;
  sayWrongValue(e, value, `\`${setting.key}\` needs ${wanted.words}, not ${written(datum)}`, wanted.instead);
  return undefined;
}

interface Wanted {
  readonly words: string;
  readonly instead?: readonly string[];
}

/** What a plain setting needs where the value is not that. */
function whatIsWanted(setting: Setting, datum: Datum): Wanted | undefined {
  if (setting.value === 'flag')
    return datum.kind === 'flag' ? undefined : { words: 'true or false', instead: ['true', 'false'] };
  if (setting.value === 'text') return datum.kind === 'text' ? undefined : { words: 'text in quotes' };
  if (datum.kind !== 'number') return { words: 'a number' };
  const { value } = datum;
  const least = setting.min;
  if (least !== undefined && value.is('>=', least) === false)
    return { words: `a number of at least ${String(least)}`, instead: [String(least)] };
  if (setting.below !== undefined && value.is('<', setting.below) === false)
    return { words: `a number below ${String(setting.below)}` };
  if (setting.value !== 'count' || value.isInteger() === true) return undefined;
  return { words: 'a whole number', instead: [value.floor(), value.ceil()].map(String) };
}

const WHAT: { readonly [kind: string]: string } = {
  loss: 'loss',
  optimizer: 'optimizer',
  schedule: 'schedule',
  dataset: 'data set',
  metric: 'metric',
  choice: 'method',
  vary: 'range',
};

/** Checks the calls of declarations in a setting's expression; the value where it is one call. */
function checkCalls(
  e: Evaluation,
  expr: tree.Expr,
  kind: string,
  around: Around,
  setting?: Setting,
): Datum | undefined {
  const table = tableOf(kind, setting);
  const parse = (node: tree.Expr): void => {
    switch (node.kind) {
      case 'Binary':
        parse(node.left);
        parse(node.right);
        return;
      case 'Unary':
        parse(node.operand);
        return;
      case 'Conditional':
        parse(node.then);
        parse(node.else);
        return;
      case 'List':
        for (const item of node.items) if (item.kind !== 'Rest') parse(item);
        return;
      case 'Name':
        if (table.has(node.text) || known(e, node.text, around)) return;
        sayUnknown(e, node, node.text, kind, table);
        return;
      case 'Call': {
        const declaration = table.get(node.callee.text);
        if (declaration) return checkArguments(e, node, declaration, around);
        if (node.callee.text === 'sum') {
          for (const arg of node.args) parse(arg.value);
          return;
        }
        if (known(e, node.callee.text, around)) return;
        sayUnknown(e, node.callee, node.callee.text, kind, table);
        return;
      }
      case 'Missing':
        return;
      default:
        // A number may stand between losses.
        if (node === expr && kind !== 'vary') sayNoDeclaration(e, node, table.keys());
    }
  };
  parse(expr);
  if (kind === 'loss') return undefined;
  if (expr.kind !== 'Call' && expr.kind !== 'Name') return undefined;
  const name = expr.kind === 'Call' ? expr.callee.text : expr.text;
  if (!table.has(name)) return undefined;
  const datum = evaluate(quiet(e, around), expr);
  return datum?.kind === 'word' ? undefined : datum;
}

/** Reads values of settings where names of points may stand: they are let pass. */
function quiet(e: Evaluation, around: Around): Evaluation {
  const scope = new Scope(e.scope);
  for (const name of around.points) scope.define(name, { datum: undefined, place: undefined });
  return { ...e, scope };
}

function tableOf(
  kind: string,
  setting: Setting | undefined,
): ReadonlyMap<string, { readonly parameters: ParameterTable }> {
  if (kind === 'choice') return new Map((setting?.choices ?? []).map(c => [c.name, c]));
  if (kind === 'vary') return new Map(settingList.find(s => s.key === 'vary')?.choices?.map(c => [c.name, c]) ?? []);
  return declared[kind] ?? new Map();
}

/** A point, a constant, a network: names that may stand between losses. */
function known(e: Evaluation, name: string, around: Around): boolean {
  return around.points.includes(name) || e.scope.find(name) !== undefined;
}

function sayUnknown(
  e: Evaluation,
  node: { readonly range: tree.Range },
  name: string,
  kind: string,
  table: ReadonlyMap<string, unknown>,
): void {
  if (name === '') return;
  const what = WHAT[kind] ?? kind;
  const says = `there is no ${what} called \`${name}\``;
  sayNoneOf(e, node, { code: `unknown-${kind}`, name, names: table.keys(), says });
}

function checkArguments(
  e: Evaluation,
  call: tree.Call,
  declaration: { readonly parameters: ParameterTable },
  around: Around,
): void {
  const inputs =
    (declaration as { readonly inputs?: readonly { readonly name: string }[] }).inputs?.map(i => i.name) ?? [];
  const inner = quiet(e, around);
  const positionalInputs = call.args.filter(a => a.name === undefined).slice(0, inputs.length);
  const rest = call.args.filter(a => !positionalInputs.includes(a));
  const given = rest.map(a => ({ name: a.name?.text, datum: a }));
  const matched = matchArguments<tree.Arg>(call.callee.text, declaration.parameters, given, inputs);
  if (matched.mismatches.length > 0) {
    const places = rest.map(({ name, range }) => ({ name: name?.text, place: { uri: e.uri, range } }));
    sayMismatches(e.problems, matched.mismatches, places);
  }
  for (const [name, [arg]] of matched.values) {
    const parameter = declaration.parameters[name];
    if (!arg || !parameter || parameter.takes !== 'value') continue;
    const datum = evaluate(inner, arg.value, parameter.words);
    if (datum === undefined) continue;
    const read = parameter.read(datum, { axes: 2 });
    if ('error' in read)
      e.problems.say({
        code: 'bad-argument',
        at: { uri: e.uri, range: arg.range },
        message: `\`${name}\` of ${call.callee.text} ${read.error}`,
        fixes: writing({ uri: e.uri, range: arg.value.range }, read.instead ?? []),
      });
  }
  for (const [name, parameter] of Object.entries(declaration.parameters)) {
    if (!parameter.required || matched.values.has(name)) continue;
    e.problems.say({
      code: 'missing-argument',
      at: { uri: e.uri, range: call.range },
      message: `${call.callee.text} needs \`${name}\`: ${docText(parameter.doc)}`,
    });
  }
}
