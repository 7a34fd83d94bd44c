/** Sums, means and extremes over axes, and over the batch. */
import type { ReduceAttributes } from '../../../catalogue/operations/reduce.js';
import type { Kernel, Tensor } from '../kernel.js';
import { aroundAxis, dataAt, stridesOf, tensorAt, walk } from './tensors.js';

/** Folds each element of x into the element of y that it belongs to; what a fold leaves is in y. */
function folded(
  y: Tensor,
  x: Tensor,
  { axes }: ReduceAttributes,
  start: number,
  fold: (sum: number, value: number) => number,
): void {
  const front = x.batched ? 1 : 0;
  const kept = x.shape.map((size, i) => (axes.includes(i - front) ? 1 : size));
  const strides = stridesOf(kept).map((step, i) => (axes.includes(i - front) ? 0 : step));
  y.data.fill(start);
  walk(x.shape, strides, strides, (i, at) => {
    y.data[at] = fold(y.data[at]!, x.data[i]!);
  });
}

export const reduceSum: Kernel<ReduceAttributes> = (results, inputs, attributes) =>
  folded(tensorAt(results, 0), tensorAt(inputs, 0), attributes, 0, (sum, value) => sum + value);

export const reduceMean: Kernel<ReduceAttributes> = (results, inputs, attributes) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  folded(y, x, attributes, 0, (sum, value) => sum + value);
  const share = y.data.length / x.data.length;
  for (let i = 0; i < y.data.length; i++) y.data[i] = y.data[i]! * share;
};

export const reduceMax: Kernel<ReduceAttributes> = (results, inputs, attributes) =>
  folded(tensorAt(results, 0), tensorAt(inputs, 0), attributes, -Infinity, Math.max);

export const reduceMin: Kernel<ReduceAttributes> = (results, inputs, attributes) =>
  folded(tensorAt(results, 0), tensorAt(inputs, 0), attributes, Infinity, Math.min);

export const argmax: Kernel<{ readonly axis: number }> = (results, inputs, { axis }) => {
  const [y, input] = [dataAt(results, 0), tensorAt(inputs, 0)];
  const { before, size, after } = aroundAxis(input, axis);
  for (let row = 0; row < before * after; row++) {
    const start = Math.floor(row / after) * size * after + (row % after);
    let best = 0;
    for (let i = 1; i < size; i++) if (input.data[start + i * after]! > input.data[start + best * after]!) best = i;
    y[row] = best;
  }
};

/** x_N... -> y_...: sums over the samples, each times `share`. */
function overBatch(y: Tensor['data'], x: Tensor['data'], share: number): void {
  y.fill(0);
  const size = y.length;
  for (let start = 0; start < x.length; start += size) {
    for (let i = 0; i < size; i++) y[i] = y[i]! + x[start + i]! * share;
  }
}

export const sumOverBatch: Kernel = (results, inputs) => overBatch(dataAt(results, 0), dataAt(inputs, 0), 1);

export const meanOverBatch: Kernel = (results, inputs) => {
  const [y, x] = [dataAt(results, 0), dataAt(inputs, 0)];
  overBatch(y, x, y.length / x.length);
};

export const spreadOverBatch: Kernel<{ readonly mean: boolean }> = (results, inputs, { mean }) => {
  const [y, x] = [dataAt(results, 0), dataAt(inputs, 0)];
  const share = mean ? x.length / y.length : 1;
  for (let i = 0; i < y.length; i++) y[i] = x[i % x.length]! * share;
};
