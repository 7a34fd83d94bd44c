/** `channel_dropout`: zeros in whole channels at random while training. */
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { fraction, spatial, spelled } from './layer.js';

export const channelDropout = defineChannelLayer({
  name: 'channel_dropout',
  summary: 'While training, puts zero for a random share of the channels and enlarges the rest.',
  formula: 'y[c] = x[c] · mask[c] / (1 - p)',
  source: 'Tompson et al. 2015',
  keras: 'layers.SpatialDropout1D, 2D, 3D',
  traits: ['drops'],
  parameters: {
    p: fraction('chance of a channel to become zero', { default: 0.5, alias: 'rate' }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 4)],
  shape: ({ x }) => x.shape,
  lower: (op, x, _, { p }, { training }) => (training && p > 0 ? op.dropout(x, { p, channel: true }) : x),
  spell: {
    pytorch: ({ axes }, a) =>
      spelled(`nn.Dropout${String(Math.min(3, axes.length))}d`, [], { p: { value: a.p, default: 0.5 } }),
  },
  example: 'channel_dropout(0.2)',
});
