/** Convolution and its gradients, gathered: each result is summed up in registers, four channels at a time, and written once. */
import type {
  ConvAttributes,
  ConvGradientAttributes,
  TransposedConvAttributes,
} from '../../../catalogue/operations/convolution.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import { product, samplesOf, sizesOf, tensorAt, type Numbers } from './tensors.js';
import { asThree, cellsOfWindows, windowsOfCells, type AxisGeometry, type Meetings } from './windows.js';

/** The axes behind the channel: cells are `wide`'s, windows `narrow`'s. */
function axesOf(
  wide: Tensor,
  narrow: Tensor,
  kernel: readonly number[],
  { stride, padding, dilation }: Concrete<ConvAttributes>,
): readonly AxisGeometry[] {
  const windows = sizesOf(narrow).slice(1);
  return sizesOf(wide)
    .slice(1)
    .map((size, i) => ({
      size,
      kernel: kernel[i]!,
      stride: stride[i]!,
      padding: padding[i]![0],
      dilation: dilation[i]!,
      windows: windows[i]!,
    }));
}

type Three = readonly [Meetings, Meetings, Meetings];

interface Gathering {
  readonly samples: number;
  readonly groups: number;
  /** Channels of a group. */
  readonly made: number;
  readonly read: number;
  readonly meetings: Three;
  /** Sizes of the three axes that are read. */
  readonly cells: readonly [number, number, number];
  readonly taps: readonly [number, number, number];
  /** Steps in the weights from one channel to the next. */
  readonly madeStep: number;
  readonly readStep: number;
}

/**
 * y[n, g, k, p] = sum over c, q of x[n, g, c, cell(p, q)] w[.., tap(p, q)], for K channels k made from C channels c that are
 * read in each group g. Forwards p are windows and cells inputs; for the gradient by the input it is the other way round.
 */
function gather(y: Numbers, x: Numbers, w: Numbers, shape: Gathering): void {
  const { samples, groups, made, read, meetings, cells, taps, madeStep, readStep } = shape;
  const [d, h, v] = meetings;
  const cellsOfChannel = product(cells);
  const groupStep = made * read * product(taps);
  const positions = d.positions * h.positions * v.positions;
  const [rowCells, rowTaps] = [cells[2], taps[2]];
  const [planeCells, planeTaps] = [cells[1] * rowCells, taps[1] * rowTaps];
  const { tapStep, cellStep } = v;
  for (let n = 0; n < samples; n++) {
    for (let g = 0; g < groups; g++) {
      const xGroup = (n * groups + g) * read * cellsOfChannel;
      for (let k = 0; k < made; k += 4) {
        // Where fewer than four channels are left, the last one is worked out again: cheaper than a second loop.
        const w0 = g * groupStep + k * madeStep;
        const w1 = g * groupStep + Math.min(k + 1, made - 1) * madeStep;
        const w2 = g * groupStep + Math.min(k + 2, made - 1) * madeStep;
        const w3 = g * groupStep + Math.min(k + 3, made - 1) * madeStep;
        const y0 = ((n * groups + g) * made + k) * positions;
        const y1 = ((n * groups + g) * made + Math.min(k + 1, made - 1)) * positions;
        const y2 = ((n * groups + g) * made + Math.min(k + 2, made - 1)) * positions;
        const y3 = ((n * groups + g) * made + Math.min(k + 3, made - 1)) * positions;
        let p = 0;
        for (let pd = 0; pd < d.positions; pd++) {
          for (let ph = 0; ph < h.positions; ph++) {
            for (let pv = 0; pv < v.positions; pv++, p++) {
              let s0 = 0;
              let s1 = 0;
              let s2 = 0;
              let s3 = 0;
              const count = v.count[pv]!;
              const fromCell = xGroup + v.cell[pv]!;
              const fromTap = v.tap[pv]!;
              for (let c = 0; c < read; c++) {
                for (let qd = 0; qd < d.count[pd]!; qd++) {
                  for (let qh = 0; qh < h.count[ph]!; qh++) {
                    let i =
                      fromCell +
                      c * cellsOfChannel +
                      (d.cell[pd]! + qd * d.cellStep) * planeCells +
                      (h.cell[ph]! + qh * h.cellStep) * rowCells;
                    let t =
                      fromTap +
                      c * readStep +
                      (d.tap[pd]! + qd * d.tapStep) * planeTaps +
                      (h.tap[ph]! + qh * h.tapStep) * rowTaps;
                    for (let q = 0; q < count; q++) {
                      const value = x[i]!;
                      s0 += value * w[w0 + t]!;
                      s1 += value * w[w1 + t]!;
                      s2 += value * w[w2 + t]!;
                      s3 += value * w[w3 + t]!;
                      i += cellStep;
                      t += tapStep;
                    }
                  }
                }
              }
              y[y3 + p] = s3;
              y[y2 + p] = s2;
              y[y1 + p] = s1;
              y[y0 + p] = s0;
            }
          }
        }
      }
    }
  }
}

const three = (
  axes: readonly AxisGeometry[],
  of: (axis: AxisGeometry) => number,
): readonly [number, number, number] => {
  const [a, b, c] = asThree(axes);
  return [of(a), of(b), of(c)];
};

