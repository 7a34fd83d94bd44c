/** How weights are normalized, hidden in part, and what that needs: rules that few networks ask for. */
import { Dim } from '../../shape/dim.js';
import type { BufferSpec, Builder, Shape, Value, WeightSpec } from './layer.js';
import { product } from './rules.js';
import type { NormSite, WeightMask, WeightNorm } from './weight-norm.js';

const ones = (shape: Shape): Shape => shape.map((d, i) => (i === 0 ? d : Dim.of(1)));
const rows = (shape: Shape): Shape => [shape[0] ?? Dim.of(1), product(shape.slice(1))];

/** The weights in place of `weight`: with some norms also one number for each output. */
export const weightsOfNorm = (weight: WeightSpec, norm: WeightNorm): { [name: string]: WeightSpec | false } => ({
  ...(norm === 'plain' && { length: { shape: ones(weight.shape), init: 'row_norms' } }),
  ...(norm === 'scaled' && { gain: { shape: ones(weight.shape), init: 'ones' } }),
  weight,
});

/** Every element of a vector of length 1. */
const unitOf = (size: Dim): number => (size.isConstant ? 1 / Math.sqrt(size.value) : 1);

/** Spectral norm keeps its two singular vectors from step to step. */
export const buffersOfNorm = (shape: Shape, norm: WeightNorm): { [name: string]: BufferSpec | false } => {
  const [out, inner] = rows(shape);
  return norm === 'spectral' && out !== undefined && inner !== undefined
    ? {
        left: { shape: [out], dtype: 'float', fill: unitOf(out) },
        right: { shape: [inner], dtype: 'float', fill: unitOf(inner) },
      }
    : {};
};

function unit(op: Builder, v: Value): Value {
  const length = op.sqrt(op.reduceSum(op.square(v), { axes: [0], keep: true }));
  return op.divide(v, length);
}

/** Added to the variance of a filter: timm's `StdConv2d` and `ScaledStdConv2d`. */
const EPSILON = 1e-6;

/** Each filter less its mean, over its deviation, as PyTorch does it: the filters are the channels of a batch norm. */
function standardized(op: Builder, weight: Value, gain: Value | undefined): Value {
  const { shape } = weight.type;
  const [out, inner] = rows(shape) as readonly [Dim, Dim];
  const scale = gain && op.scaleBy(op.reshape(gain, { shape: [out] }), { by: Dim.of(1).over(inner.sqrt()) });
  const start = (value: number): Value => op.constant({ value, shape: [out] });
  const matrix = op.reshape(weight, { shape: [out, inner] });
  const [y] = op.batchNorm(matrix, scale, undefined, start(0), start(1), { eps: EPSILON, momentum: 0.1, axis: 0 });
  return op.reshape(y, { shape });
}

/** The weight that the layer multiplies with. */
export function weightByNorm(
  op: Builder,
  weights: { readonly [name: string]: Value },
  norm: WeightNorm,
  site: NormSite,
): Value {
  const { weight, length, gain } = weights as {
    readonly weight: Value;
    readonly length?: Value;
    readonly gain?: Value;
  };
  const { shape } = weight.type;
  if (norm === 'standard' || norm === 'scaled') return standardized(op, weight, gain);
  if (length !== undefined) return op.weightNorm(weight, length);
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
    u = unit(op, op.reshape(op.matmul(fixed, column(v, inner), { uncounted: true }), { shape: [out] }));
    v = unit(
      op,
      op.reshape(op.matmul(fixed, column(u, out), { transposeA: true, uncounted: true }), { shape: [inner] }),
    );
    site.update('left', u);
    site.update('right', v);
  }
  const largest = op.reduceSum(
    op.multiply(u, op.reshape(op.matmul(matrix, column(v, inner), { uncounted: true }), { shape: [out] })),
    {
      axes: [0],
      keep: true,
    },
  );
  return op.divide(weight, op.reshape(largest, { shape: shape.map(() => Dim.of(1)) }));
}

/** A number for each weight, as masked convolutions of PyTorch register it; 0 where it is hidden. */
export function maskBuffers(shape: Shape, mask: WeightMask): { readonly [name: string]: BufferSpec } {
  const taps = shape.slice(2);
  const cells = product(taps).value;
  // The middle tap in reading order: that of each axis in turn.
  const middle = taps.reduce((at, size) => at * size.value + Math.floor(size.value / 2), 0);
  const seen = (tap: number): boolean => (mask === 'before' ? tap < middle : tap <= middle);
  return { mask: { shape, dtype: 'float', fill: 0, values: element => (seen(element % cells) ? 1 : 0) } };
}
