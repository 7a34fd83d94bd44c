/** Softmax along an axis. */
import type { Kernel, Tensor } from '../kernel.js';
import { aroundAxis, tensorAt } from './tensors.js';

/** Calls `row` with the first element and the step of each row along the axis. */
export function eachRow(x: Tensor, axis: number, row: (start: number, step: number, size: number) => void): void {
  const { before, size, after } = aroundAxis(x, axis);
  for (let b = 0; b < before; b++) for (let a = 0; a < after; a++) row(b * size * after + a, after, size);
}

/** The largest element, and the sum of exponentials less it; elements of minus infinity count nothing. */
export function logSumParts(
  x: Tensor['data'],
  start: number,
  step: number,
  size: number,
): { top: number; sum: number } {
  let top = -Infinity;
  for (let i = 0; i < size; i++) top = Math.max(top, x[start + i * step]!);
  let sum = 0;
  for (let i = 0; i < size; i++) sum += Math.exp(x[start + i * step]! - top);
  return { top, sum };
}

export const softmax: Kernel<{ readonly axis: number }> = (results, inputs, { axis }) => {
  const [{ data: y }, input] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const x = input.data;
  eachRow(input, axis, (start, step, size) => {
    const { top, sum } = logSumParts(x, start, step, size);
    for (let at = start; at < start + size * step; at += step) y[at] = Math.exp(x[at]! - top) / sum;
  });
};

export const logSoftmax: Kernel<{ readonly axis: number }> = (results, inputs, { axis }) => {
  const [{ data: y }, input] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const x = input.data;
  eachRow(input, axis, (start, step, size) => {
    const { top, sum } = logSumParts(x, start, step, size);
    const total = top + Math.log(sum);
    for (let at = start; at < start + size * step; at += step) y[at] = x[at]! - total;
  });
};
