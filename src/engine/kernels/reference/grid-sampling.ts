/** A map read at places that a grid names, and grids of such places. */
import type { AffineAttributes, GridAttributes } from '../../../catalogue/operations/grid-sampling.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import { between } from './deformable-convolution.js';
import { samplesOf, sizesOf, tensorAt } from './tensors.js';

/** x_BCHW, grid_B(PQ)2 -> y_BC(PQ) */
export const gridSample: Kernel<GridAttributes> = (results, inputs, { border, align }) => {
  const [y, x, grid] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [C = 1, H = 1, W = 1] = sizesOf(x);
  const places = y.data.length / (samplesOf(y) * C);
  const startOf = (tensor: Tensor, b: number, size: number): number => (tensor.batched ? b * size : 0);
  const cellOf = (place: number, size: number): number => {
    const cell = align ? ((place + 1) * (size - 1)) / 2 : ((place + 1) * size - 1) / 2;
    return border === 'replicate' ? Math.min(Math.max(cell, 0), size - 1) : cell;
  };
  for (let b = 0; b < samplesOf(y); b++) {
    const [xAt, gridAt] = [startOf(x, b, C * H * W), startOf(grid, b, places * 2)];
    for (let p = 0; p < places; p++) {
      const column = cellOf(grid.data[gridAt + 2 * p]!, W);
      const row = cellOf(grid.data[gridAt + 2 * p + 1]!, H);
      for (let c = 0; c < C; c++) {
        y.data[(b * C + c) * places + p] = between(x.data, xAt + c * H * W, H, W, row, column);
      }
    }
  }
};

/** theta_B23 -> y_BPQ2 */
export const affineGrid: Kernel<Concrete<AffineAttributes>> = (results, inputs, { size, align }) => {
  const [y, theta] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const [P = 1, Q = 1] = size;
  const along = (at: number, count: number): number =>
    align ? (count > 1 ? (2 * at) / (count - 1) - 1 : 0) : (2 * at + 1) / count - 1;
  for (let b = 0; b < samplesOf(y); b++) {
    for (let p = 0; p < P; p++) {
      for (let q = 0; q < Q; q++) {
        for (let i = 0; i < 2; i++) {
          const [right = 0, down = 0, shift = 0] = [0, 1, 2].map(j => theta.data[(b * 2 + i) * 3 + j]!);
          y.data[((b * P + p) * Q + q) * 2 + i] = right * along(q, Q) + down * along(p, P) + shift;
        }
      }
    }
  }
};
