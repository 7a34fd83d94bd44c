/** `global_maxpool`: the largest cell of each channel. */
import { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { spatial } from './layer.js';

export const globalMaxpool = defineChannelLayer({
  name: 'global_maxpool',
  summary: 'The largest cell of each channel.',
  formula: 'y[c] = max of x[c, ...]',
  source: 'Oquab et al. 2015',
  keras: 'layers.GlobalMaxPooling1D, 2D, 3D',
  traits: ['pools', 'non-linear', 'global'],
  parameters: { axis: channelAxis() },
  input: ['C', ...spatial(1, 3)],
  shape: ({ C }) => [C],
  lower: (op, x, _, __, { bound: { C, axes } }) => {
    const [y] = op.adaptiveMaxpool(x, { size: axes.map(() => Dim.of(1)) });
    return op.reshape(y, { shape: [C] });
  },
  spell: { pytorch: ({ axes }) => `nn.Sequential(nn.AdaptiveMaxPool${String(axes.length)}d(1), nn.Flatten())` },
  example: 'global_maxpool',
});
