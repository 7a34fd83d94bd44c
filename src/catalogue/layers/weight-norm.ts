/** Normalization and masks of the weights of convolutions and dense layers: the arguments, and the way to the rules where one is given. */
import { buffersOfNorm, maskBuffers, weightByNorm, weightsOfNorm } from './normed-weight.js';
import {
  optionalChoice,
  type BufferSpec,
  type Builder,
  type Parameter,
  type Shape,
  type Value,
  type WeightSpec,
} from './layer.js';

export type WeightNorm = 'plain' | 'spectral' | 'standard' | 'scaled' | undefined;

/** Salimans & Kingma 2016 (plain); Miyato et al. 2018 (spectral); Qiao et al. 2019 (standard); Brock et al. 2021 (scaled). */
export const weightNorm = (): Parameter<WeightNorm> =>
  optionalChoice(
    ['plain', 'spectral', 'standard', 'scaled'],
    'scales the weight: `plain` learns its length apart, `spectral` divides by its largest singular value, `standard` gives each filter mean 0 and variance 1, `scaled` also a learned gain over the root of its inputs',
  );

export type WeightMask = 'before' | 'upto' | undefined;

/** van den Oord et al. 2016: masks A and B. */
export const weightMask = (): Parameter<WeightMask> =>
  optionalChoice(
    ['before', 'upto'],
    'hides the taps that come later in reading order: `before` the middle one too (mask A of PixelCNN), `upto` only those behind it (mask B)',
  );

export interface NormSite {
  readonly training: boolean;
  readonly buffers: { readonly [name: string]: Value };
  update(buffer: string, value: Value): void;
}

/** The weights in place of `weight`: with some norms also one number for each output. */
export const weightNormWeights = (weight: WeightSpec, norm: WeightNorm): { [name: string]: WeightSpec | false } =>
  norm === undefined ? { weight } : weightsOfNorm(weight, norm);

/** Spectral norm keeps its two singular vectors from step to step; a mask is as large as the weight. */
export const weightNormBuffers = (
  shape: Shape,
  norm: WeightNorm,
  mask?: WeightMask,
): { [name: string]: BufferSpec | false } => ({
  ...(norm !== undefined && buffersOfNorm(shape, norm)),
  ...(mask !== undefined && maskBuffers(shape, mask)),
});

/** The weight that the layer multiplies with. */
export function normedWeight(
  op: Builder,
  weights: { readonly [name: string]: Value },
  norm: WeightNorm,
  site: NormSite,
): Value {
  const weight = norm === undefined ? weights['weight']! : weightByNorm(op, weights, norm, site);
  const { mask } = site.buffers;
  return mask ? op.masked(weight, mask) : weight;
}
