/** Remedies of shapes, sizes, counts and conditions: the nearest that holds. */
import type { GraphFix } from '../../graph/graph.js';
import type { Expr, Input, Rest } from '../../language/tree.js';
import { declared } from '../../graph/catalogue-names.js';
import { nearestNames } from '../../language/nearest.js';
import { layerSignatures } from '../signature.js';
import { argumentAt, signatureAt } from './calls.js';
import { careful, change, insert, nodeAt, pathOf, put, remove, textOf, type Remedies, type Site } from './remedy.js';
import { freeName } from './words.js';

const call = (site: Site) => ({ uri: site.uri, range: site.range });

const addBefore = (site: Site, step: string): GraphFix => ({
  title: `Add \`${step}\` before it`,
  mends: [{ kind: 'add-step', call: call(site), where: 'before', step }],
  careful: true,
});

/** The sizes of a shape in a message: `3x8x8`, `[3, H]`. */
const sizesOf = (text: string): readonly string[] =>
  text.startsWith('[')
    ? text
        .slice(1, -1)
        .split(', ')
        .filter(each => each !== '')
    : text.split('x');

/** A step that brings what flows to as many dimensions as are needed. */
function otherRank(site: Site): readonly GraphFix[] {
  const found = /needs (.*), but (\S+|\[.*\]) flows in$/.exec(site.problem.message);
  const [, wanted = '', flows = ''] = found ?? [];
  const has = sizesOf(flows);
  const ranks = [...wanted.matchAll(/\[([^\]]*)\]/g)].map(([, inner = '']) => inner.split(', ').length);
  if (ranks.length === 0 || wanted.includes('...')) return [];
  const lower = Math.max(...ranks.filter(rank => rank < has.length), 0);
  const higher = Math.min(...ranks.filter(rank => rank > has.length));
  if (lower > 0) {
    const from = lower - 1;
    return [addBefore(site, from === 0 ? 'flatten' : `flatten(from: ${String(from)})`)];
  }
  if (!Number.isFinite(higher) || !has.every(size => /^\d+$/.test(size))) return [];
  // With one channel a window works; what splits channels does not.
  const name = /^\w+/.exec(site.written)?.[0];
  const traits = layerSignatures().find(each => each.name === name)?.layer?.traits ?? [];
  if (!traits.some(trait => ['slides', 'pools', 'global'].includes(trait))) return withoutFlatten(site);
  const ones = Array.from({ length: higher - has.length }, () => '1');
  return [...withoutFlatten(site), addBefore(site, `reshape([${[...ones, ...has].join(', ')}])`)];
}

/** The `flatten` right before, which was one step too early. */
function withoutFlatten(site: Site): readonly GraphFix[] {
  const before = /(?:^|\n)([ \t]*flatten[ \t]*(?:\n|->[ \t]*))[ \t]*$|(->[ \t]*flatten[ \t]*)(?=->[ \t]*$)/.exec(
    site.text.slice(0, site.range.start),
  );
  const gone = before?.[1] ?? before?.[2];
  if (before === null || gone === undefined) return [];
  const start = before.index + before[0].indexOf(gone);
  return [careful(put('Remove `flatten`', site, { range: { start, end: start + gone.length }, text: '' }))];
}

/** A map and a vector that are joined: the map laid flat. */
function flattened(site: Site): readonly GraphFix[] {
  const found = /^cannot (\w+) (\S+|\[.*?\]) and (\S+|\[.*?\])(?: along|:)/.exec(site.problem.message);
  const node = nodeAt(site, 'Call');
  const [point, ...more] = node?.args.filter(({ name }) => name === undefined) ?? [];
  if (found === null || node?.body !== undefined || point === undefined || more.length > 0) return [];
  const [, verb, a = '', b = ''] = found;
  const [left, right] = [sizesOf(a), sizesOf(b)];
  const total = (sizes: readonly string[]): number => sizes.reduce((product, size) => product * Number(size), 1);
  if (left.length === right.length || (verb !== 'concat' && total(left) !== total(right))) return [];
  if (right.length === 1) return [{ ...addBefore(site, 'flatten'), title: 'Flatten the flow: `flatten`' }];
  if (left.length !== 1 || point.value.kind === 'Number') return [];
  const end = point.range.end;
  return [careful(put('Flatten it: `flatten`', site, { range: { start: end, end }, text: ' -> flatten' }))];
}

