/** `maxpool`: the largest cell of each window. */
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { flag, optionalPerAxis, padding, perAxis, spatial, spelled } from './layer.js';
import { poolWindow, poolSpelledSides } from './pool.js';
import { paddingWithinHalf, sidesOf, windowFits, windows, type WindowArguments } from './window.js';

export const maxpool = defineChannelLayer({
  name: 'maxpool',
  summary: 'Keeps the largest cell of each window, channel by channel.',
  formula: 'y[c, p] = max over q of x[c, p·stride + q·dilation - padding]',
  source: 'Riesenhuber & Poggio 1999; Boureau et al. 2010',
  keras: 'layers.MaxPooling1D, 2D, 3D',
  traits: ['pools', 'non-linear', 'slides'],
  parameters: {
    kernel: perAxis('window size', { min: 1, alias: 'kernel_size' }),
    stride: optionalPerAxis('step from one window to the next; the window size if not given', { min: 1 }),
    padding: padding('cells of minus infinity on each side, or `same`', { default: 0, words: ['same', 'valid'] }),
    dilation: perAxis('distance between the cells of a window', { min: 1, default: 1 }),
    ceil_mode: flag('lets a last window stick out at the end', { default: false, alias: 'ceil' }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [
    poolWindow(paddingWithinHalf()),
    poolWindow(windowFits((a: WindowArguments & { readonly ceil_mode: boolean }) => a.ceil_mode)),
  ],
  results: ['output', 'indices'],
  dtype: ['float', 'int64'],
  shape: ({ C, axes }, a) => {
    const shape = [C, ...windows(axes, { ...a, stride: a.stride ?? a.kernel }, a.ceil_mode)];
    return [shape, shape];
  },
  lower(op, x, _, a, { bound: { axes } }) {
    const stride = a.stride ?? a.kernel;
    return op.maxpool(x, {
      kernel: a.kernel,
      stride,
      padding: sidesOf(axes, { ...a, stride }),
      dilation: a.dilation,
      ceil: a.ceil_mode,
    });
  },
  spell: {
    pytorch: ({ axes }, a) =>
      poolSpelledSides(axes, { ...a, stride: a.stride ?? a.kernel }, '-float("inf")', padding =>
        spelled(`nn.MaxPool${String(axes.length)}d`, [a.kernel], {
          stride: { value: a.stride, default: a.kernel },
          padding: { value: padding, default: 0 },
          dilation: { value: a.dilation, default: 1 },
          ceil_mode: { value: a.ceil_mode, default: false },
        }),
      ),
  },
  example: 'maxpool(2)',
});
