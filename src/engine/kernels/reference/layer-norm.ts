/** Normalizations within one sample. */
import type {
  GroupNormAttributes,
  LayerNormAttributes,
  LocalResponseNormAttributes,
} from '../../../catalogue/operations/layer-norm.js';
import type { Kernel, Tensor } from '../kernel.js';
import { momentsOf, throughMoments, type ElementSet } from './statistics.js';
import { aroundAxis, dataAt, product, samplesOf, sizesOf, stridesOf, tensorAt, type Numbers } from './tensors.js';

/** Positions of the elements of each row: those of `axes` for one place of all others. */
interface Rows {
  /** Where each row begins. */
  readonly starts: readonly number[];
  /** Steps from there, in the order of the weights. */
  readonly steps: readonly number[];
}

function rowsOf(x: Tensor, axes: readonly number[]): Rows {
  const sizes = sizesOf(x);
  const strides = stridesOf(sizes);
  const offsets = (dimensions: readonly number[]): number[] =>
    dimensions.reduce<number[]>(
      (all, i) => all.flatMap(offset => Array.from({ length: sizes[i]! }, (_, at) => offset + at * strides[i]!)),
      [0],
    );
  const others = sizes.map((_, i) => i).filter(i => !axes.includes(i));
  const perSample = product(sizes);
  const within = offsets(others);
  const starts = Array.from({ length: samplesOf(x) }, (_, n) => within.map(offset => n * perSample + offset)).flat();
  return { starts, steps: offsets(axes) };
}

/** Mean and biased variance, or for RMS 0 and the mean square. */
function rowMoments(x: Numbers, start: number, steps: readonly number[], centred: boolean): [number, number] {
  let sum = 0;
  if (centred) for (const step of steps) sum += x[start + step]!;
  const mean = sum / steps.length;
  let squares = 0;
  for (const step of steps) squares += (x[start + step]! - mean) ** 2;
  return [mean, squares / steps.length];
}

function normalizeRows(
  results: readonly Tensor[],
  inputs: readonly (Tensor | undefined)[],
  { axes, eps }: LayerNormAttributes,
  centred: boolean,
): void {
  const [y, input] = [dataAt(results, 0), tensorAt(inputs, 0)];
  const x = input.data;
  const [weight, bias] = [inputs[1]?.data, inputs[2]?.data];
  const { starts, steps } = rowsOf(input, axes);
  for (const start of starts) {
    const [mean, variance] = rowMoments(x, start, steps, centred);
    const inverse = 1 / Math.sqrt(variance + eps);
    steps.forEach((step, i) => {
      y[start + step] = (x[start + step]! - mean) * inverse * (weight?.[i] ?? 1) + (bias?.[i] ?? 0);
    });
  }
}

export const layerNorm: Kernel<LayerNormAttributes> = (results, inputs, attributes) =>
  normalizeRows(results, inputs, attributes, true);

export const rmsNorm: Kernel<LayerNormAttributes> = (results, inputs, attributes) =>
  normalizeRows(results, inputs, attributes, false);

export const layerNormGradient: Kernel<LayerNormAttributes> = (results, inputs, { axes, eps }) => {
  const [dx, dWeight, dBias] = [dataAt(results, 0), dataAt(results, 1), dataAt(results, 2)];
  const [input, weight, g] = [tensorAt(inputs, 0), inputs[1]?.data, dataAt(inputs, 2)];
  const x = input.data;
  const { starts, steps } = rowsOf(input, axes);
  dWeight.fill(0);
  dBias.fill(0);
  for (const start of starts) {
    const [mean, variance] = rowMoments(x, start, steps, true);
    const inverse = 1 / Math.sqrt(variance + eps);
    let sum = 0;
    let along = 0;
    steps.forEach((step, i) => {
      const unit = (x[start + step]! - mean) * inverse;
      const arrived = g[start + step]!;
      const h = arrived * (weight?.[i] ?? 1);
      sum += h;
      along += h * unit;
      dWeight[i] = dWeight[i]! + arrived * unit;
      dBias[i] = dBias[i]! + arrived;
    });
    sum /= steps.length;
    along /= steps.length;
    steps.forEach((step, i) => {
      const unit = (x[start + step]! - mean) * inverse;
      dx[start + step] = inverse * (g[start + step]! * (weight?.[i] ?? 1) - sum - unit * along);
    });
  }
};

/** x_NC...: one run of elements for each sample and group. */
function groupSets(x: Tensor, groups: number): { sets: readonly ElementSet[]; channels: number; cells: number } {
  const [channels, ...rest] = sizesOf(x);
  const cells = product(rest);
  const length = (channels! / groups) * cells;
  const sets = Array.from({ length: samplesOf(x) * groups }, (_, i) => ({
    start: i * length,
    blocks: 1,
    step: length,
    length,
  }));
  return { sets, channels: channels!, cells };
}

export const groupNorm: Kernel<GroupNormAttributes> = (results, inputs, { groups, eps }) => {
  const [y, input] = [dataAt(results, 0), tensorAt(inputs, 0)];
  const [x, weight, bias] = [input.data, inputs[1]?.data, inputs[2]?.data];
  const { sets, channels, cells } = groupSets(input, groups);
  for (const set of sets) {
    const { mean, variance } = momentsOf(x, set);
    const inverse = 1 / Math.sqrt(variance + eps);
    for (let i = set.start; i < set.start + set.length; i++) {
      const c = Math.floor(i / cells) % channels;
      y[i] = (x[i]! - mean) * inverse * (weight?.[c] ?? 1) + (bias?.[c] ?? 0);
    }
  }
};

export const groupNormGradient: Kernel<GroupNormAttributes> = (results, inputs, { groups, eps }) => {
  const [dx, dWeight, dBias] = [dataAt(results, 0), dataAt(results, 1), dataAt(results, 2)];
  const [input, weight, g] = [tensorAt(inputs, 0), inputs[1]?.data, dataAt(inputs, 2)];
  const x = input.data;
  const { sets, channels, cells } = groupSets(input, groups);
  const channelOf = (i: number): number => Math.floor(i / cells) % channels;
  dWeight.fill(0);
  dBias.fill(0);
  for (const set of sets) {
    const { mean, variance } = momentsOf(x, set);
    const inverse = 1 / Math.sqrt(variance + eps);
    for (let i = set.start; i < set.start + set.length; i++) {
      const c = channelOf(i);
      dWeight[c] = dWeight[c]! + g[i]! * (x[i]! - mean) * inverse;
      dBias[c] = dBias[c]! + g[i]!;
    }
    throughMoments(dx, x, g, set, { mean, inverse }, i => weight?.[channelOf(i)] ?? 1);
  }
};

/** x_NC...: neighbours c - floor(size / 2) to c + floor((size - 1) / 2), those that there are. */
export const localResponseNorm: Kernel<LocalResponseNormAttributes> = (results, inputs, { size, alpha, beta, k }) => {
  const [y, input] = [dataAt(results, 0), tensorAt(inputs, 0)];
  const x = input.data;
  const { before, size: channels, after } = aroundAxis(input, 0);
  const front = Math.floor(size / 2);
  for (let n = 0; n < before; n++) {
    for (let c = 0; c < channels; c++) {
      const [from, to] = [Math.max(0, c - front), Math.min(channels, c - front + size)];
      for (let j = 0; j < after; j++) {
        let squares = 0;
        for (let other = from; other < to; other++) squares += x[(n * channels + other) * after + j]! ** 2;
        const at = (n * channels + c) * after + j;
        y[at] = x[at]! * (k + (alpha / size) * squares) ** -beta;
      }
    }
  }
};
