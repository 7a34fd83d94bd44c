/** `deformable_conv`: a convolution whose taps stand where another point says. */
import type { Dim } from '../../shape/dim.js';
import { init, weight } from './initial.js';
import {
  count,
  defineLayer,
  flag,
  padding,
  perAxis,
  point,
  spatial,
  spelled,
  type Shape,
  type Truth,
} from './layer.js';
import { divides, product, written } from './rules.js';
import { sidesOf, windowFits, windows } from './window.js';

interface Arguments {
  readonly kernel: readonly Dim[];
}

/** Whether a point has a plane for each window of the result, and so many for each tap. */
function fits(planes: number, given: Shape | undefined, result: Shape, { kernel }: Arguments): Truth {
  if (given === undefined) return true;
  const [channels, ...axes] = given;
  if (channels === undefined || axes.length !== result.length) return false;
  const answers = [
    channels.isMultipleOf(product(kernel).times(planes)),
    ...axes.map((size, i) => size.is('==', result[i] ?? size)),
  ];
  return answers.includes(false) ? false : answers.includes('unknown') ? 'unknown' : true;
}

export const deformableConv = defineLayer({
  name: 'deformable_conv',
  summary: 'A convolution over two axes in which each tap of each window is shifted by what `offset` says.',
  formula: 'y[k, p] = b[k] + Σ w[k, c, q] x[c, p·stride + q·dilation - padding + offset[q, p]] · mask[q, p]',
  source: 'Dai et al. 2017; Zhu et al. 2019 (mask)',
  traits: ['adds-bias', 'mixes-channels', 'non-linear'],
  parameters: {
    channels: count('output channels: the number of filters', { min: 1, alias: 'out_channels' }),
    kernel: perAxis('filter size', { min: 1, alias: 'kernel_size' }),
    offset: point('shifts of the taps, down and right in turn: [2 · taps, H, W] as large as the result'),
    mask: point('a factor for each tap: [taps, H, W]', { optional: true }),
    stride: perAxis('step from one window to the next', { min: 1, default: 1 }),
    padding: padding('cells added on each side, `same` or `valid`', { default: 0, words: ['same', 'valid'] }),
    dilation: perAxis('distance between the taps of a filter', { min: 1, default: 1 }),
    groups: count('independent slices of the channels', { min: 1, default: 1 }),
    bias: flag('adds one learned number to each output channel', { default: true }),
    init: init(),
  },
  input: ['C', ...spatial(2, 2)],
  requires: [
    divides(
      'groups',
      ({ C }: { C: Dim }, { groups }: { groups: Dim }) => ({ size: C, parts: groups }),
      (C, groups) => `${C.toString()} input channels cannot be split into ${groups.toString()} equal groups`,
    ),
    divides(
      'groups',
      (_: unknown, { channels, groups }: { channels: Dim; groups: Dim }) => ({ size: channels, parts: groups }),
      (channels, groups) =>
        `${channels.toString()} output channels cannot be split into ${groups.toString()} equal groups`,
    ),
    windowFits(),
    {
      at: 'offset',
      holds: ({ axes, points: { offset } }, a) => (offset ? fits(2, offset.shape, windows(axes, a), a) : false),
      says: ({ axes, points: { offset } }, a) =>
        `the offset is ${written(offset?.shape ?? [])}, but ${written([product(a.kernel).times(2), ...windows(axes, a)])} is needed: two numbers for each tap of each window`,
    },
    {
      at: 'mask',
      holds: ({ axes, points: { mask } }, a) => fits(1, mask?.shape, windows(axes, a), a),
      says: ({ axes, points: { mask } }, a) =>
        `the mask is ${written(mask?.shape ?? [])}, but ${written([product(a.kernel), ...windows(axes, a)])} is needed: one number for each tap of each window`,
    },
  ],
  shape: ({ axes }, a) => [a.channels, ...windows(axes, a)],
  weights: ({ C }, a) => ({
    weight: weight([a.channels, C.over(a.groups), ...a.kernel], a.init, 'kaiming_uniform'),
    bias: a.bias && { shape: [a.channels], init: 'fan_in_uniform' },
  }),
  lower(op, x, { weight, bias }, a, { bound: { axes }, points: { offset, mask } }) {
    const { stride, dilation, groups } = a;
    const attributes = { stride, padding: sidesOf(axes, a), dilation, groups };
    const y = op.deformableConv(x, offset ?? x, weight!, mask, attributes);
    return bias ? op.addBias(y, bias, { axis: 0 }) : y;
  },
  spell: {
    pytorch: ({ C, axes }, a) =>
      spelled('torchvision.ops.DeformConv2d', [C, a.channels, a.kernel], {
        stride: { value: a.stride, default: 1 },
        padding: { value: sidesOf(axes, a).map(([low]) => low), default: 0 },
        dilation: { value: a.dilation, default: 1 },
        groups: { value: a.groups, default: 1 },
        bias: { value: a.bias, default: true },
      }),
  },
  example: 'deformable_conv(8, 3, offset: parameter([18, 16, 16]), padding: same)',
});
