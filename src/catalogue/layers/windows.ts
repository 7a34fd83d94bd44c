/** `windows`: a map cut into squares, each a sequence of its cells. */
import { windowedSketch } from '../sketch.js';
import type { Dim } from '../../shape/dim.js';
import { defineLayer, perAxis, spatial, type Shape } from './layer.js';
import { nearestDivisors, product } from './rules.js';
import { cross, everyAxis } from './window.js';

/** How many windows lie along each axis. */
const counts = (axes: Shape, size: Shape): Shape => axes.map((axis, i) => axis.over(size[i] ?? axis));

/** [C, n1, s1, n2, s2, ...] to [n1, n2, ..., s1, s2, ..., C]. */
export const windowOrder = (rank: number): readonly number[] => [
  ...Array.from({ length: rank }, (_, i) => 1 + 2 * i),
  ...Array.from({ length: rank }, (_, i) => 2 + 2 * i),
  0,
];

export const windowSplit = (C: Dim, axes: Shape, size: Shape): Shape => [
  C,
  ...counts(axes, size).flatMap((n, i) => [n, size[i] ?? n]),
];

export const windowsLayer = defineLayer({
  name: 'windows',
  summary:
    'Cuts a map into windows side by side; each becomes a sequence of cells, so that attention stays inside of it.',
  formula: '[C, H, W] → [H·W / size², size², C]',
  source: 'Liu et al. 2021, Swin',
  traits: ['views'],
  parameters: { size: perAxis('size of a window', { min: 1 }) },
  input: ['C', ...spatial(1, 3)],
  dtype: 'same',
  requires: [
    {
      at: 'size',
      holds: ({ axes }, { size }) => everyAxis(axes, i => axes[i]?.isMultipleOf(size[i] ?? 1) ?? true),
      says: ({ axes }, { size }) =>
        `a map of ${cross(axes)} does not split into windows of ${cross(size)}: pad it, or take another size`,
      instead: ({ axes }, { size }) =>
        axes[0] && size[0] ? nearestDivisors(axes[0], size[0]).map(d => ({ argument: 'size', value: String(d) })) : [],
    },
  ],
  shape: ({ C, axes }, { size }) => [product(counts(axes, size)), product(size), C],
  lower(op, x, _, { size }, { bound: { C, axes } }) {
    const split = op.reshape(x, { shape: windowSplit(C, axes, size) });
    const sorted = op.permute(split, { order: windowOrder(axes.length) });
    return op.reshape(sorted, { shape: [product(counts(axes, size)), product(size), C] });
  },
  spell: { pytorch: (_, { size }) => `windows(x, (${size.map(String).join(', ')}))` },
  sketch: ({ axes }, { size }) => windowedSketch(axes, size),
  example: 'windows(4)',
});
