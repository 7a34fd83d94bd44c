/** The largest element of each window, with its position; the first of equal ones, and NaN before all. */
import type { MaxpoolAttributes } from '../../../catalogue/operations/max-pooling.js';
import { streamOf, uniform as randomUniform } from '../../../shape/random.js';
import type { Kernel, Tensor } from '../kernel.js';
import {
  adaptiveAxis,
  regularAxis,
  threeAxes,
  windowCells,
  type PooledAxis,
  type WindowCells,
} from './pooling-windows.js';
import { dataAt, product, samplesOf, sizesOf, tensorAt } from './tensors.js';

/** x_NCHW -> y_NChw and the cells of their planes. */
function pool(results: readonly Tensor[], input: Tensor, windowsOf: (plane: number) => WindowCells): void {
  const [y, indices, x] = [dataAt(results, 0), dataAt(results, 1), input.data];
  const [channels, ...sizes] = sizesOf(input);
  const perPlane = product(sizes);
  const planes = samplesOf(input) * channels!;
  const windows = y.length / planes;
  for (let plane = 0; plane < planes; plane++) {
    const { cells, starts } = windowsOf(plane);
    const from = plane * perPlane;
    for (let window = 0; window < windows; window++) {
      let bestCell = cells[starts[window]!] ?? 0;
      let best = x[from + bestCell]!;
      for (let i = starts[window]! + 1; i < starts[window + 1]!; i++) {
        const value = x[from + cells[i]!]!;
        if (value > best || Number.isNaN(value)) {
          best = value;
          bestCell = cells[i]!;
        }
      }
      y[plane * windows + window] = best;
      indices[plane * windows + window] = bestCell;
    }
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
  const cells = windowCells(threeAxes(axes));
  pool(results, x, () => cells);
};

export const adaptiveMaxpool: Kernel = (results, inputs) => {
  const x = tensorAt(inputs, 0);
  const windows = sizesOf(tensorAt(results, 0)).slice(1);
  const axes = sizesOf(x)
    .slice(1)
    .map((size, i) => adaptiveAxis(size, windows[i]!));
  const cells = windowCells(threeAxes(axes));
  pool(results, x, () => cells);
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
  pool(results, x, plane => {
    const axes = sizes.map((size, i): PooledAxis => {
      const [count, width] = [windows[i]!, kernel[i]!];
      const sample = randomUniform(seed, stream, plane * sizes.length + i);
      const alpha = count > 1 ? (size - width) / (count - 1) : 0;
      const from = Array.from({ length: count }, (_, w) =>
        w === count - 1 ? size - width : Math.floor((w + sample) * alpha) - Math.floor(sample * alpha),
      );
      return { size, from, to: from.map(start => start + width), step: 1 };
    });
    return windowCells(threeAxes(axes));
  });
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
