/** `rmsnorm`: divides each vector by its root mean square, then a learned scale. */
import { axesNormSketch } from '../sketch.js';
import { defineLayer, flag, optionalReal, spelled } from './layer.js';
import { axesExist, axesIn, normAxes, sizesAt } from './norm-axes.js';

export const rmsnorm = defineLayer({
  name: 'rmsnorm',
  summary: 'Divides the numbers along the last dimension (or `axes`) by their root mean square, then scales them.',
  formula: 'y = x / √(mean(x²) + eps) · weight',
  source: 'Zhang & Sennrich 2019',
  keras: 'layers.RMSNormalization',
  traits: ['normalizes', 'feature-last'],
  parameters: {
    eps: optionalReal('added to the mean of squares; the smallest step of the number format if not given', { min: 0 }),
    axes: normAxes(),
    affine: flag('learns a scale', { default: true, alias: 'elementwise_affine' }),
  },
  input: ['...'],
  requires: [axesExist()],
  shape: ({ x }) => x.shape,
  weights: ({ x }, a) => ({ weight: a.affine && { shape: sizesAt(x, a.axes), init: 'ones' } }),
  lower: (op, x, { weight }, a) => op.rmsNorm(x, weight, { axes: axesIn(x.type, a.axes), eps: a.eps ?? 2 ** -23 }),
  spell: {
    pytorch: ({ x }, a) =>
      spelled('nn.RMSNorm', [sizesAt(x, a.axes)], {
        eps: { value: a.eps, default: undefined },
        elementwise_affine: { value: a.affine, default: true },
      }),
  },
  sketch: ({ x }, a) => axesNormSketch(x.shape, axesIn(x, a.axes), 'root mean square'),
  example: 'rmsnorm',
  exampleInput: '[16, 64]',
});
