/** The largest element of each window, with its position; the first of equal ones, and NaN before all. */
import type { MaxpoolAttributes } from '../../../catalogue/operations/max-pooling.js';
import { streamOf, uniform as randomUniform } from '../../../shape/random.js';
import type { Kernel, Tensor } from '../kernel.js';
import { adaptiveAxis, eachWindow, regularAxis, type PooledAxis } from './pooling-windows.js';
import { product, samplesOf, sizesOf, tensorAt } from './tensors.js';

/** x_NCHW -> y_NChw and the cells of their planes. */
function pool(results: readonly Tensor[], x: Tensor, axesOf: (plane: number) => readonly PooledAxis[]): void {
  const [y, indices] = [tensorAt(results, 0), tensorAt(results, 1)];
  const [channels, ...sizes] = sizesOf(x);
  const cells = product(sizes);
  const planes = samplesOf(x) * channels!;
  const windows = y.data.length / planes;
  for (let plane = 0; plane < planes; plane++) {
    const [from, to] = [plane * cells, plane * windows];
    let best = -Infinity;
    let bestCell = -1;
    eachWindow(
      axesOf(plane),
      (_, cell) => {
        const value = x.data[from + cell]!;
        if (bestCell < 0 || value > best || Number.isNaN(value)) {
          best = value;
          bestCell = cell;
        }
      },
      window => {
        y.data[to + window] = best;
        indices.data[to + window] = Math.max(0, bestCell);
        best = -Infinity;
        bestCell = -1;
      },
    );
  }
}

export const maxpool: Kernel<MaxpoolAttributes> = (results, inputs, { kernel, stride, padding, dilation }) => {
  const x = tensorAt(inputs, 0);
  const windows = sizesOf(tensorAt(results, 0)).slice(1);
  const axes = sizesOf(x)
    .slice(1)
    .map((size, i) =>
      regularAxis(size, windows[i]!, {
        kernel: kernel[i]!,
        stride: stride[i]!,
        padding: padding[i]![0],
        dilation: dilation[i]!,
      }),
    );
  pool(results, x, () => axes);
};

export const adaptiveMaxpool: Kernel = (results, inputs) => {
  const x = tensorAt(inputs, 0);
  const windows = sizesOf(tensorAt(results, 0)).slice(1);
  const axes = sizesOf(x)
    .slice(1)
    .map((size, i) => adaptiveAxis(size, windows[i]!));
  pool(results, x, () => axes);
};

/** Starts of windows as PyTorch draws them: multiples of alpha from a random point, the last window at the end. */
export const fractionalMaxpool: Kernel<{
  readonly kernel: readonly number[];
  readonly size: readonly number[];
  readonly draw?: number;
}> = (results, inputs, { kernel, size: windows, draw }, { seed, step, node }) => {
  const x = tensorAt(inputs, 0);
  const sizes = sizesOf(x).slice(1);
  const stream = streamOf('fractionalMaxpool', step, draw ?? node);
  pool(results, x, plane =>
    sizes.map((size, i) => {
      const [count, width] = [windows[i]!, kernel[i]!];
      const sample = randomUniform(seed, stream, plane * sizes.length + i);
      const alpha = count > 1 ? (size - width) / (count - 1) : 0;
      const from = Array.from({ length: count }, (_, w) =>
        w === count - 1 ? size - width : Math.floor((w + sample) * alpha) - Math.floor(sample * alpha),
      );
      return { size, from, to: from.map(start => start + width), step: 1 };
    }),
  );
};

/** x_NCp, i_NCp -> y_NCq. */
export const planeScatter: Kernel<{ readonly shape: readonly number[] }> = (results, inputs, { shape }) => {
  const [y, x, indices] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const cells = product(shape.slice(1));
  const windows = x.data.length / (samplesOf(x) * shape[0]!);
  y.data.fill(0);
  for (let i = 0; i < x.data.length; i++) {
    const at = Math.floor(i / windows) * cells + indices.data[i]!;
    y.data[at] = y.data[at]! + x.data[i]!;
  }
};

/** x_NCq, i_NCp -> y_NCp. */
export const planeGather: Kernel = (results, inputs) => {
  const [y, x, indices] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [channels, ...sizes] = sizesOf(x);
  const cells = product(sizes);
  const windows = y.data.length / (samplesOf(y) * channels!);
  for (let i = 0; i < y.data.length; i++) y.data[i] = x.data[Math.floor(i / windows) * cells + indices.data[i]!]!;
};
