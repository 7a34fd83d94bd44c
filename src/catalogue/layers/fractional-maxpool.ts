/** `fractional_maxpool`: the largest cell of windows whose places are drawn by chance. */
import { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { factors, optionalPerAxis, perAxis, spatial, spelled, type Shape } from './layer.js';
import { cross, everyAxis, perAxisText } from './window.js';

interface Arguments {
  readonly size: readonly Dim[] | undefined;
  readonly ratio: readonly Dim[] | undefined;
}

const sizes = (axes: Shape, a: Arguments): Shape =>
  a.size ?? axes.map((size, i) => size.times(a.ratio?.[i] ?? 1).floor());

export const fractionalMaxpool = defineChannelLayer({
  name: 'fractional_maxpool',
  summary: 'The largest cell of windows whose distance changes by chance, so that any smaller size can be reached.',
  formula: 'size = ⌊input · ratio⌋',
  source: 'Graham 2014',
  traits: ['pools', 'non-linear'],
  parameters: {
    kernel: perAxis('window size', { min: 1, alias: 'kernel_size' }),
    size: optionalPerAxis('size of the result', { min: 1, alias: 'output_size' }),
    ratio: factors('size of the result as a share of the input', { alias: 'output_ratio' }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(2, 3)],
  requires: [
    {
      at: 'size',
      holds: (_, a) => (a.size === undefined) !== (a.ratio === undefined),
      says: () => 'needs either `size` or `ratio`',
      instead: () => [{ argument: 'ratio', value: '0.5' }],
    },
    {
      at: 'size',
      holds: ({ axes }, a) => {
        const result = sizes(axes, a);
        return everyAxis(axes, i =>
          (result[i] ?? Dim.of(1))
            .plus(a.kernel[i] ?? 1)
            .minus(1)
            .is('<=', axes[i] ?? 1),
        );
      },
      says: ({ axes }, a) =>
        `${cross(sizes(axes, a))} windows of ${cross(a.kernel)} do not fit in the ${cross(axes)} input`,
      instead: ({ axes }, a) => [
        { argument: 'size', value: perAxisText(axes.map((size, i) => size.minus(a.kernel[i] ?? 1).plus(1))) },
      ],
    },
  ],
  shape: ({ C, axes }, a) => [C, ...sizes(axes, a)],
  lower(op, x, _, a, { bound: { axes } }) {
    const [y] = op.fractionalMaxpool(x, { kernel: a.kernel, size: sizes(axes, a) });
    return y;
  },
  spell: {
    pytorch: ({ axes }, a) =>
      spelled(`nn.FractionalMaxPool${String(axes.length)}d`, [a.kernel], {
        output_size: { value: a.size, default: undefined },
        output_ratio: { value: a.ratio, default: undefined },
      }),
  },
  example: 'fractional_maxpool(2, ratio: 0.7)',
});
