/** Aligns two lists of layers: those that are the same call first, then those of the same kind at the same place between them. */
import type { LayerLine } from './report.js';

/** A layer of both networks, or of one of them. */
export interface Pair {
  readonly before: LayerLine | undefined;
  readonly after: LayerLine | undefined;
}

type Key = (line: LayerLine) => string;

/** `Stage.Bottleneck.conv`: an index says only how many came before, so it moves with every edit. */
const placeOf: Key = ({ path, kind }) => `${kind}|${path.replace(/_\d+(?=\.|$)/g, '')}`;

/** Place and arguments, so that a layer that was put in or taken away does not shift its like. */
const callOf: Key = line => {
  const { node } = line;
  const written = node.kind === 'layer' ? [...node.call.written].map(([name, value]) => `${name}=${value.key}`) : [];
  return `${placeOf(line)}(${written.join(',')})`;
};

/** Lists whose product is larger are aligned step by step instead of in the best way: work stays bounded. */
const MOST_COMPARED = 4_000_000;

export function alignLayers(before: readonly LayerLine[], after: readonly LayerLine[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const [keys, others] = [before.map(callOf), after.map(callOf)];
  const same = commonPairs(keys, others);
  let [i, j] = [0, 0];
  for (const [a, b] of [...same, [before.length, after.length] as const]) {
    pairs.push(...between(before.slice(i, a), after.slice(j, b)));
    if (a < before.length) pairs.push({ before: before[a], after: after[b] });
    [i, j] = [a + 1, b + 1];
  }
  return slid(pairs);
}

/** Of equal choices the one in which what came or went begins where a block begins. */
function slid(pairs: readonly Pair[]): readonly Pair[] {
  const made = [...pairs];
  for (const side of ['before', 'after'] as const) {
    const alone = (pair: Pair | undefined): boolean =>
      pair !== undefined && pair[side] !== undefined && (pair.before === undefined || pair.after === undefined);
    for (let start = 1; start < made.length; start++) {
      if (!alone(made[start]) || alone(made[start - 1])) continue;
      let end = start;
      while (alone(made[end])) end++;
      slide(made, side, start, end);
      start = end;
    }
  }
  return made;
}

function slide(made: Pair[], side: 'before' | 'after', start: number, end: number): void {
  const lines = made.slice(start, end).flatMap(pair => pair[side] ?? []);
  const blockOf = (line: LayerLine | undefined): string => line?.path.replace(/[^.]*$/, '') ?? '';
  for (let up = 0; start - up > 0; up++) {
    const matched = made[start - up - 1];
    const [own, last] = [matched?.[side], lines.at(-1 - up)];
    if (blockOf(lines[0]) !== blockOf(own)) {
      move(made, side, start, end, up);
      return;
    }
    if (!matched?.before || !matched.after || !own || !last || callOf(own) !== callOf(last)) return;
    lines.unshift(own);
  }
}

/** The lines of a side between `start - up` and `end`: the first ones alone, the last `up` with what the first ones had. */
function move(made: Pair[], side: 'before' | 'after', start: number, end: number, up: number): void {
  const range = made.slice(start - up, end);
  const lines = range.map(pair => pair[side]);
  const others = range.slice(0, up).map(pair => (side === 'after' ? pair.before : pair.after));
  for (const [k, line] of lines.entries()) {
    const other = others[k - (lines.length - up)];
    made[start - up + k] = side === 'after' ? { before: other, after: line } : { before: line, after: other };
  }
}

/** Layers between two that are the same: of one kind at one place, changed. */
function between(before: readonly LayerLine[], after: readonly LayerLine[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  const same = commonPairs(before.map(placeOf), after.map(placeOf));
  for (const [a, b] of [...same, [before.length, after.length] as const]) {
    for (; i < a; i++) pairs.push({ before: before[i], after: undefined });
    for (; j < b; j++) pairs.push({ before: undefined, after: after[j] });
    if (a < before.length) pairs.push({ before: before[a], after: after[b] });
    [i, j] = [a + 1, b + 1];
  }
  return pairs;
}

/** Indices of a longest common subsequence; of a good one where the lists are long. */
export function commonPairs(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const pairs: [number, number][] = [];
  for (let k = 0; k < start; k++) pairs.push([k, k]);
  const [x, y] = [a.slice(start, endA), b.slice(start, endB)];
  const inside = x.length * y.length <= MOST_COMPARED ? longest(x, y) : nextEqual(x, y);
  for (const [i, j] of inside) pairs.push([start + i, start + j]);
  for (let k = 0; endA + k < a.length; k++) pairs.push([endA + k, endB + k]);
  return pairs;
}

function longest(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  // At i, j: how long a common subsequence of what follows is.
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** Each with the next equal one that is still free: not the longest, but in linear time. */
function nextEqual(a: readonly string[], b: readonly string[]): [number, number][] {
  const places = new Map<string, number[]>();
  for (const [j, key] of b.entries()) {
    const found = places.get(key);
    if (found) found.push(j);
    else places.set(key, [j]);
  }
  const used = new Map<string, number>();
  const pairs: [number, number][] = [];
  let after = -1;
  for (const [i, key] of a.entries()) {
    const list = places.get(key) ?? [];
    let next = used.get(key) ?? 0;
    while (next < list.length && (list[next] ?? 0) <= after) next++;
    used.set(key, next);
    const j = list[next];
    if (j === undefined) continue;
    pairs.push([i, j]);
    after = j;
  }
  return pairs;
}
