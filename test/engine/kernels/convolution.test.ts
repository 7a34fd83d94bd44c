/** Convolution against the definition: seven loops over samples, channels, windows and taps, for any geometry. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Attributes } from '../../../src/catalogue/operations/operation.js';
import { Dim } from '../../../src/shape/dim.js';
import { runOp } from './run-op.js';

interface Geometry {
  readonly samples: number;
  readonly groups: number;
  readonly read: number;
  readonly made: number;
  readonly axes: readonly {
    readonly kernel: number;
    readonly stride: number;
    readonly before: number;
    readonly after: number;
    readonly dilation: number;
    readonly windows: number;
    /** Cells behind the last window. */
    readonly rest: number;
  }[];
}

const small = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const geometries: fc.Arbitrary<Geometry> = fc.record({
  samples: small(1, 2),
  groups: small(1, 3),
  read: small(1, 2),
  made: small(1, 5),
  axes: fc.array(
    fc.record({
      kernel: small(1, 3),
      stride: small(1, 3),
      before: small(0, 2),
      after: small(0, 2),
      dilation: small(1, 3),
      windows: small(1, 4),
      rest: small(0, 2),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

const sizeOf = ({ kernel, stride, before, after, dilation, windows, rest }: Geometry['axes'][number]): number =>
  (windows - 1) * stride + dilation * (kernel - 1) + 1 - before - after + Math.min(rest, stride - 1);

const fits = ({ axes }: Geometry): boolean => axes.every(axis => sizeOf(axis) > 0);
const count = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
const numbers = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.sin(1.7 * i + seed));

/** All positions of a grid. */
function positions(sizes: readonly number[]): readonly (readonly number[])[] {
  return sizes.reduce<readonly (readonly number[])[]>(
    (all, size) => all.flatMap(start => Array.from({ length: size }, (_, i) => [...start, i])),
    [[]],
  );
}

const place = (position: readonly number[], sizes: readonly number[]): number =>
  position.reduce((at, p, i) => at * sizes[i]! + p, 0);

/** Calls `term` with the places in x, w and y of every product that a convolution sums up. */
function eachProduct(g: Geometry, term: (x: number, w: number, y: number) => void): void {
  const cells = g.axes.map(sizeOf);
  const taps = g.axes.map(axis => axis.kernel);
  const windows = g.axes.map(axis => axis.windows);
  for (let n = 0; n < g.samples; n++)
    for (let k = 0; k < g.groups * g.made; k++)
      for (let c = 0; c < g.read; c++)
        for (const window of positions(windows))
          for (const tap of positions(taps)) {
            const cell = g.axes.map(
              ({ stride, before, dilation }, i) => window[i]! * stride - before + tap[i]! * dilation,
            );
            if (cell.some((at, i) => at < 0 || at >= cells[i]!)) continue;
            const channel = Math.floor(k / g.made) * g.read + c;
            term(
              (n * g.groups * g.read + channel) * count(cells) + place(cell, cells),
              (k * g.read + c) * count(taps) + place(tap, taps),
              (n * g.groups * g.made + k) * count(windows) + place(window, windows),
            );
          }
}

function attributesOf({ axes, groups }: Geometry): Attributes {
  return {
    stride: axes.map(axis => Dim.of(axis.stride)),
    padding: axes.map(axis => [Dim.of(axis.before), Dim.of(axis.after)]),
    dilation: axes.map(axis => Dim.of(axis.dilation)),
    groups: Dim.of(groups),
  };
}

interface Tensors {
  readonly x: { readonly shape: readonly number[]; readonly data: Float64Array; readonly batched: true };
  readonly w: { readonly shape: readonly number[]; readonly data: Float64Array };
  readonly y: { readonly shape: readonly number[]; readonly data: Float64Array; readonly batched: true };
}

function tensorsOf(g: Geometry): Tensors {
  const [x, w, y] = [
    [g.samples, g.groups * g.read, ...g.axes.map(sizeOf)],
    [g.groups * g.made, g.read, ...g.axes.map(axis => axis.kernel)],
    [g.samples, g.groups * g.made, ...g.axes.map(axis => axis.windows)],
  ];
  return {
    x: { shape: x, data: numbers(count(x), 1), batched: true },
    w: { shape: w, data: numbers(count(w), 2) },
    y: { shape: y, data: numbers(count(y), 3), batched: true },
  };
}

function assertEqual(found: ArrayLike<number>, wanted: Float64Array): void {
  assert.equal(found.length, wanted.length);
  wanted.forEach((number, i) => assert.ok(Math.abs(found[i]! - number) < 1e-10, `${i}: ${found[i]!}, not ${number}`));
}

const sizes = (shape: readonly number[]): readonly Dim[] => shape.map(size => Dim.of(size));

describe('convolution', () => {
  const holds = (title: string, check: (g: Geometry, tensors: Tensors) => void): void => {
    it(title, () => {
      fc.assert(
        fc.property(geometries.filter(fits), g => check(g, tensorsOf(g))),
        { numRuns: 150 },
      );
    });
  };

  holds('is the sum over taps of cells times weights', (g, { x, w, y }) => {
    const wanted = new Float64Array(y.data.length);
    eachProduct(g, (i, j, k) => (wanted[k]! += x.data[i]! * w.data[j]!));
    const [found] = runOp('conv', [x, w], attributesOf(g));
    assert.deepEqual(found?.shape, y.shape);
    assertEqual(found.data, wanted);
  });

  holds('spreads gradients over the windows they came from', (g, { x, w, y }) => {
    const wanted = new Float64Array(x.data.length);
    eachProduct(g, (i, j, k) => (wanted[i]! += y.data[k]! * w.data[j]!));
    const shape = sizes(x.shape.slice(1));
    assertEqual(runOp('convInputGradient', [y, w], { ...attributesOf(g), shape })[0]!.data, wanted);
  });

  holds('gives each weight what its tap met', (g, { x, w, y }) => {
    const wanted = new Float64Array(w.data.length);
    eachProduct(g, (i, j, k) => (wanted[j]! += y.data[k]! * x.data[i]!));
    assertEqual(runOp('convWeightGradient', [x, y], { ...attributesOf(g), shape: sizes(w.shape) })[0]!.data, wanted);
  });

  holds('is undone in shape by its transpose, which makes the same sums', (g, { x, w, y }) => {
    const wanted = new Float64Array(x.data.length);
    eachProduct(g, (i, j, k) => (wanted[i]! += y.data[k]! * w.data[j]!));
    const outputPadding = g.axes.map(({ rest, stride }) => Dim.of(Math.min(rest, stride - 1)));
    const [found] = runOp('transposedConv', [y, w], { ...attributesOf(g), outputPadding });
    assert.deepEqual(found?.shape, x.shape);
    assertEqual(found.data, wanted);
  });

  it('works on a patch too large for one tile', () => {
    // 40 channels x 900 taps are more numbers than a tile has; all ones, so each sum is their number by hand.
    const [x, w] = [new Float64Array(40 * 961).fill(1), new Float64Array(2 * 40 * 900).fill(1)];
    const attributes = attributesOf({
      ...{ samples: 1, groups: 1, read: 40, made: 2 },
      axes: [0, 1].map(() => ({ kernel: 30, stride: 1, before: 0, after: 0, dilation: 1, windows: 2, rest: 0 })),
    });
    const [y] = runOp(
      'conv',
      [
        { shape: [1, 40, 31, 31], data: x, batched: true },
        { shape: [2, 40, 30, 30], data: w },
      ],
      attributes,
    );
    assert.deepEqual([...y!.data], new Array(8).fill(36000));
  });
});
