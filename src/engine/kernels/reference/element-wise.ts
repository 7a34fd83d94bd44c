/** Arithmetic on one tensor, and on two that stretch to each other. */
import type { Kernel, Tensor } from '../kernel.js';
import { mapped } from './mapped.js';
import { dataAt, stretchedStrides, tensorAt, walk } from './tensors.js';

export const exp = mapped(Math.exp);
export const log = mapped(Math.log);
export const sin = mapped(Math.sin);
export const cos = mapped(Math.cos);
export const abs = mapped(Math.abs);
export const sign = mapped(Math.sign);
export const floor = mapped(Math.floor);
export const square = mapped(x => x * x);
export const sqrt = mapped(Math.sqrt);
export const reciprocal = mapped(x => 1 / x);
export const negate = mapped(x => -x);
export const power = mapped<{ readonly exponent: number }>((x, { exponent }) => x ** exponent);
export const clamp = mapped<{ readonly low: number; readonly high: number }>((x, { low, high }) =>
  Math.min(Math.max(x, low), high),
);
export const between = mapped<{ readonly low: number; readonly high: number; readonly closed: boolean }>(
  (x, { low, high, closed }) => ((closed ? x >= low && x <= high : x > low && x < high) ? 1 : 0),
);
export const scaleBy = mapped<{ readonly by: number }>((x, { by }) => x * by);
export const addConstant = mapped<{ readonly constant: number }>((x, { constant }) => x + constant);
export const cast: Kernel<{ readonly dtype: string }> = (results, inputs, { dtype }) => {
  const [y, x] = [dataAt(results, 0), dataAt(inputs, 0)];
  if (dtype === 'bool') for (let i = 0; i < y.length; i++) y[i] = x[i] === 0 ? 0 : 1;
  else y.set(x);
};

const copied: Kernel = (results, inputs) => dataAt(results, 0).set(dataAt(inputs, 0));
export const stopGradient = copied;
export const reverseGradient = copied;

/** Whether operand and result have the same elements in the same order. */
const matches = (operand: Tensor, result: Tensor): boolean =>
  operand.data.length === result.data.length && operand.batched === result.batched;

function combined(f: (a: number, b: number) => number): Kernel {
  return (results, inputs) => {
    const [result, left, right] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
    const [y, a, b] = [result.data, left.data, right.data];
    if (matches(left, result) && matches(right, result)) {
      for (let i = 0; i < y.length; i++) y[i] = f(a[i]!, b[i]!);
    } else {
      walk(result.shape, stretchedStrides(left, result), stretchedStrides(right, result), (i, p, q) => {
        y[i] = f(a[p]!, b[q]!);
      });
    }
  };
}

const anyAdd = combined((a, b) => a + b);
const anyMultiply = combined((a, b) => a * b);

export const masked = anyMultiply;

// Sums and products of equal shapes are in every residual network and every gradient: loops of their own.
export const add: Kernel = (results, inputs, attributes, counter) => {
  const [result, left, right] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  if (!matches(left, result) || !matches(right, result)) {
    anyAdd(results, inputs, attributes, counter);
    return;
  }
  const [y, a, b] = [result.data, left.data, right.data];
  for (let i = 0; i < y.length; i++) y[i] = a[i]! + b[i]!;
};

export const multiply: Kernel = (results, inputs, attributes, counter) => {
  const [result, left, right] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  if (!matches(left, result) || !matches(right, result)) {
    anyMultiply(results, inputs, attributes, counter);
    return;
  }
  const [y, a, b] = [result.data, left.data, right.data];
  for (let i = 0; i < y.length; i++) y[i] = a[i]! * b[i]!;
};

export const subtract = combined((a, b) => a - b);
export const divide = combined((a, b) => a / b);
export const maximum = combined(Math.max);
export const minimum = combined(Math.min);
export const equal = combined((a, b) => (a === b ? 1 : 0));
export const notEqual = combined((a, b) => (a !== b ? 1 : 0));
export const greater = combined((a, b) => (a > b ? 1 : 0));

export const where: Kernel = (results, inputs) => {
  const result = tensorAt(results, 0);
  const [condition, a, b] = [tensorAt(inputs, 0), tensorAt(inputs, 1), tensorAt(inputs, 2)];
  const y = result.data;
  if ([condition, a, b].every(operand => matches(operand, result))) {
    for (let i = 0; i < y.length; i++) y[i] = condition.data[i] === 0 ? b.data[i]! : a.data[i]!;
    return;
  }
  const [first, second, third] = [condition, a, b].map(operand => stretchedStrides(operand, result));
  walk(
    result.shape,
    first!,
    second!,
    (i, p, q, r) => {
      y[i] = condition.data[p] === 0 ? b.data[r]! : a.data[q]!;
    },
    third,
  );
};
