/** Two networks side by side: layers aligned, and which of them explain the difference of the totals, to the unit. */
import { Dim } from '../shape/dim.js';
import { formatShape } from '../shape/shape.js';
import type { LayerLine, NetworkReport } from './report.js';

/** Figures that a difference is made of. Unknown ones stay unknown. */
export interface Amounts {
  readonly parameters: Dim;
  readonly multiplyAdds: Dim;
  readonly keptForBackward: Dim;
}

export interface LayerChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly before: LayerLine | undefined;
  readonly after: LayerLine | undefined;
  /** After less before. */
  readonly difference: Amounts;
}

export interface Comparison {
  readonly before: Amounts;
  readonly after: Amounts;
  readonly difference: Amounts;
  /** Layers that are not alike, in order; their differences add up to that of the totals. */
  readonly changes: readonly LayerChange[];
  /** False where a list of layers was cut: then the changes explain only a part. */
  readonly whole: boolean;
}

/** Layers that are compared at most; the alignment takes time that grows with the square of what differs. */
const MAX_LINES = 20_000;
const MAX_CELLS = 4_000_000;

const none = Dim.of(0);
const nothing: Amounts = { parameters: none, multiplyAdds: none, keptForBackward: none };
const unknown = Dim.inexact(NaN);

function amountsOf(line: LayerLine | undefined): Amounts {
  if (!line) return nothing;
  return {
    parameters: line.parameters.trainable.plus(line.parameters.frozen),
    multiplyAdds: line.called ? (line.multiplyAdds ?? unknown) : none,
    keptForBackward: line.bytes.keptForBackward ?? unknown,
  };
}

function totalsOf({ totals }: NetworkReport): Amounts {
  return {
    parameters: totals.parameters.trainable.plus(totals.parameters.frozen),
    multiplyAdds: totals.multiplyAdds ?? unknown,
    keptForBackward: totals.bytes.keptForBackward ?? unknown,
  };
}

const minus = (a: Amounts, b: Amounts): Amounts => ({
  parameters: a.parameters.minus(b.parameters),
  multiplyAdds: a.multiplyAdds.minus(b.multiplyAdds),
  keptForBackward: a.keptForBackward.minus(b.keptForBackward),
});

const shapeText = (line: LayerLine): string => (line.outputShape ? formatShape(line.outputShape) : '?');

/** What makes two layers alike for a reader: kind, shape, figures. */
function looks(line: LayerLine): string {
  const { parameters, multiplyAdds, keptForBackward } = amountsOf(line);
  return [line.kind, shapeText(line), parameters.key, multiplyAdds.key, keptForBackward.key].join('|');
}

export function compareNetworks(before: NetworkReport, after: NetworkReport): Comparison {
  const [a, b] = [before.layers(MAX_LINES), after.layers(MAX_LINES)];
  const changes: LayerChange[] = [];
  for (const [from, to] of align(a.lines, b.lines)) {
    if (from && to && looks(from) === looks(to)) continue;
    const change = from && to ? 'changed' : to ? 'added' : 'removed';
    changes.push({ change, before: from, after: to, difference: minus(amountsOf(to), amountsOf(from)) });
  }
  const [old, fresh] = [totalsOf(before), totalsOf(after)];
  return { before: old, after: fresh, difference: minus(fresh, old), changes, whole: a.truncated + b.truncated === 0 };
}

type Pair = readonly [LayerLine | undefined, LayerLine | undefined];

/** Pairs in order: the alignment that matches most layers of one kind, alike ones first. */
function align(a: readonly LayerLine[], b: readonly LayerLine[]): readonly Pair[] {
  const [left, right] = [a.map(looks), b.map(looks)];
  let start = 0;
  while (start < a.length && start < b.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && left[a.length - 1 - end] === right[b.length - 1 - end])
    end++;
  const same = (i: number, j: number): Pair => [a[i], b[j]];
  const head = Array.from({ length: start }, (_, i) => same(i, i));
  const tail = Array.from({ length: end }, (_, i) => same(a.length - end + i, b.length - end + i));
  return [...head, ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)), ...tail];
}

function between(a: readonly LayerLine[], b: readonly LayerLine[]): readonly Pair[] {
  const [rows, columns] = [a.length, b.length];
  if (rows * columns > MAX_CELLS) return byPath(a, b);
  const [left, right] = [a.map(looks), b.map(looks)];
  const width = columns + 1;
  // score[i][j]: best alignment of what is behind i and j.
  const score = new Int32Array((rows + 1) * width);
  const match = (i: number, j: number): number => (left[i] === right[j] ? 3 : a[i]?.kind === b[j]?.kind ? 2 : 0);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const paired = match(i, j);
      const both = paired > 0 ? paired + (score[(i + 1) * width + j + 1] ?? 0) : 0;
      score[i * width + j] = Math.max(both, score[(i + 1) * width + j] ?? 0, score[i * width + j + 1] ?? 0);
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    const here = score[i * width + j] ?? 0;
    const paired = i < rows && j < columns ? match(i, j) : 0;
    if (paired > 0 && here === paired + (score[(i + 1) * width + j + 1] ?? 0)) pairs.push([a[i++], b[j++]]);
    else if (i < rows && here === (score[(i + 1) * width + j] ?? 0)) pairs.push([a[i++], undefined]);
    else pairs.push([undefined, b[j++]]);
  }
  return pairs;
}

/** For lists too long to align: by their paths. */
function byPath(a: readonly LayerLine[], b: readonly LayerLine[]): readonly Pair[] {
  const key = (line: LayerLine): string => `${line.path}|${line.kind}`;
  const later = new Map(b.map(line => [key(line), line]));
  const matched = new Set<LayerLine>();
  const pairs = a.map((line): Pair => {
    const other = later.get(key(line));
    if (other) matched.add(other);
    return [line, other];
  });
  return [...pairs, ...b.filter(line => !matched.has(line)).map((line): Pair => [undefined, line])];
}
