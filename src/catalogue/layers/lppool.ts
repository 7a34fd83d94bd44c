/** `lppool`: the p-norm of each window. */
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { flag, optionalPerAxis, perAxis, positive, spatial, spelled } from './layer.js';
import { Dim } from '../../shape/dim.js';
import { cross, everyAxis, perAxisText, windowFits, windows, type WindowArguments } from './window.js';

interface Arguments {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[] | undefined;
  readonly ceil_mode: boolean;
}

const window = (a: Arguments): WindowArguments & { readonly ceil_mode: boolean } => ({
  kernel: a.kernel,
  stride: a.stride ?? a.kernel,
  padding: 'valid',
  ceil_mode: a.ceil_mode,
});
const fits = windowFits((a: WindowArguments & { readonly ceil_mode: boolean }) => a.ceil_mode);

export const lppool = defineChannelLayer({
  name: 'lppool',
  summary: 'The p-norm of each window: between a sum (p = 1) and a maximum (large p).',
  formula: 'y = (Σ xᵖ)^(1/p)',
  source: 'Gulcehre et al. 2014',
  traits: ['pools', 'non-linear', 'slides'],
  parameters: {
    p: positive('the power', { alias: 'norm_type' }),
    kernel: perAxis('window size', { min: 1, alias: 'kernel_size' }),
    stride: optionalPerAxis('step from one window to the next; the window size if not given', { min: 1 }),
    ceil_mode: flag('lets a last window stick out at the end', { default: false, alias: 'ceil' }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [
    {
      at: 'kernel',
      holds: (bound, a) => fits.holds(bound, window(a)),
      says: (bound, a) => fits.says(bound, window(a)),
      instead: ({ axes }, a) => [
        { argument: 'kernel', value: perAxisText(a.kernel.map((k, i) => k.min(axes[i] ?? k))) },
      ],
    },
    {
      // PyTorch pools volumes by its average pooling, whose windows must fit.
      at: 'kernel',
      holds: ({ axes }, a) =>
        axes.length < 3 ? true : everyAxis(axes, i => (axes[i] ?? Dim.of(1)).is('>=', a.kernel[i] ?? 1)),
      says: ({ axes }, a) => `a ${cross(a.kernel)} window does not fit in the ${cross(axes)} input`,
    },
  ],
  shape: ({ C, axes }, a) => [C, ...windows(axes, window(a), a.ceil_mode)],
  lower: (op, x, _, a) =>
    op.lpPool(x, { power: a.p, kernel: a.kernel, stride: a.stride ?? a.kernel, ceil: a.ceil_mode }),
  spell: {
    pytorch: ({ axes }, a) =>
      spelled(`nn.LPPool${String(axes.length)}d`, [a.p, a.kernel], {
        stride: { value: a.stride, default: a.kernel },
        ceil_mode: { value: a.ceil_mode, default: false },
      }),
  },
  example: 'lppool(2, 2)',
});
