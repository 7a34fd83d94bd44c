/** Means over windows, and what spreads gradients over them. */
import type { AvgpoolAttributes, LpPoolAttributes } from '../../../catalogue/operations/average-pooling.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import {
  adaptiveAxis,
  eachWindow,
  regularAxis,
  threeAxes,
  windowCells,
  type PooledAxis,
  type WindowCells,
} from './pooling-windows.js';
import { product, sizesOf, tensorAt } from './tensors.js';

/** The cells of each window, and what their sum is divided by. */
interface Means extends WindowCells {
  readonly divisors: readonly number[];
}

function meansOf(axes: readonly PooledAxis[], divisor: (position: readonly number[]) => number): Means {
  const three = threeAxes(axes);
  const divisors: number[] = [];
  const missing = 3 - axes.length;
  eachWindow(three, ({ position }) => divisors.push(divisor(position.slice(missing))));
  return { ...windowCells(three), divisors };
}

function regular(wide: Tensor, narrow: Tensor, attributes: Concrete<AvgpoolAttributes>): Means {
  const { kernel, stride, padding, countPad, divisor } = attributes;
  const windows = sizesOf(narrow).slice(1);
  const sizes = sizesOf(wide).slice(1);
  const axes = sizes.map((size, i) =>
    regularAxis(size, windows[i]!, { kernel: kernel[i]!, stride: stride[i]!, padding: padding[i]![0] }),
  );
  return meansOf(axes, position => {
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
  });
}

function adaptive(wide: Tensor, narrow: Tensor): Means {
  const windows = sizesOf(narrow).slice(1);
  const axes = sizesOf(wide)
    .slice(1)
    .map((size, i) => adaptiveAxis(size, windows[i]!));
  return meansOf(axes, position => product(axes.map((axis, i) => axis.to[position[i]!]! - axis.from[position[i]!]!)));
}

/** x_NCHW -> y_NChw; each element goes through a power before the sum. */
function means(result: Tensor, input: Tensor, { cells, starts, divisors }: Means, power = 1): void {
  const [y, x] = [result.data, input.data];
  const perPlane = product(sizesOf(input).slice(1));
  const windows = divisors.length;
  for (let plane = 0; plane < y.length / windows; plane++) {
    const from = plane * perPlane;
    for (let window = 0; window < windows; window++) {
      const end = starts[window + 1]!;
      let sum = 0;
      if (power === 1) for (let i = starts[window]!; i < end; i++) sum += x[from + cells[i]!]!;
      else for (let i = starts[window]!; i < end; i++) sum += x[from + cells[i]!]! ** power;
      y[plane * windows + window] = sum / divisors[window]!;
    }
  }
}

/** g_NChw -> x_NCHW. */
function spread(result: Tensor, gradient: Tensor, { cells, starts, divisors }: Means): void {
  const [x, g] = [result.data, gradient.data];
  const perPlane = product(sizesOf(result).slice(1));
  const windows = divisors.length;
  x.fill(0);
  for (let plane = 0; plane < g.length / windows; plane++) {
    const to = plane * perPlane;
    for (let window = 0; window < windows; window++) {
      const share = g[plane * windows + window]! / divisors[window]!;
      for (let i = starts[window]!; i < starts[window + 1]!; i++) x[to + cells[i]!] = x[to + cells[i]!]! + share;
    }
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
  means(y, x, regular(x, y, { kernel, stride, padding, ceil, countPad: true }), power);
  const cells = product(kernel);
  for (let i = 0; i < y.data.length; i++) {
    const sum = y.data[i]! * cells;
    y.data[i] = power === 1 ? sum : Math.max(0, sum) ** (1 / power);
  }
};
