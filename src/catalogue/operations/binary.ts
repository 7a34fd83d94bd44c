/** Arithmetic and comparison of two tensors, element by element; shapes stretch to each other, aligned at their ends. */
import type { TensorType } from '../tensor.js';
import { defineOperation, type None, type OperationOf, type Value } from './operation.js';
import { anyBatched, arriving, broadcastShape, ifNeeded, shrinkTo, tensor, typeAt, valueAt } from './rules.js';

export type Binary = OperationOf<None, [a: Value, b: Value]>;

function numbers(inputs: readonly (TensorType | undefined)[]): readonly [TensorType] {
  const [a, b] = [typeAt(inputs, 0), typeAt(inputs, 1)];
  const dtype = a.dtype.includes('float') ? a.dtype : b.dtype;
  return [tensor(broadcastShape(a.shape, b.shape), anyBatched(inputs), dtype)];
}

function truths(inputs: readonly (TensorType | undefined)[]): readonly [TensorType] {
  return [tensor(broadcastShape(typeAt(inputs, 0).shape, typeAt(inputs, 1).shape), anyBatched(inputs), 'bool')];
}

export const add: Binary = defineOperation({
  name: 'add',
  eagerBackward: 'hands on',
  summary: 'a + b',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: numbers,
  gradient({ op, inputs, gradients, needs }) {
    const g = arriving(gradients);
    return [0, 1].map(i => ifNeeded(needs, i, () => shrinkTo(op, g, valueAt(inputs, i).type)));
  },
});

export const subtract: Binary = defineOperation({
  name: 'subtract',
  eagerBackward: 'hands on the first',
  summary: 'a - b',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: numbers,
  gradient({ op, inputs, gradients, needs }) {
    const g = arriving(gradients);
    return [
      ifNeeded(needs, 0, () => shrinkTo(op, g, valueAt(inputs, 0).type)),
      ifNeeded(needs, 1, () => shrinkTo(op, op.negate(g), valueAt(inputs, 1).type)),
    ];
  },
});

export const multiply: Binary = defineOperation({
  name: 'multiply',
  eagerBackward: 'kernel',
  summary: 'a b',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: numbers,
  eagerKeeps: ({ needs }) => [...(needs[1] ? [{ input: 0 }] : []), ...(needs[0] ? [{ input: 1 }] : [])],
  gradient({ op, inputs, gradients, needs }) {
    const [a, b, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    return [
      ifNeeded(needs, 0, () => shrinkTo(op, op.multiply(g, b), a.type)),
      ifNeeded(needs, 1, () => shrinkTo(op, op.multiply(g, a), b.type)),
    ];
  },
});

export const divide: Binary = defineOperation({
  name: 'divide',
  summary: 'a / b',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: numbers,
  eagerKeeps: ({ needs }) => [...(needs[1] ? [{ input: 0 }] : []), { input: 1 }],
  gradient({ op, inputs, gradients, needs }) {
    const [a, b, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    return [
      ifNeeded(needs, 0, () => shrinkTo(op, op.divide(g, b), a.type)),
      ifNeeded(needs, 1, () => shrinkTo(op, op.negate(op.divide(op.multiply(g, a), op.square(b))), b.type)),
    ];
  },
});

/** Where both are equal each gets half of the gradient. */
export const maximum: Binary = defineOperation({
  name: 'maximum',
  summary: 'The larger of a and b.',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: numbers,
  eagerKeeps: () => [{ input: 0 }, { input: 1 }],
  gradient({ op, inputs, gradients, needs }) {
    const [a, b, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    // 1, 1/2 or 0 by the sign of a - b.
    const share = op.addConstant(op.scaleBy(op.sign(op.subtract(a, b)), { by: 0.5 }), { constant: 0.5 });
    const first = op.multiply(g, share);
    return [
      ifNeeded(needs, 0, () => shrinkTo(op, first, a.type)),
      ifNeeded(needs, 1, () => shrinkTo(op, op.subtract(g, first), b.type)),
    ];
  },
});

export const minimum: Binary = defineOperation({
  name: 'minimum',
  summary: 'The smaller of a and b.',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: numbers,
  eagerKeeps: () => [{ input: 0 }, { input: 1 }],
  gradient({ op, inputs, gradients, needs }) {
    const [a, b, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const share = op.addConstant(op.scaleBy(op.sign(op.subtract(b, a)), { by: 0.5 }), { constant: 0.5 });
    const first = op.multiply(g, share);
    return [
      ifNeeded(needs, 0, () => shrinkTo(op, first, a.type)),
      ifNeeded(needs, 1, () => shrinkTo(op, op.subtract(g, first), b.type)),
    ];
  },
});

export const equal: Binary = defineOperation({
  name: 'equal',
  summary: 'Whether a = b.',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: truths,
});

export const notEqual: Binary = defineOperation({
  name: 'notEqual',
  summary: 'Whether a is another number than b.',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: truths,
});

export const greater: Binary = defineOperation({
  name: 'greater',
  summary: 'Whether a > b.',
  inputs: ['a', 'b'],
  traits: ['element-wise'],
  types: truths,
});

export const where: OperationOf<None, [condition: Value, a: Value, b: Value]> = defineOperation({
  name: 'where',
  summary: 'a where the condition is true, b elsewhere.',
  inputs: ['condition', 'a', 'b'],
  traits: ['element-wise'],
  types(inputs) {
    const [condition, a, b] = [typeAt(inputs, 0), typeAt(inputs, 1), typeAt(inputs, 2)];
    const shape = broadcastShape(condition.shape, broadcastShape(a.shape, b.shape));
    return [tensor(shape, anyBatched(inputs), a.dtype)];
  },
  eagerKeeps: () => [{ input: 0 }],
  gradient({ op, inputs, gradients, needs }) {
    const [condition, a, b, g] = [valueAt(inputs, 0), valueAt(inputs, 1), valueAt(inputs, 2), arriving(gradients)];
    const zero = op.constant({ value: 0, shape: [] });
    return [
      undefined,
      ifNeeded(needs, 1, () => shrinkTo(op, op.where(condition, g, zero), a.type)),
      ifNeeded(needs, 2, () => shrinkTo(op, op.where(condition, zero, g), b.type)),
    ];
  },
});
