/** `conv`: convolution over one to three axes (cross-correlation, as deep learning means the word). */
import type { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { choice, count, flag, padding, perAxis, spatial } from './layer.js';
import { convSpelled, padForConv, type ConvArguments } from './conv-padding.js';
import { init, weight } from './initial.js';
import { divides } from './rules.js';
import { normedWeight, weightMask, weightNorm, weightNormBuffers, weightNormWeights } from './weight-norm.js';
import { windowFits, windows } from './window.js';
import { paddingSource } from './pad-rules.js';

export const conv = defineChannelLayer({
  name: 'conv',
  summary: 'Slides `channels` filters over the axes behind the channel; each filter sees every channel of its group.',
  formula: 'y[k, p] = b[k] + Σ w[k, c, q] x[c, p·stride + q·dilation - padding]',
  source: 'Dumoulin & Visin 2016, A guide to convolution arithmetic for deep learning',
  keras: 'layers.Conv1D, Conv2D, Conv3D',
  traits: ['adds-bias', 'mixes-channels', 'linear', 'slides'],
  parameters: {
    channels: count('output channels: the number of filters', { min: 1, alias: 'out_channels' }),
    kernel: perAxis('filter size', { min: 1, alias: 'kernel_size' }),
    stride: perAxis('step from one window to the next', { min: 1, default: 1 }),
    padding: padding('cells added on each side, `same`, `valid` or `causal`', { default: 0 }),
    dilation: perAxis('distance between the taps of a filter', { min: 1, default: 1 }),
    groups: count('independent slices of the channels', { min: 1, default: 1 }),
    bias: flag('adds one learned number to each output channel', { default: true }),
    padding_mode: choice(['zeros', 'reflect', 'replicate', 'circular'], 'what the added cells hold', {
      default: 'zeros',
    }),
    init: init(),
    weight_norm: weightNorm(),
    mask: weightMask(),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [
    divides(
      'groups',
      ({ C }: { C: Dim }, { groups }: { groups: Dim }) => ({ size: C, parts: groups }),
      (C, groups) => `${String(C)} input channels cannot be split into ${String(groups)} equal groups`,
    ),
    divides(
      'groups',
      (_: unknown, { channels, groups }: { channels: Dim; groups: Dim }) => ({ size: channels, parts: groups }),
      (channels, groups) => `${String(channels)} output channels cannot be split into ${String(groups)} equal groups`,
    ),
    windowFits(),
    paddingSource((a: ConvArguments) => (a.padding_mode === 'zeros' ? undefined : a.padding_mode)),
  ],
  shape: ({ axes }, a) => [a.channels, ...windows(axes, a)],
  weights: ({ C }, a) => ({
    ...weightNormWeights(weight([a.channels, C.over(a.groups), ...a.kernel], a.init, 'kaiming_uniform'), a.weight_norm),
    bias: a.bias && { shape: [a.channels], init: 'fan_in_uniform' },
  }),
  buffers: ({ C }, a) => weightNormBuffers([a.channels, C.over(a.groups), ...a.kernel], a.weight_norm, a.mask),
  lower(op, x, weights, a, site) {
    const [input, sides] = padForConv(op, x, site.bound.axes, a);
    const { stride, dilation, groups } = a;
    const y = op.conv(input, normedWeight(op, weights, a.weight_norm, site), {
      stride,
      padding: sides,
      dilation,
      groups,
    });
    return weights.bias ? op.addBias(y, weights.bias, { axis: 0 }) : y;
  },
  spell: { pytorch: ({ C, axes }, a) => convSpelled(`nn.Conv${String(axes.length)}d`, C, axes, a) },
  example: 'conv(64, 3, padding: same)',
});
