/** `layernorm`: gives each vector mean 0 and variance 1, then a learned scale and shift. */
import { axesNormSketch } from '../sketch.js';
import { defineLayer, flag, positive, spelled } from './layer.js';
import { areLast, axesExist, axesIn, normAxes, sizesAt } from './norm-axes.js';

export const layernorm = defineLayer({
  name: 'layernorm',
  summary:
    'Gives the numbers along the last dimension (or `axes`) mean 0 and variance 1, then a learned scale and shift.',
  formula: 'y = (x - mean) / √(var + eps) · weight + bias',
  source: 'Ba et al. 2016',
  keras: 'layers.LayerNormalization',
  traits: ['normalizes', 'feature-last'],
  parameters: {
    axes: normAxes(),
    bias: flag('learns a shift', { default: true }),
    eps: positive('added to the variance', { default: 1e-5 }),
    affine: flag('learns a scale, and a shift if `bias`', { default: true, alias: 'elementwise_affine' }),
  },
  input: ['...'],
  requires: [axesExist()],
  shape: ({ x }) => x.shape,
  weights: ({ x }, a) => ({
    weight: a.affine && { shape: sizesAt(x, a.axes), init: 'ones' },
    bias: a.affine && a.bias && { shape: sizesAt(x, a.axes), init: 'zeros' },
  }),
  lower: (op, x, { weight, bias }, a) => op.layerNorm(x, weight, bias, { axes: axesIn(x.type, a.axes), eps: a.eps }),
  spell: {
    pytorch: ({ x }, a) =>
      areLast(x, a.axes)
        ? spelled('nn.LayerNorm', [sizesAt(x, a.axes)], {
            eps: { value: a.eps, default: 1e-5 },
            elementwise_affine: { value: a.affine, default: true },
            bias: { value: a.bias, default: true },
          })
        : `layer_norm(x, axes=(${axesIn(x, a.axes)
            .map(i => i + 1)
            .join(', ')},), eps=${String(a.eps)})`,
  },
  sketch: ({ x }, a) => axesNormSketch(x.shape, axesIn(x, a.axes), 'mean and variance'),
  example: 'layernorm',
  exampleInput: '[16, 64]',
});
