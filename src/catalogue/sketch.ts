/** What a layer would have drawn of itself, in numbers: grids of cells with the same places marked, a cube, a table of who sees whom. */
import type { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';

/** Cells of an axis: those of the tensor, and those around it. */
export interface SketchAxis {
  readonly before: number;
  readonly size: number;
  readonly after: number;
}

export interface SketchMark {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

export interface SketchGrid {
  readonly title: string;
  readonly rows: SketchAxis;
  readonly columns: SketchAxis;
  /** The same place in both grids has the same position here. */
  readonly marks: readonly SketchMark[];
}

/** How much of an axis is taken together: all of it, one of `parts` parts, or each entry by itself. */
export interface SketchSide {
  readonly name: string;
  /** Undefined for the batch, whose size is nobody's business here. */
  readonly size: number | undefined;
  readonly parts: number | 'each';
}

export type Sketch =
  | { readonly kind: 'grids'; readonly from: SketchGrid; readonly to: SketchGrid; readonly notes: readonly string[] }
  | {
      readonly kind: 'cube';
      readonly depth: SketchSide;
      readonly across: SketchSide;
      readonly down: SketchSide;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'mask';
      readonly queries: number;
      readonly keys: number;
      readonly sees: (query: number, key: number) => boolean;
      readonly notes: readonly string[];
    };

/** The numbers, where all are known. */
export function known(shape: Shape): readonly number[] | undefined {
  return shape.every(dim => dim.isConstant && Number.isInteger(dim.value)) ? shape.map(dim => dim.value) : undefined;
}

export const plainAxis = (size: number): SketchAxis => ({ before: 0, size, after: 0 });

/** `count` numbers from `from` on. */
export const stretch = (from: number, count: number): readonly number[] =>
  Array.from({ length: Math.max(0, count) }, (_, i) => from + i);

const cross = (sizes: readonly number[]): string => sizes.map(String).join('x');

/** The last two axes of a map; of one axis a single row. */
const lastTwo = (sizes: readonly number[]): readonly [number, number] => [
  sizes.length < 2 ? 1 : (sizes.at(-2) ?? 1),
  sizes.at(-1) ?? 1,
];

/** Windows that share an axis evenly: where each begins, and how many cells it has. */
const binStart = (i: number, size: number, count: number): number => Math.floor((i * size) / count);
const binLength = (i: number, size: number, count: number): number =>
  Math.ceil(((i + 1) * size) / count) - binStart(i, size, count);
const bin = (i: number, size: number, count: number): readonly number[] =>
  stretch(binStart(i, size, count), binLength(i, size, count));

/** Adaptive pooling: windows of sizes that differ by one, overlapping where they must. */
export function binsSketch(axes: Shape, result: Shape): Sketch | undefined {
  const [from, to] = [known(axes), known(result)];
  if (!from || !to || to.some(n => n < 1)) return undefined;
  const [rows, columns] = lastTwo(from);
  const [down, across] = lastTwo(to);
  const picked = stretch(0, Math.min(across, 3));
  const widths = [...new Set(stretch(0, across).map(i => binLength(i, columns, across)))];
  return {
    kind: 'grids',
    from: {
      title: `input ${cross(from)}`,
      rows: plainAxis(rows),
      columns: plainAxis(columns),
      marks: picked.map(i => ({ rows: bin(0, rows, down), columns: bin(i, columns, across) })),
    },
    to: {
      title: `output ${cross(to)}`,
      rows: plainAxis(down),
      columns: plainAxis(across),
      marks: picked.map(i => ({ rows: [0], columns: [i] })),
    },
    notes: [
      widths.length === 1
        ? `windows of ${String(widths[0])} cells along the last axis`
        : `windows of ${widths.join(' and ')} cells along the last axis`,
    ],
  };
}

/** A map made larger or smaller: the cells that one cell of the result is made of. */
export function resizedSketch(axes: Shape, result: Shape, reach: number, align: boolean): Sketch | undefined {
  const [from, to] = [known(axes), known(result)];
  if (!from || !to || [...from, ...to].some(n => n < 1)) return undefined;
  const [rows, columns] = lastTwo(from);
  const [down, across] = lastTwo(to);
  /** Cells of the input that a place of the result reads: the nearest, or so many around. */
  const read = (i: number, size: number, count: number): readonly number[] => {
    if (size === 1) return [0];
    if (reach === 1) return [Math.floor((i * size) / count)];
    const at = align && count > 1 ? (i * (size - 1)) / (count - 1) : ((i + 0.5) * size) / count - 0.5;
    const first = Math.floor(at) - (reach / 2 - 1);
    return [...new Set(stretch(first, reach).map(n => Math.min(Math.max(n, 0), size - 1)))];
  };
  const place = (i: number, j: number): { readonly from: SketchMark; readonly to: SketchMark } => ({
    from: { rows: read(i, rows, down), columns: read(j, columns, across) },
    to: { rows: [i], columns: [j] },
  });
  // Nearest: two cells with all their copies. Else two places of the result.
  const copies = (row: number, column: number): { readonly from: SketchMark; readonly to: SketchMark } => ({
    from: { rows: [row], columns: [column] },
    to: {
      rows: stretch(0, down).filter(i => read(i, rows, down)[0] === row),
      columns: stretch(0, across).filter(j => read(j, columns, across)[0] === column),
    },
  });
  const marks =
    reach === 1
      ? [copies(0, 0), ...(columns > 1 ? [copies(0, 1)] : [])]
      : [
          place(Math.min(1, down - 1), Math.min(1, across - 1)),
          ...(across > 5 ? [place(Math.min(1, down - 1), 5)] : []),
        ];
  return {
    kind: 'grids',
    from: {
      title: `input ${cross(from)}`,
      rows: plainAxis(rows),
      columns: plainAxis(columns),
      marks: marks.map(m => m.from),
    },
    to: {
      title: `output ${cross(to)}`,
      rows: plainAxis(down),
      columns: plainAxis(across),
      marks: marks.map(m => m.to),
    },
    notes: [
      reach === 1
        ? 'each cell is copied'
        : `each cell mixes up to ${String(reach ** Math.min(2, from.length))} of the input`,
    ],
  };
}

/** Channels as cells of a map, or back: the first four and where each of them goes. */
export function shuffledSketch(shape: Shape, factor: Dim, isFiner: boolean): Sketch | undefined {
  const [sizes, [f] = []] = [known(shape), known([factor])];
  const [channels, rows, columns] = sizes ?? [];
  if (channels === undefined || rows === undefined || columns === undefined || f === undefined || f < 1)
    return undefined;
  const [high, wide] = isFiner ? [rows, columns] : [rows / f, columns / f];
  const picked = stretch(0, Math.min(4, f * f));
  const stack: SketchGrid = {
    title: `${String(f * f)} channels ${String(high)}x${String(wide)}`,
    rows: plainAxis(f * f),
    columns: plainAxis(1),
    marks: picked.map(i => ({ rows: [i], columns: [0] })),
  };
  const map: SketchGrid = {
    title: `1 channel ${String(high * f)}x${String(wide * f)}`,
    rows: plainAxis(high * f),
    columns: plainAxis(wide * f),
    marks: picked.map(i => ({ rows: [Math.floor(i / f)], columns: [i % f] })),
  };
  return {
    kind: 'grids',
    from: isFiner ? stack : map,
    to: isFiner ? map : stack,
    notes: [isFiner ? 'channels become neighbours' : 'neighbours become channels'],
  };
}

/** Cells around a map, and which cells of it some of them repeat. */
export function paddedSketch(
  axes: Shape,
  sides: readonly (readonly [Dim, Dim])[],
  mode: string,
  value: number,
): Sketch | undefined {
  const from = known(axes);
  const around = known(sides.flat());
  if (!from || !around || around.some(n => n < 0)) return undefined;
  const side = (i: number): readonly [number, number] => [around[2 * i] ?? 0, around[2 * i + 1] ?? 0];
  const [rows, columns] = lastTwo(from);
  const [top, bottom] = from.length < 2 ? [0, 0] : side(from.length - 2);
  const [left, right] = side(from.length - 1);
  const source = (distance: number): number =>
    mode === 'reflect' ? distance : mode === 'circular' ? columns - distance : 0;
  const marked = mode === 'zeros' ? [] : stretch(1, Math.min(left, 2));
  const row = Math.floor((rows - 1) / 2);
  return {
    kind: 'grids',
    from: {
      title: `input ${cross(from)}`,
      rows: plainAxis(rows),
      columns: plainAxis(columns),
      marks: marked.map(distance => ({ rows: [row], columns: [source(distance)] })),
    },
    to: {
      title: `output ${cross(from.map((n, i) => n + side(i)[0] + side(i)[1]))}`,
      rows: { before: top, size: rows, after: bottom },
      columns: { before: left, size: columns, after: right },
      marks: marked.map(distance => ({ rows: [top + row], columns: [left - distance] })),
    },
    notes: [mode === 'zeros' ? `new cells hold ${String(value)}` : `new cells repeat others: ${mode}`],
  };
}

/** A part of a map. */
export function croppedSketch(axes: Shape, cuts: readonly (readonly [Dim, Dim])[]): Sketch | undefined {
  const [from, away] = [known(axes), known(cuts.flat())];
  if (!from || !away) return undefined;
  const cut = (i: number): readonly [number, number] => [away[2 * i] ?? 0, away[2 * i + 1] ?? 0];
  const to = from.map((n, i) => n - cut(i)[0] - cut(i)[1]);
  if (to.some(n => n < 1) || away.some(n => n < 0)) return undefined;
  const [rows, columns] = lastTwo(from);
  const [down, across] = lastTwo(to);
  const [top, bottom] = from.length < 2 ? [0, 0] : cut(from.length - 2);
  const [left, right] = cut(from.length - 1);
  return {
    kind: 'grids',
    from: {
      title: `input ${cross(from)}`,
      rows: { before: top, size: rows - top - bottom, after: bottom },
      columns: { before: left, size: columns - left - right, after: right },
      marks: [{ rows: [top], columns: [left] }],
    },
    to: {
      title: `output ${cross(to)}`,
      rows: plainAxis(down),
      columns: plainAxis(across),
      marks: [{ rows: [0], columns: [0] }],
    },
    notes: ['dashed cells go'],
  };
}

/** Columns back into windows of a map: the first two. */
export function foldedSketch({
  size,
  columns,
  kernel,
  stride,
  dilation,
  before,
  counts,
}: {
  readonly [name in 'size' | 'columns' | 'kernel' | 'stride' | 'dilation' | 'before' | 'counts']: Shape;
}): Sketch | undefined {
  const all = [size, columns, kernel, stride, dilation, before, counts].map(known);
  if (all.some(one => one === undefined) || size.length !== 2) return undefined;
  const [
    [high = 1, wide = 1] = [],
    [long = 1, many = 1] = [],
    [kh = 1, kw = 1] = [],
    [, sw = 1] = [],
    [dh = 1, dw = 1] = [],
    [ph = 0, pw = 0] = [],
    [, across = 1] = [],
  ] = all;
  const taps = (k: number, d: number, start: number): readonly number[] => stretch(0, k).map(i => start + i * d);
  const picked = stretch(0, Math.min(2, across));
  return {
    kind: 'grids',
    from: {
      title: `${String(long)}x${String(many)}: one channel, ${String(kh * kw)} rows`,
      rows: plainAxis(kh * kw),
      columns: plainAxis(many),
      marks: picked.map(i => ({ rows: stretch(0, kh * kw), columns: [i] })),
    },
    to: {
      title: `output ${String(high)}x${String(wide)}`,
      rows: { before: ph, size: high, after: ph },
      columns: { before: pw, size: wide, after: pw },
      marks: picked.map(i => ({ rows: taps(kh, dh, 0), columns: taps(kw, dw, i * sw) })),
    },
    notes: ['a column becomes a window; where windows overlap, sums'],
  };
}

/** A map cut into windows: each is a sequence of its cells. */
export function windowedSketch(axes: Shape, size: Shape): Sketch | undefined {
  const [from, window] = [known(axes), known(size)];
  if (!from || from.length !== 2 || !window) return undefined;
  const [[rows = 1, columns = 1], [high = 1, wide = 1]] = [from, window];
  const count = (rows / high) * (columns / wide);
  const picked = stretch(0, Math.min(2, columns / wide));
  return {
    kind: 'grids',
    from: {
      title: `input ${cross(from)}`,
      rows: plainAxis(rows),
      columns: plainAxis(columns),
      marks: picked.map(i => ({ rows: stretch(0, high), columns: stretch(i * wide, wide) })),
    },
    to: {
      title: `${String(count)} windows of ${String(high * wide)}`,
      rows: plainAxis(count),
      columns: plainAxis(high * wide),
      marks: picked.map(i => ({ rows: [i], columns: stretch(0, high * wide) })),
    },
    notes: [],
  };
}

const batch = (parts: number | 'each'): SketchSide => ({ name: 'batch', size: undefined, parts });

/** Which numbers a norm of channels brings to one mean and variance; `parts`: groups of channels, or each. */
export function channelNormSketch(
  shape: Shape,
  axis: number,
  parts: number | 'each',
  overBatch: boolean,
): Sketch | undefined {
  const sizes = known(shape);
  const channels = sizes?.[axis];
  if (!sizes || channels === undefined) return undefined;
  const cells = sizes.filter((_, i) => i !== axis).reduce((product, size) => product * size, 1);
  const together = (typeof parts === 'number' ? channels / parts : 1) * cells;
  return {
    kind: 'cube',
    depth: batch(overBatch ? 1 : 'each'),
    across: { name: 'channels', size: channels, parts },
    down: { name: 'positions', size: cells, parts: 1 },
    notes: [`${overBatch ? 'batch x ' : ''}${String(together)} numbers have one mean and variance`],
  };
}

/** Dimensions that are brought to one mean, or length, by themselves in each sample. */
export function axesNormSketch(shape: Shape, axes: readonly number[], what: string): Sketch | undefined {
  const sizes = known(shape);
  if (!sizes) return undefined;
  const product = (inside: boolean): number =>
    sizes.filter((_, i) => axes.includes(i) === inside).reduce((all, size) => all * size, 1);
  return {
    kind: 'cube',
    depth: batch('each'),
    across: { name: axes.length === 1 ? 'features' : 'normalized', size: product(true), parts: 1 },
    down: { name: 'positions', size: product(false), parts: 'each' },
    notes: [`${String(product(true))} numbers have one ${what}`],
  };
}

/** Which keys a query sees; nothing where it sees all. */
export function maskSketch(queries: Dim, keys: Dim, causal: boolean, window: number | undefined): Sketch | undefined {
  const [T, S] = known([queries, keys]) ?? [];
  if (T === undefined || T !== S || (!causal && window === undefined)) return undefined;
  return {
    kind: 'mask',
    queries: T,
    keys: S,
    sees: (query, key) => {
      const distance = query - key;
      return (!causal || distance >= 0) && (window === undefined || Math.abs(distance) < window);
    },
    notes: [
      ...(causal ? ['causal: none sees what comes behind it'] : []),
      ...(window === undefined ? [] : [`window ${String(window)}: none sees farther`]),
    ],
  };
}
