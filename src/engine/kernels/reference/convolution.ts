/** Convolution and its gradients: products of the weights with windows that are copied into a small tile. */
import type {
  ConvAttributes,
  ConvGradientAttributes,
  TransposedConvAttributes,
} from '../../../catalogue/operations/convolution.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import type { Kernel, Tensor } from '../kernel.js';
import { doublesOf, multiplyMatrices } from './matrix-product.js';
import { emptyPatches, fillPatches, type PatchSource } from './patches.js';
import { product, samplesOf, sizesOf, tensorAt, type Numbers } from './tensors.js';
import { asThree, cellsOfWindows, windowsOfCells, type AxisGeometry } from './windows.js';

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

interface Gathering extends PatchSource {
  readonly samples: number;
  readonly groups: number;
  /** Channels of a group that are made. */
  readonly made: number;
}

/**
 * y[n, g, k, p] = sum over channels c and taps t of patch(x)[p, c, t] w[g, k, c, t]. Forwards positions are windows and cells
 * inputs; for the gradient by the input it is the other way round.
 */
function gather(y: Numbers, x: Numbers, weights: Float64Array, shape: Gathering): void {
  const { samples, groups, made, channels, cells } = shape;
  const patches = emptyPatches(shape);
  const { positions, room, depth, tile } = patches;
  for (let ng = 0; ng < samples * groups; ng++) {
    const weightsOfGroup = (ng % groups) * made * depth;
    for (let from = 0; from < positions; from += room) {
      const to = Math.min(positions, from + room);
      fillPatches(patches, x, ng * channels * product(cells), shape, from, to);
      multiplyMatrices(
        { data: y, offset: ng * made * positions + from, rowStep: positions, columnStep: 1 },
        { data: weights, offset: weightsOfGroup, rowStep: depth, columnStep: 1 },
        { data: tile, offset: 0, rowStep: 1, columnStep: depth },
        [made, to - from, depth],
      );
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
  gather(y.data, x.data, doublesOf(w.data), {
    samples: samplesOf(x),
    groups: attributes.groups,
    made: channels! / attributes.groups,
    channels: perGroup!,
    meetings: [cellsOfWindows(a), cellsOfWindows(b), cellsOfWindows(c)],
    cells: three(axes, axis => axis.size),
    taps: three(axes, axis => axis.kernel),
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
  const read = channels! / attributes.groups;
  gather(x.data, g.data, swapped(w.data, attributes.groups, [read, perGroup!, product(kernel)]), {
    samples: samplesOf(g),
    groups: attributes.groups,
    made: perGroup!,
    channels: read,
    meetings: [windowsOfCells(a), windowsOfCells(b), windowsOfCells(c)],
    cells: three(axes, axis => axis.windows),
    taps: three(axes, axis => axis.kernel),
  });
}

/** w_GKCt as w_GCKt. */
function swapped(w: Numbers, groups: number, [k, c, taps]: readonly [number, number, number]): Float64Array {
  const result = new Float64Array(w.length);
  let at = 0;
  for (let g = 0; g < groups; g++)
    for (let i = 0; i < c; i++)
      for (let j = 0; j < k; j++) for (let t = 0; t < taps; t++) result[at++] = w[((g * k + j) * c + i) * taps + t]!;
  return result;
}

/** x_NCDHW, g_NKDHW -> w_KCdhw: products of all windows' patches with what arrives at them. */
export const convWeightGradient: Kernel<ConvGradientAttributes> = (results, inputs, attributes) => {
  const [w, x, g] = [tensorAt(results, 0), tensorAt(inputs, 0), tensorAt(inputs, 1)];
  const [all, channels, ...kernel] = w.shape;
  const { groups } = attributes;
  const [made, samples] = [all! / groups, samplesOf(x)];
  const axes = axesOf(x, g, kernel, attributes);
  const [a, b, c] = asThree(axes);
  const source: PatchSource = {
    channels: channels!,
    meetings: [cellsOfWindows(a), cellsOfWindows(b), cellsOfWindows(c)],
    cells: three(axes, axis => axis.size),
    taps: three(axes, axis => axis.kernel),
  };
  const patches = emptyPatches(source);
  const { positions, room, depth, tile } = patches;
  const sums = new Float64Array(w.data.length);
  const part = new Float64Array(made * depth);
  const arriving = new Float64Array(made * room);
  for (let ng = 0; ng < samples * groups; ng++) {
    for (let from = 0; from < positions; from += room) {
      const to = Math.min(positions, from + room);
      fillPatches(patches, x.data, ng * channels! * product(source.cells), source, from, to);
      for (let k = 0; k < made; k++) {
        const row = (ng * made + k) * positions;
        for (let p = from; p < to; p++) arriving[k * room + p - from] = g.data[row + p]!;
      }
      multiplyMatrices(
        { data: part, offset: 0, rowStep: depth, columnStep: 1 },
        { data: arriving, offset: 0, rowStep: room, columnStep: 1 },
        { data: tile, offset: 0, rowStep: depth, columnStep: 1 },
        [made, depth, to - from],
      );
      const start = (ng % groups) * made * depth;
      for (let i = 0; i < part.length; i++) sums[start + i] = sums[start + i]! + part[i]!;
    }
  }
  w.data.set(sums);
};
