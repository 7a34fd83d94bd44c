/** A weight whose length is learned apart from its direction. */
import { defineOperation, type None, type OperationOf, type Value } from './operation.js';
import { typeAt, valueAt } from './rules.js';

/** weight: [rows, ...]; length: [rows, 1, ...]. */
export const weightNorm: OperationOf<None, [weight: Value, length: Value]> = defineOperation({
  name: 'weightNorm',
  summary: 'Each row over its Euclidean length, times another length.',
  source: 'Salimans & Kingma 2016, Weight normalization',
  inputs: ['weight', 'length'],
  traits: ['first-order'],
  types: inputs => [typeAt(inputs, 0)],
  // The lengths that rows have, in fp32 whatever the weights are.
  eagerKeeps: ({ inputs }) => [{ buffer: typeAt(inputs, 1).shape, dtype: 'float32', batched: false }],
  decompose(op, inputs) {
    const [weight, length] = [valueAt(inputs, 0), valueAt(inputs, 1)];
    const inner = weight.type.shape.map((_, i) => i).slice(1);
    const size = op.sqrt(op.reduceSum(op.square(weight), { axes: inner, keep: true }));
    return [op.multiply(weight, op.divide(length, size))];
  },
});
