/** Softmax along an axis, and its logarithm. */
import { defineOperation, type OperationOf } from './operation.js';
import { arriving, typeAt, valueAt } from './rules.js';

export const softmax: OperationOf<{ readonly axis: number }> = defineOperation({
  name: 'softmax',
  eagerBackward: 'kernel',
  summary: 'exp(x) over its sum along an axis.',
  inputs: ['x'],
  types: inputs => [typeAt(inputs, 0)],
  eagerKeeps: () => [{ result: 0 }],
  gradient({ op, results, gradients, attributes: { axis } }) {
    const [y, g] = [valueAt(results, 0), arriving(gradients)];
    const mean = op.reduceSum(op.multiply(g, y), { axes: [axis], keep: true });
    return [op.multiply(y, op.subtract(g, mean))];
  },
});

export const logSoftmax: OperationOf<{ readonly axis: number }> = defineOperation({
  name: 'logSoftmax',
  eagerBackward: 'kernel',
  summary: 'The logarithm of softmax, worked out without overflow.',
  inputs: ['x'],
  types: inputs => [typeAt(inputs, 0)],
  eagerKeeps: () => [{ result: 0 }],
  gradient({ op, results, gradients, attributes: { axis } }) {
    const [y, g] = [valueAt(results, 0), arriving(gradients)];
    const sum = op.reduceSum(g, { axes: [axis], keep: true });
    return [op.subtract(g, op.multiply(op.exp(y), sum))];
  },
});
