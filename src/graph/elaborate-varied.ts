/** What a `search` varies: parameters of the network, settings of its `train`, arguments of its optimizer; each in a range. */
import type * as tree from '../language/tree.js';
import { declared, settingList } from './catalogue-names.js';
import { evaluate, type Evaluation } from './elaborate-expression.js';
import type { NetworkGraph } from './graph.js';
import { sayNotVaried, sayWrongValue } from './setting-says.js';

const searched = (file: tree.FileNode, { name }: tree.Search): tree.Train | undefined =>
  file.items.find(
    (item): item is tree.Train =>
      item.kind === 'Train' && (item.as?.text === name.text || item.names.some(n => n.text === name.text)),
  );

/** Arguments of the call that a setting holds: `optimizer: sgd(lr: 0.1)`. */
function argumentsOf(train: tree.Train | undefined, key: string): readonly string[] | undefined {
  const kind = settingList.find(s => s.key === key)?.value;
  const table = kind && declared[kind];
  const [value] = train?.settings.flatMap(s => (s.kind === 'Setting' && s.key.text === key ? [s.value] : [])) ?? [];
  const name = value?.kind === 'Call' ? value.callee.text : value?.kind === 'Name' ? value.text : undefined;
  const written = name ?? (key === 'optimizer' && train ? 'sgd' : undefined);
  const declaration = written === undefined ? undefined : table?.get(written);
  return declaration && Object.keys(declaration.parameters);
}

export function checkVaried(
  e: Evaluation,
  file: tree.FileNode,
  search: tree.Search,
  networks: readonly NetworkGraph[],
): void {
  const train = searched(file, search);
  const names = train ? train.names.map(n => n.text) : [search.name.text];
  const own = networks.filter(n => names.includes(n.name));
  const seen = new Set<string>();
  for (const item of search.settings) {
    if (item.kind !== 'Vary') continue;
    const path = item.path.map(word => word.text);
    const key = path.join('.');
    const [first, second] = item.path;
    if (!first || path.includes('')) continue;
    if (seen.has(key)) sayWrongValue(e, { range: first.range }, `\`${key}\` is varied already`);
    seen.add(key);
    checkRange(e, item.value);
    const parameters = own.flatMap(n => n.parameters.map(p => p.name));
    const keys = settingList.filter(s => s.places.includes('train')).map(s => s.key);
    if (own.length === names.length && !parameters.includes(first.text) && !keys.includes(first.text))
      sayNotVaried(e, first, first.text, [...parameters, ...keys]);
    else if (second) {
      const known = argumentsOf(train, first.text);
      if (known && !known.includes(second.text)) sayNotVaried(e, second, second.text, known, first.text);
    }
  }
}

/** `integer(8, 128)`: from the lower number to the higher. */
function checkRange(e: Evaluation, value: tree.Expr): void {
  if (value.kind === 'Number' || value.kind === 'List' || value.kind === 'Text' || value.kind === 'Bool')
    return sayWrongValue(e, value, '`vary` takes a range, such as `integer(8, 128)` or `choice(relu, tanh)`');
  if (value.kind !== 'Call') return;
  const [low, high] = ['low', 'high'].map((name, i) => {
    const arg = value.args.find(a => a.name?.text === name) ?? value.args.filter(a => !a.name)[i];
    const datum = arg?.value.kind === 'Number' ? evaluate(e, arg.value) : undefined;
    return datum?.kind === 'number' ? datum.value : undefined;
  });
  if (low && high && low.is('<', high) === false)
    sayWrongValue(
      e,
      value,
      `a range goes from the lower number to the higher one, not from ${low.toString()} to ${high.toString()}`,
    );
}
