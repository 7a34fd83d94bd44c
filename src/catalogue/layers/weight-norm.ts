/** Weight normalization of convolutions and dense layers: a weight given by a direction and a length, or by its largest singular value. */
import { Dim } from '../../shape/dim.js';
import {
  optionalChoice,
  type BufferSpec,
  type Builder,
  type Parameter,
  type Shape,
  type Value,
  type WeightSpec,
} from './layer.js';
import { product } from './rules.js';

export type WeightNorm = 'plain' | 'spectral' | undefined;

/** Salimans & Kingma 2016 (plain); Miyato et al. 2018 (spectral). */
export const weightNorm = (): Parameter<WeightNorm> =>
  optionalChoice(
    ['plain', 'spectral'],
    'scales the weight: `plain` learns its length apart, `spectral` divides by its largest singular value',
  );

const ones = (shape: Shape): Shape => shape.map((d, i) => (i === 0 ? d : Dim.of(1)));
const rows = (shape: Shape): Shape => [shape[0] ?? Dim.of(1), product(shape.slice(1))];

/** The weights in place of `weight`: with the plain norm also one length for each output. */
export const weightNormWeights = (weight: WeightSpec, norm: WeightNorm): { [name: string]: WeightSpec | false } => ({
  ...(norm === 'plain' && { length: { shape: ones(weight.shape), init: 'row_norms' } }),
  weight,
});

/** Every element of a vector of length 1. */
const unitOf = (size: Dim): number => (size.isConstant ? 1 / Math.sqrt(size.value) : 1);

/** Spectral norm keeps its two singular vectors from step to step. */
export const weightNormBuffers = (shape: Shape, norm: WeightNorm): { [name: string]: BufferSpec | false } => {
  const [out, inner] = rows(shape);
  return norm === 'spectral' && out !== undefined && inner !== undefined
    ? {
        left: { shape: [out], dtype: 'float', fill: unitOf(out) },
        right: { shape: [inner], dtype: 'float', fill: unitOf(inner) },
      }
    : {};
};

interface Site {
  readonly training: boolean;
  readonly buffers: { readonly [name: string]: Value };
  update(buffer: string, value: Value): void;
}

function unit(op: Builder, v: Value): Value {
  const length = op.sqrt(op.reduceSum(op.square(v), { axes: [0], keep: true }));
  return op.divide(v, length);
}

/** The weight that the layer multiplies with. */
export function normedWeight(
  op: Builder,
  weights: { readonly [name: string]: Value },
  norm: WeightNorm,
  site: Site,
): Value {
  const { weight, length } = weights as { readonly weight: Value; readonly length?: Value };
  const { shape } = weight.type;
  if (length !== undefined) {
    const inner = shape.map((_, i) => i).slice(1);
    const size = op.sqrt(op.reduceSum(op.square(weight), { axes: inner, keep: true }));
    return op.multiply(weight, op.divide(length, size));
  }
  const { left, right } = site.buffers;
  if (norm !== 'spectral' || left === undefined || right === undefined) return weight;
  const matrix = op.reshape(weight, { shape: rows(shape) });
  const [out, inner] = rows(shape) as readonly [Dim, Dim];
  const column = (v: Value, size: Dim): Value => op.reshape(v, { shape: [size, Dim.of(1)] });
  // One step of the power method in training, without a gradient, as PyTorch does it; otherwise the vectors as they are.
  let u = left;
  let v = right;
  if (site.training) {
    const fixed = op.stopGradient(matrix);
    u = unit(op, op.reshape(op.matmul(fixed, column(v, inner), {}), { shape: [out] }));
    v = unit(op, op.reshape(op.matmul(fixed, column(u, out), { transposeA: true }), { shape: [inner] }));
    site.update('left', u);
    site.update('right', v);
  }
  const largest = op.reduceSum(op.multiply(u, op.reshape(op.matmul(matrix, column(v, inner), {}), { shape: [out] })), {
    axes: [0],
    keep: true,
  });
  return op.divide(weight, op.reshape(largest, { shape: shape.map(() => Dim.of(1)) }));
}
