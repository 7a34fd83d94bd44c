/** Products of matrices. */
import type { MatmulAttributes } from '../../../catalogue/operations/dense.js';
import type { Kernel } from '../kernel.js';
import { doublesOf, multiplyMatrices } from './matrix-product.js';
import { aroundAxis, stretchedStrides, tensorAt, walk } from './tensors.js';

/** x_BI, w_OI -> y_BO; B: the batch and all dimensions in front of the last. */
export const dense: Kernel = (results, inputs) => {
  const [y, x, w] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [out, width] = [w.shape[0]!, w.shape[1]!];
  multiplyMatrices(
    { data: y.data, offset: 0, rowStep: out, columnStep: 1 },
    { data: doublesOf(x.data), offset: 0, rowStep: width, columnStep: 1 },
    { data: doublesOf(w.data), offset: 0, rowStep: 1, columnStep: width },
    [x.data.length / width, out, width],
  );
};

/** g_BO, w_OI -> x_BI. */
export const denseInputGradient: Kernel = (results, inputs) => {
  const [x, g, w] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [out, width] = [w.shape[0]!, w.shape[1]!];
  multiplyMatrices(
    { data: x.data, offset: 0, rowStep: width, columnStep: 1 },
    { data: doublesOf(g.data), offset: 0, rowStep: out, columnStep: 1 },
    { data: doublesOf(w.data), offset: 0, rowStep: width, columnStep: 1 },
    [g.data.length / out, width, out],
  );
};

/** x_BI, g_BO -> w_OI. */
export const denseWeightGradient: Kernel = (results, inputs) => {
  const [w, x, g] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [out, width] = [w.shape[0]!, w.shape[1]!];
  multiplyMatrices(
    { data: w.data, offset: 0, rowStep: width, columnStep: 1 },
    { data: doublesOf(g.data), offset: 0, rowStep: 1, columnStep: out },
    { data: doublesOf(x.data), offset: 0, rowStep: width, columnStep: 1 },
    [out, width, x.data.length / width],
  );
};

/** a_..NK, b_..KM -> c_..NM, dimensions in front stretched to each other. */
export const matmul: Kernel<MatmulAttributes> = (results, inputs, { transposeA = false, transposeB = false }) => {
  const [c, a, b] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [rows, columns] = [c.shape.at(-2)!, c.shape.at(-1)!];
  const depth = a.shape.at(transposeA ? -2 : -1)!;
  const front = c.shape.slice(0, -2);
  const [aSteps, bSteps] = [stretchedStrides(a, c).slice(0, -2), stretchedStrides(b, c).slice(0, -2)];
  const [aWidth, bWidth] = [a.shape.at(-1)!, b.shape.at(-1)!];
  const [left, right] = [doublesOf(a.data), doublesOf(b.data)];
  walk(front, aSteps, bSteps, (index, aOffset, bOffset) => {
    multiplyMatrices(
      { data: c.data, offset: index * rows * columns, rowStep: columns, columnStep: 1 },
      { data: left, offset: aOffset, rowStep: transposeA ? 1 : aWidth, columnStep: transposeA ? aWidth : 1 },
      { data: right, offset: bOffset, rowStep: transposeB ? 1 : bWidth, columnStep: transposeB ? bWidth : 1 },
      [rows, columns, depth],
    );
  });
};

export const addBias: Kernel<{ readonly axis: number }> = (results, inputs, { axis }) => {
  const [result, input, { data: bias }] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [y, x] = [result.data, input.data];
  const { before, size, after } = aroundAxis(input, axis);
  let at = 0;
  for (let i = 0; i < before; i++) {
    for (let channel = 0; channel < size; channel++) {
      const value = bias[channel]!;
      for (let j = 0; j < after; j++, at++) y[at] = x[at]! + value;
    }
  }
};

export const biasGradient: Kernel<{ readonly axis: number }> = (results, inputs, { axis }) => {
  const [{ data: sums }, gradient] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const g = gradient.data;
  const { before, size, after } = aroundAxis(gradient, axis);
  for (let channel = 0; channel < size; channel++) {
    let sum = 0;
    for (let i = 0; i < before; i++) {
      const start = (i * size + channel) * after;
      for (let j = 0; j < after; j++) sum += g[start + j]!;
    }
    sums[channel] = sum;
  }
};
