/** Interpolation along each axis by weights that depend on the position alone. */
import type { UpsampleAttributes, UpsampleMode } from '../../../catalogue/operations/upsample.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import { product, samplesOf, sizesOf, tensorAt } from './tensors.js';

interface Share {
  readonly cell: number;
  readonly weight: number;
}

/** Keys 1981, Cubic convolution interpolation, with the free parameter that image libraries use. */
const CUBIC = -0.75;

function cubic(distance: number): number {
  const d = Math.abs(distance);
  if (d <= 1) return ((CUBIC + 2) * d - (CUBIC + 3)) * d * d + 1;
  return d < 2 ? CUBIC * (((d - 5) * d + 8) * d - 4) : 0;
}

/** The cells of the input that a cell of the result is made of. */
function sharesOf(
  at: number,
  from: number,
  to: number,
  mode: UpsampleMode,
  align: boolean,
  scale?: number,
): readonly Share[] {
  const ratio = scale === undefined ? from / to : 1 / scale;
  if (mode === 'nearest') return [{ cell: Math.min(from - 1, Math.floor(at * ratio)), weight: 1 }];
  if (mode === 'nearest_exact') return [{ cell: Math.min(from - 1, Math.floor((at + 0.5) * ratio)), weight: 1 }];
  const centre = align ? (to > 1 ? (at * (from - 1)) / (to - 1) : 0) : (at + 0.5) * ratio - 0.5;
  if (mode === 'bicubic') {
    const first = Math.floor(centre) - 1;
    return [0, 1, 2, 3].map(i => ({
      cell: Math.min(Math.max(first + i, 0), from - 1),
      weight: cubic(centre - (first + i)),
    }));
  }
  const held = Math.max(0, centre);
  const low = Math.min(from - 1, Math.floor(held));
  const rest = held - low;
  return [
    { cell: low, weight: 1 - rest },
    { cell: Math.min(low + 1, from - 1), weight: rest },
  ];
}

/** Calls `visit` for each cell of the result, each cell it is made of, and the weight. */
function eachShare(
  large: Tensor,
  small: Tensor,
  { mode, align, scales }: Concrete<UpsampleAttributes>,
  visit: (large: number, small: number, weight: number) => void,
): void {
  const [channels, ...to] = sizesOf(large);
  const [, ...from] = sizesOf(small);
  const axes = to.map((size, i) =>
    Array.from({ length: size }, (_, at) => sharesOf(at, from[i]!, size, mode, align, scales?.[i])),
  );
  const [cells, made] = [product(from), product(to)];
  for (let plane = 0; plane < samplesOf(large) * channels!; plane++) {
    let target = plane * made;
    const over = (i: number, shares: readonly Share[]): void => {
      const axis = axes[i];
      if (!axis) {
        for (const { cell, weight } of shares) visit(target, plane * cells + cell, weight);
        target++;
        return;
      }
      for (const own of axis) {
        const joined = shares.flatMap(({ cell, weight }) =>
          own.map(next => ({ cell: cell * from[i]! + next.cell, weight: weight * next.weight })),
        );
        over(i + 1, joined);
      }
    };
    over(0, [{ cell: 0, weight: 1 }]);
  }
}

export const upsample: Kernel<UpsampleAttributes> = (results, inputs, attributes) => {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  y.data.fill(0);
  eachShare(y, x, attributes, (to, from, weight) => {
    y.data[to] = y.data[to]! + x.data[from]! * weight;
  });
};

export const upsampleGradient: Kernel<UpsampleAttributes> = (results, inputs, attributes) => {
  const [x, g] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  x.data.fill(0);
  eachShare(g, x, attributes, (from, to, weight) => {
    x.data[to] = x.data[to]! + g.data[from]! * weight;
  });
};
