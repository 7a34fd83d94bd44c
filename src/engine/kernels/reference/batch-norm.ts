/** Batch normalization: one set of elements for each channel, over the batch and all other axes. */
import type { BatchNormAttributes } from '../../../catalogue/operations/batch-norm.js';
import type { Kernel, Tensor } from '../kernel.js';
import { momentsOf, throughMoments, type ElementSet } from './statistics.js';
import { aroundAxis, dataAt, tensorAt, type Numbers } from './tensors.js';

const channelSets = (x: Tensor, axis: number): readonly ElementSet[] => {
  const { before, size, after } = aroundAxis(x, axis);
  return Array.from({ length: size }, (_, c) => ({
    start: c * after,
    blocks: before,
    step: size * after,
    length: after,
  }));
};

function normalize(
  y: Numbers,
  x: Numbers,
  { start, blocks, step, length }: ElementSet,
  mean: number,
  scale: number,
  shift: number,
): void {
  for (let b = 0; b < blocks; b++) {
    const from = start + b * step;
    for (let i = from; i < from + length; i++) y[i] = (x[i]! - mean) * scale + shift;
  }
}

export const batchNorm: Kernel<BatchNormAttributes> = (results, inputs, { eps, momentum, axis }) => {
  const [y, newMean, newVariance, savedMean, savedInverse] = [0, 1, 2, 3, 4].map(i => dataAt(results, i));
  const x = tensorAt(inputs, 0);
  const [weight, bias] = [inputs[1]?.data, inputs[2]?.data];
  const [mean, variance] = [dataAt(inputs, 3), dataAt(inputs, 4)];
  channelSets(x, axis).forEach((set, c) => {
    const found = momentsOf(x.data, set);
    const inverse = 1 / Math.sqrt(found.variance + eps);
    normalize(y!, x.data, set, found.mean, inverse * (weight?.[c] ?? 1), bias?.[c] ?? 0);
    const count = set.blocks * set.length;
    const unbiased = (found.variance * count) / Math.max(1, count - 1);
    newMean![c] = (1 - momentum) * mean[c]! + momentum * found.mean;
    newVariance![c] = (1 - momentum) * variance[c]! + momentum * unbiased;
    savedMean![c] = found.mean;
    savedInverse![c] = inverse;
  });
};

export const batchNormGradient: Kernel<{ readonly axis: number; readonly eps: number }> = (
  results,
  inputs,
  { axis },
) => {
  const [dx, dWeight, dBias] = [dataAt(results, 0), dataAt(results, 1), dataAt(results, 2)];
  const x = tensorAt(inputs, 0);
  const weight = inputs[1]?.data;
  const [means, inverses, g] = [dataAt(inputs, 2), dataAt(inputs, 3), dataAt(inputs, 4)];
  channelSets(x, axis).forEach((set, c) => {
    const [mean, inverse] = [means[c]!, inverses[c]!];
    const { start, blocks, step, length } = set;
    let sum = 0;
    let product = 0;
    for (let b = 0; b < blocks; b++) {
      const from = start + b * step;
      for (let i = from; i < from + length; i++) {
        sum += g[i]!;
        product += g[i]! * (x.data[i]! - mean) * inverse;
      }
    }
    const scale = weight?.[c] ?? 1;
    throughMoments(dx, x.data, g, set, { mean, inverse }, () => scale);
    dWeight[c] = product;
    dBias[c] = sum;
  });
};

export const batchNormInference: Kernel<{ readonly axis: number; readonly eps: number }> = (
  results,
  inputs,
  { axis, eps },
) => {
  const x = tensorAt(inputs, 0);
  const [weight, bias] = [inputs[1]?.data, inputs[2]?.data];
  const [mean, variance] = [dataAt(inputs, 3), dataAt(inputs, 4)];
  channelSets(x, axis).forEach((set, c) => {
    const scale = (weight?.[c] ?? 1) / Math.sqrt(variance[c]! + eps);
    normalize(dataAt(results, 0), x.data, set, mean[c]!, scale, bias?.[c] ?? 0);
  });
};
