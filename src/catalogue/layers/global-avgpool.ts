/** `global_avgpool`: the mean of each channel. */
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { spatial } from './layer.js';

export const globalAvgpool = defineChannelLayer({
  name: 'global_avgpool',
  summary: 'The mean of each channel over all of its cells.',
  formula: 'y[c] = mean of x[c, ...]',
  source: 'Lin et al. 2013, Network in network',
  keras: 'layers.GlobalAveragePooling1D, 2D, 3D',
  traits: ['pools', 'linear', 'global'],
  parameters: { axis: channelAxis() },
  input: ['C', ...spatial(1, 3)],
  shape: ({ C }) => [C],
  lower: (op, x) => op.globalAvgpool(x),
  spell: { pytorch: ({ axes }) => `nn.Sequential(nn.AdaptiveAvgPool${String(axes.length)}d(1), nn.Flatten())` },
  example: 'global_avgpool',
});
