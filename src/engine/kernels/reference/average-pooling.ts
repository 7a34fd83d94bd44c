/** Means over windows, and what spreads gradients over them. */
import type { AvgpoolAttributes, LpPoolAttributes } from '../../../catalogue/operations/average-pooling.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import { adaptiveAxis, eachWindow, regularAxis, type PooledAxis } from './pooling-windows.js';
import { product, samplesOf, sizesOf, tensorAt } from './tensors.js';

/** Axes of the tensor that is pooled, and the divisor of each window. */
interface Means {
  readonly axes: readonly PooledAxis[];
  readonly divisor: (position: readonly number[]) => number;
}

function regular(wide: Tensor, narrow: Tensor, attributes: Concrete<AvgpoolAttributes>): Means {
  const { kernel, stride, padding, countPad, divisor } = attributes;
  const windows = sizesOf(narrow).slice(1);
  const sizes = sizesOf(wide).slice(1);
  const axes = sizes.map((size, i) =>
    regularAxis(size, windows[i]!, { kernel: kernel[i]!, stride: stride[i]!, padding: padding[i]![0] }),
  );
  return {
    axes,
    divisor: position => {
      if (divisor !== undefined) return divisor;
      return product(
        axes.map((axis, i) => {
          const p = position[i]!;
          if (!countPad) return axis.to[p]! - axis.from[p]!;
          // Cells of the padding count, those behind it do not.
          const start = p * stride[i]! - padding[i]![0];
          return Math.min(start + kernel[i]!, sizes[i]! + padding[i]![1]) - start;
        }),
      );
    },
  };
}

function adaptive(wide: Tensor, narrow: Tensor): Means {
  const windows = sizesOf(narrow).slice(1);
  const axes = sizesOf(wide)
    .slice(1)
    .map((size, i) => adaptiveAxis(size, windows[i]!));
  return {
    axes,
    divisor: position => product(axes.map((axis, i) => axis.to[position[i]!]! - axis.from[position[i]!]!)),
  };
}

/** x_NCHW -> y_NChw. `of` is applied to each element before the sum. */
function means(y: Tensor, x: Tensor, { axes, divisor }: Means, of: (value: number) => number = value => value): void {
  const cells = product(sizesOf(x).slice(1));
  const planes = samplesOf(x) * sizesOf(x)[0]!;
  const windows = y.data.length / planes;
  for (let plane = 0; plane < planes; plane++) {
    const [from, to] = [plane * cells, plane * windows];
    let sum = 0;
    eachWindow(
      axes,
      (_, cell) => {
        sum += of(x.data[from + cell]!);
      },
      (window, position) => {
        y.data[to + window] = sum / divisor(position);
        sum = 0;
      },
    );
  }
}

/** g_NChw -> x_NCHW. */
function spread(x: Tensor, g: Tensor, { axes, divisor }: Means): void {
  const cells = product(sizesOf(x).slice(1));
  const planes = samplesOf(x) * sizesOf(x)[0]!;
  const windows = g.data.length / planes;
  const shares: number[] = [];
  eachWindow(
    axes,
    () => undefined,
    (_, position) => shares.push(1 / divisor(position)),
  );
  x.data.fill(0);
  for (let plane = 0; plane < planes; plane++) {
    const [to, from] = [plane * cells, plane * windows];
    eachWindow(axes, (window, cell) => {
      x.data[to + cell] = x.data[to + cell]! + g.data[from + window]! * shares[window]!;
    });
  }
}

export const avgpool: Kernel<AvgpoolAttributes> = (results, inputs, attributes) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  means(y, x, regular(x, y, attributes));
};

export const avgpoolGradient: Kernel<AvgpoolAttributes> = (results, inputs, attributes) => {
  const [x, g] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  spread(x, g, regular(x, g, attributes));
};

export const adaptiveAvgpool: Kernel = (results, inputs) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  means(y, x, adaptive(x, y));
};

export const adaptiveAvgpoolGradient: Kernel = (results, inputs) => {
  const [x, g] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  spread(x, g, adaptive(x, g));
};

/** x_NC... -> y_NC. */
export const globalAvgpool: Kernel = (results, inputs) => {
  const [y, x] = [tensorAt(results, 0).data, tensorAt(inputs, 0).data];
  const cells = x.length / y.length;
  for (let plane = 0; plane < y.length; plane++) {
    let sum = 0;
    for (let i = plane * cells; i < (plane + 1) * cells; i++) sum += x[i]!;
    y[plane] = sum / cells;
  }
};

export const lpPool: Kernel<LpPoolAttributes> = (results, inputs, { power, kernel, stride, ceil }) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const padding = kernel.map(() => [0, 0] as const);
  means(y, x, regular(x, y, { kernel, stride, padding, ceil, countPad: true }), value => value ** power);
  const cells = product(kernel);
  for (let i = 0; i < y.data.length; i++) y.data[i] = Math.max(0, y.data[i]! * cells) ** (1 / power);
};
