/** `power`: each number to a power. */
import { defineActivation } from './activation.js';
import { real } from './layer.js';

export const power = defineActivation({
  name: 'power',
  summary: 'Each number to a power.',
  formula: 'xᵉ',
  source: 'torch.pow',
  keras: 'ops.power',
  parameters: {
    exponent: real('the power'),
  },
  lower: (op, x, a) => op.power(x, { exponent: a.exponent }),
  pytorch: a => `torch.pow(x, ${String(a.exponent)})`,
  example: 'power(3)',
});
