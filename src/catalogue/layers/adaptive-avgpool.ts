/** `adaptive_avgpool`: means of so many windows that share the input evenly. */
import { binsSketch } from '../sketch.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { perAxisOrKept, python, spatial } from './layer.js';

export const adaptiveAvgpool = defineChannelLayer({
  name: 'adaptive_avgpool',
  summary: 'The mean of windows laid so that the result has the given size.',
  formula: 'window i reaches from ⌊i·input / size⌋ to ⌈(i + 1)·input / size⌉',
  source: 'He et al. 2015, Spatial pyramid pooling',
  traits: ['pools', 'linear'],
  parameters: {
    size: perAxisOrKept('size of the result; `none` keeps an axis as it is', { min: 0, alias: 'output_size' }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  shape: ({ C, axes }, a) => [C, ...axes.map((size, i) => a.size[i] ?? size)],
  lower: (op, x, _, a, { bound: { axes } }) =>
    op.adaptiveAvgpool(x, { size: axes.map((size, i) => a.size[i] ?? size) }),
  spell: { pytorch: ({ axes }, a) => `nn.AdaptiveAvgPool${String(axes.length)}d(${python(a.size)})` },
  sketch: ({ axes }, a) =>
    binsSketch(
      axes,
      axes.map((size, i) => a.size[i] ?? size),
    ),
  example: 'adaptive_avgpool(7)',
});
