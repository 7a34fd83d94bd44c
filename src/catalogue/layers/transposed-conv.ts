/** `transposed_conv`: the adjoint of a convolution; with a stride it enlarges a map. */
import { Dim } from '../../shape/dim.js';
import { transposedCount } from '../../shape/window.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { init, weight } from './initial.js';
import { count, flag, padding, perAxis, spatial, spelled, type Value } from './layer.js';
import { divides } from './rules.js';
import { normedWeight, weightNorm, weightNormBuffers, weightNormWeights } from './weight-norm.js';
import { cross, everyAxis, perAxisText, isEven, sidesOf } from './window.js';

interface Arguments {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: Parameters<typeof sidesOf>[1]['padding'];
  readonly output_padding: readonly Dim[];
  readonly dilation: readonly Dim[];
}

function sizes(axes: readonly Dim[], a: Arguments): readonly Dim[] {
  const sides = sidesOf(axes, a);
  return a.kernel.map((kernel, i) => {
    const size = axes[i] ?? Dim.of(1);
    const padding = sides[i] ?? ([0, 0] as const);
    const [stride, dilation, outputPadding] = [a.stride[i] ?? 1, a.dilation[i] ?? 1, a.output_padding[i] ?? 0];
    return transposedCount({ size, kernel, stride, padding, dilation, outputPadding }).count;
  });
}

/** The spectral norm is over rows for the output's channels, which stand second here; lengths are for each input channel. */
function normed(...[op, weights, norm, site]: Parameters<typeof normedWeight>): Value {
  const { weight } = weights;
  if (norm !== 'spectral' || !weight) return normedWeight(op, weights, norm, site);
  const order = weight.type.shape.map((_, i) => (i < 2 ? 1 - i : i));
  const turned = { ...weights, weight: op.permute(weight, { order }) };
  return op.permute(normedWeight(op, turned, norm, site), { order });
}

export const transposedConv = defineChannelLayer({
  name: 'transposed_conv',
  summary: 'Spreads each input cell over a window of the output; with a stride it enlarges the map.',
  formula: 'size = (input - 1)·stride - 2·padding + dilation·(kernel - 1) + 1 + output_padding',
  source: 'Dumoulin & Visin 2016, A guide to convolution arithmetic for deep learning, chapter 4',
  keras: 'layers.Conv1DTranspose, Conv2DTranspose, Conv3DTranspose',
  traits: ['adds-bias', 'mixes-channels', 'linear', 'slides-transposed'],
  parameters: {
    channels: count('output channels', { min: 1, alias: 'out_channels' }),
    kernel: perAxis('filter size', { min: 1, alias: 'kernel_size' }),
    stride: perAxis('step between the windows of neighbours', { min: 1, default: 1 }),
    padding: padding('cells cut off on each side of the result', { default: 0, words: [] }),
    output_padding: perAxis('cells added behind the result', { min: 0, default: 0 }),
    groups: count('independent slices of the channels', { min: 1, default: 1 }),
    bias: flag('adds one learned number to each output channel', { default: true }),
    dilation: perAxis('distance between the taps of a filter', { min: 1, default: 1 }),
    init: init(),
    weight_norm: weightNorm(),
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
    {
      at: 'output_padding',
      holds: ({ axes }, a) =>
        everyAxis(axes, i =>
          (a.output_padding[i] ?? Dim.of(0)).is('<', (a.stride[i] ?? Dim.of(1)).max(a.dilation[i] ?? 1)),
        ),
      says: (_, a) =>
        `an output padding of ${cross(a.output_padding)} must be below the stride ${cross(a.stride)} or the dilation ${cross(a.dilation)}`,
      instead: (_, a) => [
        { argument: 'output_padding', value: perAxisText(a.stride.map((s, i) => s.max(a.dilation[i] ?? 1).minus(1))) },
      ],
    },
    {
      at: 'padding',
      holds: ({ axes }, a) => {
        const found = sizes(axes, a);
        return everyAxis(axes, i => (found[i] ?? Dim.of(1)).is('>=', 1));
      },
      says: ({ axes }, a) => `the padding cuts off more than there is: the result would be ${cross(sizes(axes, a))}`,
    },
  ],
  shape: ({ axes }, a) => [a.channels, ...sizes(axes, a)],
  weights: ({ C }, a) => ({
    ...weightNormWeights(weight([C, a.channels.over(a.groups), ...a.kernel], a.init, 'kaiming_uniform'), a.weight_norm),
    bias: a.bias && { shape: [a.channels], init: 'fan_in_uniform' },
  }),
  buffers: ({ C }, a) => weightNormBuffers([a.channels.over(a.groups), C, ...a.kernel], a.weight_norm),
  lower(op, x, weights, a, site) {
    const { bias } = weights;
    const { axes } = site.bound;
    const padding = sidesOf(axes, a);
    const { stride, output_padding: outputPadding, dilation, groups } = a;
    const y = op.transposedConv(x, normed(op, weights, a.weight_norm, site), {
      stride,
      padding,
      outputPadding,
      dilation,
      groups,
    });
    return bias ? op.addBias(y, bias, { axis: 0 }) : y;
  },
  spell: {
    pytorch: ({ C, axes }, a) => {
      const sides = sidesOf(axes, a);
      const conv = spelled(`nn.ConvTranspose${String(axes.length)}d`, [C, a.channels, a.kernel], {
        stride: { value: a.stride, default: 1 },
        padding: { value: isEven(sides) ? sides.map(([low]) => low) : undefined, default: 0 },
        output_padding: { value: a.output_padding, default: 0 },
        groups: { value: a.groups, default: 1 },
        bias: { value: a.bias, default: true },
        dilation: { value: a.dilation, default: 1 },
      });
      if (isEven(sides)) return conv;
      const cut = [...sides].reverse().flatMap(([low, high]) => [low.negate(), high.negate()]);
      return `nn.Sequential(${conv}, nn.ZeroPad${String(axes.length)}d((${cut.map(String).join(', ')})))`;
    },
  },
  example: 'transposed_conv(64, 2, stride: 2)',
});
