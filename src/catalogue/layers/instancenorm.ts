/** `instancenorm`: gives each channel of each sample mean 0 and variance 1. */
import { channelNormSketch } from '../sketch.js';
import { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { flag, positive, spatial, spelled } from './layer.js';
import { product } from './rules.js';

export const instancenorm = defineChannelLayer({
  name: 'instancenorm',
  summary: 'Gives each channel of each sample mean 0 and variance 1 over its cells.',
  formula: 'y = (x - mean) / √(var + eps) · weight + bias',
  source: 'Ulyanov et al. 2016',
  keras: 'layers.GroupNormalization(groups=-1)',
  traits: ['normalizes', 'removes-channel-mean'],
  parameters: {
    eps: positive('added to the variance', { default: 1e-5 }),
    affine: flag('learns a scale and a shift for each channel', { default: false }),
    track: flag('keeps running statistics for inference', { default: false, alias: 'track_running_stats' }),
    momentum: positive('share of the new batch in the running statistics', { default: 0.1 }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [
    {
      holds: ({ axes }, { track }) => track || product(axes).is('>', 1),
      says: () => 'each channel has only one cell, so its variance is nothing: more than 1 is needed',
    },
    {
      severity: 'warning',
      holds: ({ axes }, { track }) => !track || product(axes).is('>', 1),
      says: () => 'each channel has only one cell: running statistics serve inference, but PyTorch refuses to train it',
    },
  ],
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
  lower(op, x, { weight, bias }, { eps, momentum }, { buffers, training, update, bound: { C, axes } }) {
    const { running_mean: mean, running_var: variance, num_batches_tracked: batches } = buffers;
    if (mean && variance && !training) return op.batchNormInference(x, weight, bias, mean, variance, { eps, axis: 0 });
    if (mean && variance && batches) {
      const cells = axes.map((_, i) => i + 1);
      // No gradient flows through running statistics, so nothing is kept for them.
      const seen = op.stopGradient(x);
      const center = op.reduceMean(seen, { axes: cells, keep: true });
      const spread = op.reduceSum(op.square(op.subtract(seen, center)), { axes: cells, keep: false });
      // The variance that is kept is the unbiased one, as in PyTorch.
      const count = product(axes).minus(1);
      const moved = (old: typeof mean, now: typeof mean): typeof mean =>
        op.add(
          op.scaleBy(old, { by: Dim.inexact(1 - momentum) }),
          op.scaleBy(op.meanOverBatch(now), { by: Dim.inexact(momentum) }),
        );
      update('running_mean', moved(mean, op.reshape(center, { shape: [C] })));
      update('running_var', moved(variance, op.scaleBy(spread, { by: Dim.of(1).over(count) })));
      update('num_batches_tracked', op.addConstant(batches, { constant: 1 }));
    }
    return op.groupNorm(x, weight, bias, { groups: C, eps, instance: true, tracked: mean !== undefined });
  },
  spell: {
    pytorch: ({ C, axes }, a) =>
      spelled(`nn.InstanceNorm${String(axes.length)}d`, [C], {
        eps: { value: a.eps, default: 1e-5 },
        momentum: { value: a.momentum, default: 0.1 },
        affine: { value: a.affine, default: false },
        track_running_stats: { value: a.track, default: false },
      }),
  },
  sketch: ({ x }) => channelNormSketch(x.shape, 0, 'each', false),
  example: 'instancenorm',
});
