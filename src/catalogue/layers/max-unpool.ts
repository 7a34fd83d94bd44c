/** `max_unpool`: the way back of a max pooling. */
import { sameShape } from '../../shape/shape.js';
import type { Dim } from '../../shape/dim.js';
import {
  defineLayer,
  optionalPerAxis,
  perAxis,
  point,
  python,
  spatial,
  spelled,
  type Shape,
  type TensorType,
} from './layer.js';
import { written } from './rules.js';

interface Arguments {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[] | undefined;
  readonly padding: readonly Dim[];
}

/** The smallest map that such a pooling gives this one from, or that of the point it is to be like. */
function axesOf(axes: Shape, a: Arguments, like: TensorType | undefined): Shape {
  return axes.map((size, i) => {
    const kernel = a.kernel[i] ?? size;
    const smallest = size
      .minus(1)
      .times(a.stride?.[i] ?? kernel)
      .plus(kernel)
      .minus((a.padding[i] ?? kernel).times(2));
    return like?.shape[i + 1] ?? smallest;
  });
}

export const maxUnpool = defineLayer({
  name: 'max_unpool',
  summary: 'Puts each cell back to where a max pooling took it from, and 0 for all others.',
  formula: 'y[c, indices[c, p]] = x[c, p]',
  source: 'Zeiler & Fergus 2014; Badrinarayanan et al. 2017, SegNet',
  traits: ['linear'],
  parameters: {
    kernel: perAxis('window size of the pooling', { min: 1, alias: 'kernel_size' }),
    indices: point('where the cells stood: `.indices` of the `maxpool`'),
    stride: optionalPerAxis('step of the pooling; the window size if not given', { min: 1 }),
    padding: perAxis('cells that the pooling added on each side', { default: 0 }),
    like: point('a point whose size the map gets, where windows did not come out even', { optional: true }),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [
    {
      at: 'indices',
      holds: ({ x, points: { indices } }) => indices === undefined || sameShape(indices.shape, x.shape),
      says: ({ x, points: { indices } }) =>
        `the indices are ${written(indices?.shape ?? [])}, but there must be one for each cell of ${written(x.shape)}`,
    },
    {
      at: 'indices',
      holds: ({ points: { indices } }) => indices?.dtype !== 'float',
      says: () => 'needs the whole numbers that `.indices` of a maxpool gives',
    },
    {
      at: 'like',
      holds: ({ x, points: { like } }) => like === undefined || like.shape.length === x.shape.length,
      says: ({ x, points: { like } }) => `${written(like?.shape ?? [])} has not as many axes as ${written(x.shape)}`,
    },
  ],
  shape: ({ C, axes, points: { like } }, a) => [C, ...axesOf(axes, a, like)],
  lower(op, x, _, a, { bound: { C, axes, points: places }, points: { indices } }) {
    const shape = [C, ...axesOf(axes, a, places.like)];
    return op.planeScatter(x, indices ?? x, { shape });
  },
  spell: {
    pytorch: ({ axes, points: { like } }, a) => {
      const pool = spelled(`nn.MaxUnpool${String(axes.length)}d`, [a.kernel], {
        stride: { value: a.stride, default: a.kernel },
        padding: { value: a.padding, default: 0 },
      });
      return `${pool}(x, indices${like ? `, output_size=${python(axesOf(axes, a, like))}` : ''})`;
    },
  },
  example: 'max_unpool(2, indices: random_integer(4, [3, 16, 16]))',
});
