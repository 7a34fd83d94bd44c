/** Convolution with a shift for each tap: every tap interpolates between four cells. */
import type { ConvAttributes } from '../../../catalogue/operations/convolution.js';
import type { Kernel, Tensor } from '../kernel.js';
import { samplesOf, sizesOf, tensorAt } from './tensors.js';

/** The value of a plane [H, W] that begins at `from`, between its cells; 0 outside. */
export function between(data: Tensor['data'], from: number, H: number, W: number, y: number, x: number): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  let sum = 0;
  for (const row of [top, top + 1]) {
    if (row < 0 || row >= H) continue;
    for (const column of [left, left + 1]) {
      if (column < 0 || column >= W) continue;
      sum += (1 - Math.abs(y - row)) * (1 - Math.abs(x - column)) * data[from + row * W + column]!;
    }
  }
  return sum;
}

/** x_BCHW, offset_B(2SKhKw)PQ, weight_OCKhKw, mask_B(SKhKw)PQ -> y_BOPQ, S sets of channels with shifts of their own. */
export const deformableConv: Kernel<ConvAttributes> = (results, inputs, { stride, padding, dilation, groups }) => {
  const [y, x, offset, weight] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1), tensorAt(inputs, 2)];
  const mask = inputs[3];
  const [C = 1, H = 1, W = 1] = sizesOf(x);
  const [O = 1, own = 1, kernelHeight = 1, kernelWidth = 1] = weight.shape;
  const [, P = 1, Q = 1] = sizesOf(y);
  const taps = kernelHeight * kernelWidth;
  const sets = sizesOf(offset)[0]! / (2 * taps);
  const startOf = (tensor: Tensor, b: number): number =>
    tensor.batched ? b * (tensor.data.length / samplesOf(tensor)) : 0;

  for (let b = 0; b < samplesOf(y); b++) {
    const [xAt, offsetAt, maskAt] = [startOf(x, b), startOf(offset, b), mask ? startOf(mask, b) : 0];
    for (let o = 0; o < O; o++) {
      const first = Math.floor(o / (O / groups)) * own;
      for (let p = 0; p < P; p++) {
        for (let q = 0; q < Q; q++) {
          let sum = 0;
          for (let c = 0; c < own; c++) {
            const channel = first + c;
            const set = Math.floor(channel / (C / sets));
            for (let tap = 0; tap < taps; tap++) {
              const [i, j] = [Math.floor(tap / kernelWidth), tap % kernelWidth];
              const at = ((set * taps + tap) * 2 * P + p) * Q + q;
              const row = p * stride[0]! - padding[0]![0] + i * dilation[0]! + offset.data[offsetAt + at]!;
              const column = q * stride[1]! - padding[1]![0] + j * dilation[1]! + offset.data[offsetAt + at + P * Q]!;
              const factor = mask ? mask.data[maskAt + ((set * taps + tap) * P + p) * Q + q]! : 1;
              const value = between(x.data, xAt + channel * H * W, H, W, row, column);
              sum += weight.data[(o * own + c) * taps + tap]! * factor * value;
            }
          }
          y.data[((b * O + o) * P + p) * Q + q] = sum;
        }
      }
    }
  }
};
