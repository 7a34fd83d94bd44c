/** The same elements in another shape or order, some of them, or more of the same. */
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { SliceAttributes } from '../../../catalogue/operations/view.js';
import type { Kernel, Tensor } from '../kernel.js';
import { aroundAxis, dataAt, stretchedStrides, stridesOf, tensorAt, walk } from './tensors.js';

export const reshape: Kernel = (results, inputs) => dataAt(results, 0).set(dataAt(inputs, 0));

export const permute: Kernel<{ readonly order: readonly number[] }> = (results, inputs, { order }) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const strides = stridesOf(x.shape);
  const steps = x.batched ? [strides[0]!, ...order.map(i => strides[i + 1]!)] : order.map(i => strides[i]!);
  walk(y.shape, steps, steps, (i, from) => {
    y.data[i] = x.data[from]!;
  });
};

/** Calls `visit` with each element of the slice and its place in the whole. */
function eachSliced(
  part: Tensor,
  whole: Tensor,
  { axis, from, step }: Concrete<SliceAttributes>,
  visit: (part: number, whole: number) => void,
): void {
  const { before, size: taken, after } = aroundAxis(part, axis);
  const { size } = aroundAxis(whole, axis);
  let at = 0;
  for (let b = 0; b < before; b++) {
    for (let i = 0; i < taken; i++) {
      const start = (b * size + from + i * step) * after;
      for (let j = 0; j < after; j++) visit(at++, start + j);
    }
  }
}

export const slice: Kernel<SliceAttributes> = (results, inputs, attributes) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  eachSliced(y, x, attributes, (part, whole) => {
    y.data[part] = x.data[whole]!;
  });
};

export const sliceGradient: Kernel<SliceAttributes> = (results, inputs, attributes) => {
  const [x, g] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  x.data.fill(0);
  eachSliced(g, x, attributes, (part, whole) => {
    x.data[whole] = g.data[part]!;
  });
};

export const expand: Kernel = (results, inputs) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const steps = stretchedStrides(x, y);
  walk(y.shape, steps, steps, (i, from) => {
    y.data[i] = x.data[from]!;
  });
};
