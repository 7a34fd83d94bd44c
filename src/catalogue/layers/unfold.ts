/** `unfold`: every window as a column. */
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { padding, perAxis, python, spatial } from './layer.js';
import { product } from './rules.js';
import { sidesOf, windowFits, windows } from './window.js';

export const unfold = defineChannelLayer({
  name: 'unfold',
  summary: 'Writes every window as a column: what a convolution multiplies its filters with.',
  formula: '[C, H, W] → [C · cells of a window, number of windows]',
  source: 'Chellapilla et al. 2006 (im2col)',
  keras: 'ops.image.extract_patches',
  traits: ['linear'],
  parameters: {
    kernel: perAxis('window size', { min: 1, alias: 'kernel_size' }),
    stride: perAxis('step from one window to the next', { min: 1, default: 1 }),
    padding: padding('cells of zero on each side', { default: 0 }),
    dilation: perAxis('distance between the cells of a window', { min: 1, default: 1 }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [windowFits()],
  shape: ({ C, axes }, a) => [C.times(product(a.kernel)), product(windows(axes, a))],
  lower: (op, x, _, a, { bound: { axes } }) =>
    op.unfold(x, { kernel: a.kernel, stride: a.stride, padding: sidesOf(axes, a), dilation: a.dilation }),
  spell: {
    pytorch: ({ axes }, a) =>
      `nn.Unfold(${python(a.kernel)}, dilation=${python(a.dilation)}, padding=${python(sidesOf(axes, a).map(([low]) => low))}, stride=${python(a.stride)})`,
  },
  example: 'unfold(3, padding: 1)',
});
