/** `avgpool`: the mean of each window. */
import { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { flag, optionalCount, optionalPerAxis, padding, perAxis, spatial, spelled } from './layer.js';
import { poolSpelledSides, poolWindow } from './pool.js';
import {
  cross,
  everyAxis,
  perAxisText,
  paddingWithinHalf,
  sidesOf,
  windowFits,
  windows,
  type WindowArguments,
} from './window.js';

export const avgpool = defineChannelLayer({
  name: 'avgpool',
  summary: 'The mean of each window, channel by channel.',
  formula: 'y[c, p] = mean over q of x[c, p·stride + q - padding]',
  source: 'LeCun et al. 1989',
  keras: 'layers.AveragePooling1D, 2D, 3D',
  traits: ['pools', 'linear', 'slides'],
  parameters: {
    kernel: perAxis('window size', { min: 1, alias: 'kernel_size' }),
    stride: optionalPerAxis('step from one window to the next; the window size if not given', { min: 1 }),
    padding: padding('cells of zero on each side, or `same`, whose cells do not count', {
      default: 0,
      words: ['same', 'valid'],
    }),
    ceil_mode: flag('lets a last window stick out at the end', { default: false, alias: 'ceil' }),
    count_pad: flag('counts cells of the padding in the mean', { default: true, alias: 'count_include_pad' }),
    divisor: optionalCount('divides by this instead of the number of cells', { min: 1, alias: 'divisor_override' }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [
    poolWindow(paddingWithinHalf()),
    poolWindow(windowFits((a: WindowArguments & { readonly ceil_mode: boolean }) => a.ceil_mode)),
    {
      // PyTorch's pooling over volumes asks more than the one over maps: the window must fit without any padding.
      at: 'kernel',
      holds: ({ axes }, a) =>
        axes.length < 3 || a.padding === 'same'
          ? true
          : everyAxis(axes, i => (axes[i] ?? Dim.of(1)).is('>=', a.kernel[i] ?? 1)),
      says: ({ axes }, a) =>
        `a ${cross(a.kernel)} window does not fit in the ${cross(axes)} input; over three axes it must fit without its padding`,
      instead: ({ axes }, a) => [
        { argument: 'kernel', value: perAxisText(a.kernel.map((k, i) => k.min(axes[i] ?? k))) },
      ],
    },
  ],
  shape: ({ C, axes }, a) => [C, ...windows(axes, { ...a, stride: a.stride ?? a.kernel }, a.ceil_mode)],
  lower(op, x, _, a, { bound: { axes } }) {
    const stride = a.stride ?? a.kernel;
    return op.avgpool(x, {
      kernel: a.kernel,
      stride,
      padding: sidesOf(axes, { ...a, stride }),
      ceil: a.ceil_mode,
      countPad: a.count_pad && a.padding !== 'same',
      divisor: a.divisor,
    });
  },
  spell: {
    pytorch: ({ axes }, a) =>
      poolSpelledSides(axes, { ...a, stride: a.stride ?? a.kernel }, '0', padding =>
        spelled(`nn.AvgPool${String(axes.length)}d`, [a.kernel], {
          stride: { value: a.stride, default: a.kernel },
          padding: { value: padding, default: 0 },
          ceil_mode: { value: a.ceil_mode, default: false },
          count_include_pad: { value: a.count_pad && a.padding !== 'same', default: true },
          divisor_override: { value: a.divisor, default: undefined },
        }),
      ),
  },
  example: 'avgpool(2)',
});