/** x_NCDHW, w_KCdhw -> y_NKDHW. */
export const conv: Kernel<ConvAttributes> = (results, inputs, attributes) => {
  const [y, x, w] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [channels, perGroup, ...kernel] = w.shape;
  const axes = axesOf(x, y, kernel, attributes);
  const [a, b, c] = asThree(axes);
  gather(y.data, x.data, w.data, {
    samples: samplesOf(x),
    groups: attributes.groups,
    made: channels! / attributes.groups,
    read: perGroup!,
    meetings: [cellsOfWindows(a), cellsOfWindows(b), cellsOfWindows(c)],
    cells: three(axes, axis => axis.size),
    taps: three(axes, axis => axis.kernel),
    madeStep: perGroup! * product(kernel),
    readStep: product(kernel),
  });
};

/** g_NKDHW, w_KCdhw -> x_NCDHW. */
export const convInputGradient: Kernel<ConvGradientAttributes> = (results, inputs, attributes) => {
  scatterWindows(tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1), attributes);
};

/** The same sum as the gradient of a convolution by its input. */
export const transposedConv: Kernel<TransposedConvAttributes> = (results, inputs, attributes) => {
  scatterWindows(tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1), attributes);
};

function scatterWindows(x: Tensor, g: Tensor, w: Tensor, attributes: Concrete<ConvAttributes>): void {
  const [channels, perGroup, ...kernel] = w.shape;
  const axes = axesOf(x, g, kernel, attributes);
  const [a, b, c] = asThree(axes);
  gather(x.data, g.data, w.data, {
    samples: samplesOf(g),
    groups: attributes.groups,
    made: perGroup!,
    read: channels! / attributes.groups,
    meetings: [windowsOfCells(a), windowsOfCells(b), windowsOfCells(c)],
    cells: three(axes, axis => axis.windows),
    taps: three(axes, axis => axis.kernel),
    madeStep: product(kernel),
    readStep: perGroup! * product(kernel),
  });
}

/** x_NCDHW, g_NKDHW -> w_KCdhw: for each tap, the products of all windows with the cells under it. */
export const convWeightGradient: Kernel<ConvGradientAttributes> = (results, inputs, attributes) => {
  const [result, input, gradient] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [channels, perGroup, ...kernel] = result.shape;
  const axes = asThree(axesOf(input, gradient, kernel, attributes));
  const [w, x, g] = [result.data, input.data, gradient.data];
  const { groups } = attributes;
  const made = channels! / groups;
  const [d, h, v] = axes;
  const cells = d.size * h.size * v.size;
  const windows = d.windows * h.windows * v.windows;
  const taps = d.kernel * h.kernel * v.kernel;
  const samples = samplesOf(input);
  for (let group = 0; group < groups; group++) {
    for (let k = 0; k < made; k += 4) {
      const rows = [0, 1, 2, 3].map(i => group * made + Math.min(k + i, made - 1));
      const [k0, k1, k2, k3] = [rows[0]!, rows[1]!, rows[2]!, rows[3]!];
      for (let c = 0; c < perGroup!; c++) {
        for (let t = 0; t < taps; t++) {
          const [td, th, tv] = [
            Math.floor(t / (h.kernel * v.kernel)),
            Math.floor(t / v.kernel) % h.kernel,
            t % v.kernel,
          ];
          const [dRange, hRange, vRange] = [reaching(d, td), reaching(h, th), reaching(v, tv)];
          let s0 = 0;
          let s1 = 0;
          let s2 = 0;
          let s3 = 0;
          for (let n = 0; n < samples; n++) {
            const xBase = (n * groups * perGroup! + group * perGroup! + c) * cells;
            const gBase = n * channels! * windows;
            for (let pd = dRange.from; pd < dRange.to; pd++) {
              for (let ph = hRange.from; ph < hRange.to; ph++) {
                const row = gBase + (pd * h.windows + ph) * v.windows;
                let i =
                  xBase +
                  ((pd * d.stride + dRange.offset) * h.size + ph * h.stride + hRange.offset) * v.size +
                  vRange.from * v.stride +
                  vRange.offset;
                const g0 = row + k0 * windows;
                const g1 = row + k1 * windows;
                const g2 = row + k2 * windows;
                const g3 = row + k3 * windows;
                for (let pv = vRange.from; pv < vRange.to; pv++) {
                  const value = x[i]!;
                  s0 += value * g[g0 + pv]!;
                  s1 += value * g[g1 + pv]!;
                  s2 += value * g[g2 + pv]!;
                  s3 += value * g[g3 + pv]!;
                  i += v.stride;
                }
              }
            }
          }
          w[(k3 * perGroup! + c) * taps + t] = s3;
          w[(k2 * perGroup! + c) * taps + t] = s2;
          w[(k1 * perGroup! + c) * taps + t] = s1;
          w[(k0 * perGroup! + c) * taps + t] = s0;
        }
      }
    }
  }
};

/** Windows whose tap `tap` lies within the input: its cell is window x stride + offset. */
function reaching(axis: AxisGeometry, tap: number): { from: number; to: number; offset: number } {
  const { stride, padding, dilation, size, windows } = axis;
  const offset = tap * dilation - padding;
  return {
    from: offset < 0 ? Math.ceil(-offset / stride) : 0,
    to: Math.min(windows, Math.floor((size - 1 - offset) / stride) + 1),
    offset,
  };
}
