/** Matrix products: a layer's weights on the last dimension, its two gradients, and products of two tensors. */
import { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
import { defineOperation, type None, type OperationOf, type Value } from './operation.js';
import {
  alongAxis,
  anyBatched,
  arriving,
  broadcastShape,
  ifNeeded,
  shaped,
  shrinkTo,
  sizeAt,
  tensor,
  typeAt,
  valueAt,
} from './rules.js';

/** Weight: [width out, width in]. */
export const dense: OperationOf<None, [x: Value, weight: Value]> = defineOperation({
  name: 'dense',
  autocast: () => 'half',
  eagerBackward: 'kernel',
  summary: 'Multiplies the last dimension by a matrix; further dimensions go along like a batch.',
  inputs: ['x', 'weight'],
  traits: ['folds'],
  types(inputs) {
    const [x, weight] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    return [tensor([...x.shape.slice(0, -1), sizeAt(weight.shape, 0)], anyBatched(inputs))];
  },
  multiplyAdds: (inputs, results) => elements(typeAt(results, 0).shape).times(sizeAt(typeAt(inputs, 1).shape, 1)),
  eagerKeeps: ({ needs }) => [...(needs[1] ? [{ input: 0 }] : []), ...(needs[0] ? [{ input: 1 }] : [])],
  gradient({ op, inputs, gradients, needs }) {
    const [x, weight, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    return [
      ifNeeded(needs, 0, () => op.denseInputGradient(g, weight)),
      ifNeeded(needs, 1, () => op.denseWeightGradient(x, g)),
    ];
  },
});

export const denseInputGradient: OperationOf<None, [gradient: Value, weight: Value]> = defineOperation({
  name: 'denseInputGradient',
  summary: 'Gradient of `dense` by its input.',
  inputs: ['gradient', 'weight'],
  types(inputs) {
    const [g, weight] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    return [tensor([...g.shape.slice(0, -1), sizeAt(weight.shape, 1)], anyBatched(inputs))];
  },
  multiplyAdds: inputs => elements(typeAt(inputs, 0).shape).times(sizeAt(typeAt(inputs, 1).shape, 1)),
  eagerKeeps: ({ needs }) => [...(needs[1] ? [{ input: 0 }] : []), ...(needs[0] ? [{ input: 1 }] : [])],
  gradient({ op, inputs, gradients, needs }) {
    const [g, weight, u] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    return [ifNeeded(needs, 0, () => op.dense(u, weight)), ifNeeded(needs, 1, () => op.denseWeightGradient(u, g))];
  },
});

export const denseWeightGradient: OperationOf<None, [x: Value, gradient: Value]> = defineOperation({
  name: 'denseWeightGradient',
  summary: 'Gradient of `dense` by its weight, summed over the batch and all other dimensions.',
  inputs: ['x', 'gradient'],
  types(inputs) {
    const [x, g] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    return [tensor([sizeAt(g.shape, -1), sizeAt(x.shape, -1)], false)];
  },
  multiplyAdds: inputs => elements(typeAt(inputs, 1).shape).times(sizeAt(typeAt(inputs, 0).shape, -1)),
  eagerKeeps: ({ needs }) => [...(needs[1] ? [{ input: 0 }] : []), ...(needs[0] ? [{ input: 1 }] : [])],
  gradient({ op, inputs, gradients, needs }) {
    const [x, g, u] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    return [ifNeeded(needs, 0, () => op.denseInputGradient(g, u)), ifNeeded(needs, 1, () => op.dense(x, u))];
  },
});

/** `uncounted`: of a weight with a vector (`torch.mv`), which PyTorch's counter leaves out; no sample has a part in it. */
export type MatmulAttributes = {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly uncounted?: boolean;
};

/** Operands have two dimensions or more; those in front stretch to each other. */
export const matmul: OperationOf<MatmulAttributes, [a: Value, b: Value]> = defineOperation({
  name: 'matmul',
  // The product of a matrix and a vector is in none of the lists.
  autocast: (_, { uncounted }) => (uncounted ? undefined : 'half'),
  summary: 'Product of the matrices in the last two dimensions, either of them transposed before.',
  inputs: ['a', 'b'],
  types(inputs, { transposeA, transposeB }) {
    const [a, b] = [typeAt(inputs, 0).shape, typeAt(inputs, 1).shape];
    const leading = broadcastShape(a.slice(0, -2), b.slice(0, -2));
    return [tensor([...leading, sizeAt(a, transposeA ? -1 : -2), sizeAt(b, transposeB ? -2 : -1)], anyBatched(inputs))];
  },
  multiplyAdds: (inputs, results, { transposeA, uncounted }) =>
    uncounted
      ? Dim.of(0)
      : elements(typeAt(results, 0).shape).times(sizeAt(typeAt(inputs, 0).shape, transposeA ? -2 : -1)),
  eagerKeeps: ({ needs }) => [...(needs[1] ? [{ input: 0 }] : []), ...(needs[0] ? [{ input: 1 }] : [])],
  gradient({ op, inputs, gradients, needs, attributes: { transposeA: tA = false, transposeB: tB = false } }) {
    const [a, b, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const byA = (): Value =>
      tA ? op.matmul(b, g, { transposeA: tB, transposeB: true }) : op.matmul(g, b, { transposeB: !tB });
    const byB = (): Value =>
      tB ? op.matmul(g, a, { transposeA: true, transposeB: tA }) : op.matmul(a, g, { transposeA: !tA });
    return [
      ifNeeded(needs, 0, () => shrinkTo(op, byA(), a.type)),
      ifNeeded(needs, 1, () => shrinkTo(op, byB(), b.type)),
    ];
  },
});

/** `axis`: position of the channel, from 0. */
export const addBias: OperationOf<{ readonly axis: number }, [x: Value, bias: Value]> = defineOperation({
  name: 'addBias',
  autocast: () => 'like first',
  eagerBackward: 'hands on the first',
  summary: 'Adds one number to each channel.',
  inputs: ['x', 'bias'],
  traits: ['absorbed', 'keeps-order'],
  types: inputs => [shaped(typeAt(inputs, 0), typeAt(inputs, 0).shape)],
  gradient({ op, gradients, needs, attributes: { axis } }) {
    const g = arriving(gradients);
    return [ifNeeded(needs, 0, () => g), ifNeeded(needs, 1, () => op.biasGradient(g, { axis }))];
  },
});

export const biasGradient: OperationOf<{ readonly axis: number }, [gradient: Value]> = defineOperation({
  name: 'biasGradient',
  summary: 'Sum over the batch and every dimension but the channel.',
  inputs: ['gradient'],
  types: (inputs, { axis }) => [tensor([sizeAt(typeAt(inputs, 0).shape, axis)], false)],
  gradient({ op, inputs, gradients, attributes: { axis } }) {
    const { type } = valueAt(inputs, 0);
    const spread = op.expand(alongAxis(op, arriving(gradients), type, axis), { shape: type.shape });
    return [type.batched ? op.spreadOverBatch(spread, { mean: false }) : spread];
  },
});