/** A value that is written as another kind of value: `"8"`, `1` for `true`, `50` percent. */
function otherValue(site: Site): readonly GraphFix[] {
  const at = argumentAt(site);
  if (at === undefined) return [...flattened(site)];
  const { arg } = at;
  const signature = signatureAt(site, at.call);
  const positional = at.call.args.filter(({ name }) => name === undefined).indexOf(arg);
  const written = arg.name?.text;
  const key =
    written === undefined
      ? undefined
      : Object.entries(signature?.layer?.parameters ?? {}).find(([, { aliases }]) => aliases.includes(written))?.[0];
  const parameter = signature?.parameters.find(({ name }, i) =>
    written === undefined ? i === positional : name === (key ?? written),
  );
  const name = parameter?.name ?? written ?? '';
  const text = textOf(site, arg.value);
  const write = (value: string): GraphFix =>
    put(`Write \`${name}: ${value}\``, site, { range: arg.value.range, text: value });
  const bare = /^["'](.*)["']$/.exec(text)?.[1]?.trim();
  const lower = (bare ?? text).toLowerCase();
  if (parameter?.kind === 'flag' && text !== 'true' && text !== 'false') {
    if (lower === 'true' || lower === '1' || lower === 'yes' || lower === 'on') return [write('true')];
    if (lower === 'false' || lower === '0' || lower === 'no' || lower === 'off') return [write('false')];
  }
  if (bare !== undefined && /^-?\d+(\.\d+)?(e-?\d+)?$/.test(bare)) return [write(bare)];
  if (bare !== undefined && /^\d+(x\d+)+$/.test(bare)) return [write(bare)];
  if (bare !== undefined && parameter?.words.includes(lower)) return [write(lower)];
  if (name === 'padding' && lower === 'true') return [write('same')];
  if (name === 'padding' && lower === 'false') return [write('0')];
  const { message } = site.problem;
  const share = /must be at most 1, but this is (\d+(?:\.\d+)?)/.exec(message)?.[1];
  if (share !== undefined && Number(share) >= 2 && Number(share) <= 100) return [write(String(Number(share) / 100))];
  const below = /must be above \S+, but this is -(\S+)/.exec(message)?.[1];
  if (below !== undefined) return [write(below)];
  if (/must be above/.test(message) && parameter?.default !== undefined) return [write(parameter.default)];
  return inner(site, text, arg.value);
}

/** A misspelt argument of an argument: `init: normal(stdd: 0.1)`. */
function inner(site: Site, text: string, value: Expr): readonly GraphFix[] {
  const [, name, unknown] = /cannot be this: (\w+) has no argument (\w+)/.exec(site.problem.message) ?? [];
  if (name === undefined || unknown === undefined || value.kind !== 'Call') return [];
  const arg = value.args.find(each => each.name?.text === unknown);
  // A layer may have the name of an initializer: here the declaration is meant.
  const tables = Object.values(declared).flatMap(table => table.get(name) ?? []);
  const names = tables.flatMap(({ parameters }) => Object.keys(parameters));
  if (arg?.name === undefined) return [];
  const { range } = arg.name;
  return nearestNames(unknown, names).map(near => change(site, range, near));
}

/** Sizes of an input that are open, under letters that the file does not have. */
function closeInput(site: Site): readonly GraphFix[] {
  const input = nodeAt(site, 'Input');
  const { shape } = input ?? {};
  if (shape?.kind !== 'List') return [];
  const taken = new Set<string>();
  const letters = shape.items.length === 2 ? ['T', 'D'] : ['H', 'W', 'D', 'T'];
  const fresh = (): string => {
    const name = letters.find(each => !taken.has(each) && freeName(site, each) === each) ?? freeName(site, 'N');
    taken.add(name);
    return name;
  };
  const isOpen = (item: Expr | Rest): boolean => item.kind === 'Rest' || (item.kind === 'Name' && item.text === '_');
  const written = shape.items.map(item =>
    item.kind === 'Rest' ? `${fresh()}, ${fresh()}` : isOpen(item) ? fresh() : textOf(site, item),
  );
  return [change(site, shape.range, `[${written.join(', ')}]`)];
}

/** Free sizes of a network's inputs, as numbers. */
function numbersForNames(site: Site): readonly GraphFix[] {
  const network = nodeAt(site, 'Network');
  const names = [...(/depends on (.*?), which/.exec(site.problem.message)?.[1] ?? '').matchAll(/\w+/g)].map(
    ([name]) => name,
  );
  const inputs = network?.body.statements.filter((each): each is Input => each.kind === 'Input') ?? [];
  const isRead = site.source.scopes.references.some(
    ({ name, symbol }) => symbol?.kind === 'dimension' && names.includes(name),
  );
  if (isRead) return [];
  const puts = inputs.flatMap(({ shape }) =>
    shape?.kind === 'List'
      ? shape.items.flatMap(item =>
          item.kind === 'Name' && names.includes(item.text) ? [{ range: item.range, text: '32' }] : [],
        )
      : [],
  );
  const [name = ''] = names;
  return puts.length === 0 ? [] : [careful(put(`Write 32 for \`${name}\``, site, ...puts))];
}

function otherSize(site: Site): readonly GraphFix[] {
  const { written, range } = site;
  if (/^[0-9]+(x[0-9]+)+$/.test(written)) {
    return [
      change(
        site,
        range,
        written
          .split('x')
          .map(each => String(Math.max(1, Number(each))))
          .join('x'),
      ),
    ];
  }
  if (/^[0-9]+([xX](?:[0-9]+|[A-Za-z_]\w*?))+$/.test(written))
    return [change(site, range, `[${written.split(/[xX]/).join(', ')}]`)];
  return /^-?\d+(\.\d+)?$/.test(written) ? [change(site, range, String(Math.max(1, Math.round(Number(written)))))] : [];
}

/** A weight of another size: the width that it has. */
function tiedWidth(site: Site): readonly GraphFix[] {
  const path = pathOf(site);
  const node = path.filter(each => each.kind === 'Call').at(-1);
  const [, needs = '', has = ''] = /of shape (\S+), but this one has (\S+)$/.exec(site.problem.message) ?? [];
  const [a, b] = [sizesOf(needs), sizesOf(has)];
  if (node?.kind !== 'Call' || a.length !== b.length || a.slice(1).some((size, i) => size !== b[i + 1])) return [];
  const [first] = Object.keys(signatureAt(site, node)?.layer?.parameters ?? {});
  const value = b[0];
  if (first === undefined || value === undefined) return [];
  const mends = [{ kind: 'argument', call: { uri: site.uri, range: node.range }, argument: first, value } as const];
  return [{ title: `Write \`${first}: ${value}\``, mends }];
}

function rounds(site: Site): readonly GraphFix[] {
  const { written, range } = site;
  const quoted = /^"(\d+)"$/.exec(written)?.[1];
  if (quoted !== undefined) return [change(site, range, quoted)];
  const n = Number(written);
  if (written === '' || !Number.isFinite(n)) return [];
  const near = n < 0 ? [0] : [...new Set([Math.floor(n), Math.ceil(n)])];
  return near.map(each => change(site, range, String(each)));
}

export const shapes: Remedies = {
  'wrong-rank': otherRank,
  'bad-argument': otherValue,
  'open-input': closeInput,
  'weights-of-symbol': numbersForNames,
  'bad-size': otherSize,
  'tied-shape': tiedWidth,
  'bad-repeat': rounds,
  'integers-flow-in': site => [addBefore(site, 'embedding(1000, 64)')],
  'input-without-shape': site => [careful(insert(site, site.range.end, ': 3x32x32'))],
  'network-parameter-without-default': site => [insert(site, site.range.end, ' = 64')],
  'bad-shape-pattern': site => {
    const size = /^"(\d+(?:x\d+)*)"$/.exec(site.written)?.[1];
    return size === undefined ? [] : [change(site, site.range, size)];
  },
  'misplaced-rest': site => {
    const isShape = nodeAt(site, 'Input') !== undefined || nodeAt(site, 'Expect') !== undefined;
    if (isShape) return [change(site, site.range, '_')];
    if (nodeAt(site, 'Call')?.callee.text === 'reshape') return [change(site, site.range, '-1')];
    const comma = /,\s*$/.exec(site.text.slice(0, site.range.start))?.[0].length ?? 0;
    return [remove(site, { start: site.range.start - comma, end: site.range.end }, '...')];
  },
  'not-a-condition': site => {
    const value = { '1': 'true', '0': 'false', '"true"': 'true', '"false"': 'false' }[site.written];
    return value === undefined ? [] : [change(site, site.range, value)];
  },
  'not-a-number': site => {
    const number = /^"(-?\d+(?:\.\d+)?)"$/.exec(site.written)?.[1];
    return number === undefined ? [] : [change(site, site.range, number)];
  },
};
