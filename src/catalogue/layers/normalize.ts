/** `normalize`: vectors of length 1. */
import { axis, defineLayer, positive } from './layer.js';
import { axisGiven, softAxis } from './soft-axis.js';

export const normalize = defineLayer({
  name: 'normalize',
  summary: 'Divides vectors along a dimension by their length.',
  formula: 'y = x / max(|x|, eps)',
  source: 'torch.nn.functional.normalize',
  keras: 'layers.UnitNormalization',
  traits: ['normalizes', 'non-linear'],
  parameters: {
    axis: axis('along which dimension', { optional: true, alias: 'dim' }),
    p: positive('power of the norm', { default: 2 }),
    eps: positive('least length', { default: 1e-12 }),
  },
  input: ['...'],
  requires: axisGiven,
  shape: ({ x }) => x.shape,
  lower(op, x, _, a) {
    const over = { axes: [softAxis(x.type, a)], keep: true };
    const length =
      a.p === 2
        ? op.sqrt(op.reduceSum(op.square(x), over))
        : op.power(op.reduceSum(op.power(op.abs(x), { exponent: a.p }), over), { exponent: 1 / a.p });
    return op.divide(x, op.clamp(length, { low: a.eps, high: Infinity }));
  },
  spell: { pytorch: ({ x }, a) => `F.normalize(x, p=${String(a.p)}, dim=${String(softAxis(x, a) + 1)})` },
  example: 'normalize',
  exampleInput: '[64]',
});
