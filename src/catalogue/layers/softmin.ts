/** `softmin`: softmax of the negated numbers. */
import { axis, defineLayer } from './layer.js';
import { axisGiven, softAxis } from './soft-axis.js';

export const softmin = defineLayer({
  name: 'softmin',
  summary: 'Softmax of the negated numbers: the smallest gets most.',
  formula: 'y = e⁻ˣ / Σ e⁻ˣ',
  source: 'torch.nn.Softmin',
  traits: ['non-linear', 'saturates', 'probabilities', 'normalizes-axis'],
  parameters: { axis: axis('along which dimension', { optional: true, alias: 'dim' }) },
  input: ['...'],
  requires: axisGiven,
  shape: ({ x }) => x.shape,
  lower: (op, x, _, a) => op.softmax(op.negate(x), { axis: softAxis(x.type, a) }),
  spell: { pytorch: ({ x }, a) => `nn.Softmin(dim=${String(softAxis(x, a) + 1)})` },
  example: 'softmin',
  exampleInput: '[10]',
});
