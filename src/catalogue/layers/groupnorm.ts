/** `groupnorm`: gives each group of channels mean 0 and variance 1, sample by sample. */
import { channelNormSketch } from '../sketch.js';
import type { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { count, flag, positive, spelled } from './layer.js';
import { divides, product } from './rules.js';

export const groupnorm = defineChannelLayer({
  name: 'groupnorm',
  summary:
    'Gives each group of channels of a sample mean 0 and variance 1, then a learned scale and shift for each channel.',
  formula: 'y = (x - mean) / √(var + eps) · weight + bias',
  source: 'Wu & He 2018',
  keras: 'layers.GroupNormalization',
  traits: ['normalizes'],
  parameters: {
    groups: count('number of groups', { min: 1, default: 32, alias: 'num_groups' }),
    eps: positive('added to the variance', { default: 1e-5 }),
    affine: flag('learns a scale and a shift for each channel', { default: true }),
    axis: channelAxis(),
  },
  input: ['C', '...'],
  requires: [
    divides(
      'groups',
      ({ C }: { C: Dim }, { groups }: { groups: Dim }) => ({ size: C, parts: groups }),
      (C, groups) => `${String(C)} channels cannot be split into ${String(groups)} equal groups`,
    ),
    {
      at: 'groups',
      // PyTorch counts the numbers of the whole batch here, so it refuses a batch of 1 and runs larger ones, to no purpose.
      severity: 'warning',
      holds: ({ x }, { groups }) => product(x.shape).is('>', groups),
      says: () =>
        'each group has only one number: less its mean it is always 0, and PyTorch refuses it in batches of 1',
      instead: () => [{ argument: 'groups', value: '1' }],
    },
  ],
  shape: ({ x }) => x.shape,
  weights: ({ C }, a) => ({
    weight: a.affine && { shape: [C], init: 'ones' },
    bias: a.affine && { shape: [C], init: 'zeros' },
  }),
  lower: (op, x, { weight, bias }, { groups, eps }) => op.groupNorm(x, weight, bias, { groups, eps }),
  spell: {
    pytorch: ({ C }, a) =>
      spelled('nn.GroupNorm', [a.groups, C], {
        eps: { value: a.eps, default: 1e-5 },
        affine: { value: a.affine, default: true },
      }),
  },
  sketch: ({ x }, a) => (a.groups.isConstant ? channelNormSketch(x.shape, 0, a.groups.value, false) : undefined),
  example: 'groupnorm(8)',
  exampleInput: '16x16x16',
});
