/** `depthwise_conv`: a convolution in which every channel has filters of its own. */
import { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { choice, count, flag, padding, perAxis, spatial } from './layer.js';
import { convSpelled, padForConv, type ConvArguments } from './conv-padding.js';
import { init, weight } from './initial.js';
import { windowFits, windows } from './window.js';
import { paddingSource } from './pad-rules.js';

export const depthwiseConv = defineChannelLayer({
  name: 'depthwise_conv',
  summary: 'A convolution with one group a channel: each channel is filtered by itself, `multiplier` times.',
  formula: 'y[c, p] = b[c] + Σ w[c, q] x[c, p·stride + q·dilation - padding]',
  source: 'Howard et al. 2017, MobileNets',
  keras: 'layers.DepthwiseConv1D, DepthwiseConv2D',
  traits: ['adds-bias', 'linear', 'slides'],
  parameters: {
    kernel: perAxis('filter size', { min: 1, alias: 'kernel_size' }),
    stride: perAxis('step from one window to the next', { min: 1, default: 1 }),
    padding: padding('cells added on each side, `same`, `valid` or `causal`', { default: 0 }),
    dilation: perAxis('distance between the taps of a filter', { min: 1, default: 1 }),
    multiplier: count('filters for each channel', { min: 1, default: 1 }),
    bias: flag('adds one learned number to each output channel', { default: true }),
    padding_mode: choice(['zeros', 'reflect', 'replicate', 'circular'], 'what the added cells hold', {
      default: 'zeros',
    }),
    init: init(),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [
    windowFits(),
    paddingSource((a: ConvArguments) => (a.padding_mode === 'zeros' ? undefined : a.padding_mode)),
  ],
  shape: ({ C, axes }, a) => [C.times(a.multiplier), ...windows(axes, a)],
  weights: ({ C }, a) => ({
    weight: weight([C.times(a.multiplier), Dim.of(1), ...a.kernel], a.init, 'kaiming_uniform'),
    bias: a.bias && { shape: [C.times(a.multiplier)], init: 'fan_in_uniform' },
  }),
  lower(op, x, { weight, bias }, a, { bound: { C, axes } }) {
    const [input, sides] = padForConv(op, x, axes, a);
    const y = op.conv(input, weight!, { stride: a.stride, padding: sides, dilation: a.dilation, groups: C });
    return bias ? op.addBias(y, bias, { axis: 0 }) : y;
  },
  spell: {
    pytorch: ({ C, axes }, a) =>
      convSpelled(`nn.Conv${String(axes.length)}d`, C, axes, { ...a, channels: C.times(a.multiplier), groups: C }),
  },
  example: 'depthwise_conv(3, padding: same)',
});
