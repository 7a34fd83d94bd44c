/** `batchnorm`: gives each channel mean 0 and variance 1 over the batch, then a learned scale and shift. */
import { channelNormSketch } from '../sketch.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { flag, optionalReal, positive, spelled, type Value } from './layer.js';

export const batchnorm = defineChannelLayer({
  name: 'batchnorm',
  summary: 'Gives each channel mean 0 and variance 1 over the batch, then a learned scale and shift.',
  formula: 'y = (x - mean) / √(var + eps) · weight + bias',
  source: 'Ioffe & Szegedy 2015',
  keras: 'layers.BatchNormalization',
  traits: ['normalizes', 'removes-channel-mean', 'batch-statistics'],
  parameters: {
    eps: positive('added to the variance', { default: 1e-5 }),
    momentum: optionalReal('share of the new batch in the running statistics; `none` averages over all batches', {
      min: 0,
      max: 1,
      default: 0.1,
    }),
    affine: flag('learns a scale and a shift for each channel', { default: true }),
    track: flag('keeps running statistics for inference', { default: true, alias: 'track_running_stats' }),
    axis: channelAxis(),
  },
  input: ['C', '...'],
  weights: ({ C }, a) => ({
    weight: a.affine && { shape: [C], init: 'ones' },
    bias: a.affine && { shape: [C], init: 'zeros' },
  }),
  buffers: ({ C }, a) => ({
    running_mean: a.track && { shape: [C], dtype: 'float', fill: 0 },
    running_var: a.track && { shape: [C], dtype: 'float', fill: 1 },
    num_batches_tracked: a.track && { shape: [], dtype: 'int64', fill: 0 },
  }),
  shape: ({ x }) => x.shape,
  lower(op, x, { weight, bias }, { eps, momentum }, { buffers, training, update, bound: { C } }) {
    const { running_mean: mean, running_var: variance, num_batches_tracked: batches } = buffers;
    const attributes = { eps, axis: 0 };
    if (mean && variance && !training) return op.batchNormInference(x, weight, bias, mean, variance, attributes);
    const none = (fill: number): Value => op.constant({ value: fill, shape: [C] });
    const [y, newMean, newVariance] = op.batchNorm(x, weight, bias, mean ?? none(0), variance ?? none(1), {
      ...attributes,
      momentum: momentum ?? 0.1,
    });
    if (mean && variance && batches) {
      update('running_mean', newMean);
      update('running_var', newVariance);
      update('num_batches_tracked', op.addConstant(batches, { constant: 1 }));
    }
    return y;
  },
  spell: {
    pytorch: ({ C, rest }, a) =>
      spelled(`nn.BatchNorm${String(Math.max(1, rest.length))}d`, [C], {
        eps: { value: a.eps, default: 1e-5 },
        momentum: { value: a.momentum ?? null, default: 0.1 },
        affine: { value: a.affine, default: true },
        track_running_stats: { value: a.track, default: true },
      }),
  },
  sketch: ({ x }) => channelNormSketch(x.shape, 0, 'each', true),
  example: 'batchnorm',
});
