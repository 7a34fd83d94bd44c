/** Windows as columns, and columns summed back. */
import type { UnfoldAttributes } from '../../../catalogue/operations/unfold.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import { product, samplesOf, sizesOf, stridesOf, tensorAt } from './tensors.js';

/** Calls `visit` with the position in the columns and in the tensor for each tap that lies within. */
function eachTap(
  wide: Tensor,
  columns: Tensor,
  { kernel, stride, padding, dilation }: Concrete<UnfoldAttributes>,
  visit: (column: number, cell: number) => void,
): void {
  const [channels, ...sizes] = sizesOf(wide);
  const counts = sizes.map(
    (size, i) =>
      Math.floor((size + padding[i]![0] + padding[i]![1] - dilation[i]! * (kernel[i]! - 1) - 1) / stride[i]!) + 1,
  );
  const windows = product(counts);
  const taps = product(kernel);
  const steps = stridesOf(sizes);
  const [tapSteps, windowSteps] = [stridesOf(kernel), stridesOf(counts)];
  const cells = product(sizes);
  const rows = samplesOf(columns) * channels! * taps;
  for (let row = 0; row < rows; row++) {
    const tap = row % taps;
    const base = Math.floor(row / taps) * cells;
    for (let window = 0; window < windows; window++) {
      let cell = base;
      let within = true;
      for (let i = 0; i < sizes.length; i++) {
        const t = Math.floor(tap / tapSteps[i]!) % kernel[i]!;
        const w = Math.floor(window / windowSteps[i]!) % counts[i]!;
        const at = w * stride[i]! - padding[i]![0] + t * dilation[i]!;
        if (at < 0 || at >= sizes[i]!) within = false;
        cell += at * steps[i]!;
      }
      if (within) visit(row * windows + window, cell);
    }
  }
}

/** x_NCHW -> y_N(Chw)L. */
export const unfold: Kernel<UnfoldAttributes> = (results, inputs, attributes) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  y.data.fill(0);
  eachTap(x, y, attributes, (column, cell) => {
    y.data[column] = x.data[cell]!;
  });
};

/** x_N(Chw)L -> y_NCHW. */
export const fold: Kernel<UnfoldAttributes & { readonly size: readonly number[] }> = (results, inputs, attributes) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  y.data.fill(0);
  eachTap(y, x, attributes, (column, cell) => {
    y.data[cell] = y.data[cell]! + x.data[column]!;
  });
};
