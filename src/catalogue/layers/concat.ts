/** `concat`: inputs one behind the other. */
import { axis, defineLayer, points, type Shape, type SizePair, type TensorType, type Truth } from './layer.js';
import { axesOf, axisExists, axisIn, replaced, sum, written } from './rules.js';

const at = (all: readonly TensorType[], axis: number | undefined): number =>
  axisIn(all[0]?.shape.length ?? 0, axis ?? 0);

/** Sizes of one tensor beside the joined dimension, compared with the first one's. */
function sameBeside(all: readonly TensorType[], place: number): Truth {
  const [first, ...others] = all;
  let answer: Truth = true;
  for (const { shape } of others) {
    if (first === undefined || shape.length !== first.shape.length) return false;
    for (const [i, size] of shape.entries()) {
      const other = first.shape[i];
      if (i === place || other === undefined || size.equals(other)) continue;
      const same = size.is('==', other);
      if (same === false) return false;
      if (same === 'unknown') answer = 'unknown';
    }
  }
  return answer;
}

/** Dimensions beside the joined one, each of the first tensor with the same of another. */
const besidePairs = (all: readonly TensorType[], place: number): readonly SizePair[] =>
  all
    .slice(1)
    .flatMap(({ shape }, i) =>
      shape.flatMap((_, axis) => (axis === place ? [] : [{ left: { input: 0, axis }, right: { input: i + 1, axis } }])),
    );

/** The first dimension in which one of the tensors differs from the first. */
function difference(all: readonly TensorType[], place: number): string {
  const [first, ...others] = all;
  for (const { shape } of others) {
    if (first?.shape.length !== shape.length) return 'they have different numbers of dimensions';
    for (const [i, size] of shape.entries()) {
      const other = first.shape[i];
      if (i !== place && other !== undefined && size.is('==', other) === false) {
        return `in dimension ${String(i)} they have ${other.toString()} and ${size.toString()}`;
      }
    }
  }
  return 'their sizes differ';
}

const joined = (all: readonly TensorType[], place: number): Shape => {
  const shape = all[0]?.shape ?? [];
  return replaced(shape, place, sum(all.flatMap(type => type.shape.slice(place, place + 1))));
};

export const concat = defineLayer({
  name: 'concat',
  summary: 'Lays points or branches one behind the other along the first dimension, or along `axis`.',
  formula: 'size = Σ sizes of the inputs',
  source: 'torch.cat; Szegedy et al. 2015 (branches)',
  keras: 'layers.Concatenate',
  traits: ['joins'],
  parameters: {
    points: points('points to lay behind the flow'),
    axis: axis('dimension along which they are joined', { default: 0, alias: 'dim' }),
  },
  input: 'joined',
  dtype: 'same',
  requires: [
    axisExists('axis'),
    {
      // Along an axis that is not there nothing is compared.
      holds: ({ all, x }, a) => at(all, a.axis) >= x.shape.length || sameBeside(all, at(all, a.axis)),
      pairs: ({ all }, a) => besidePairs(all, at(all, a.axis)),
      says: ({ all }, a) => {
        const place = at(all, a.axis);
        return `cannot concat ${all.map(({ shape }) => written(shape)).join(' and ')} along dimension ${String(place)}: ${difference(all, place)}`;
      },
      instead: ({ all, x }) => axesOf(x.shape.length, place => sameBeside(all, place) === true),
    },
  ],
  shape: ({ all }, a) => joined(all, at(all, a.axis)),
  lower: (op, x, _, a, { all, bound }) => op.concat(...all, { axis: at(bound.all, a.axis) }),
  spell: { pytorch: ({ all }, a) => `torch.cat(xs, dim=${String(at(all, a.axis) + 1)})` },
  example: 'concat {\n    branch { }\n    branch { conv(16, 3, padding: same) }\n  }',
});
