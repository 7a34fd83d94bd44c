/** `celu`: ELU whose slope has no jump for any alpha. */
import { defineActivation } from './activation.js';
import { positive, spelled } from './layer.js';

export const celu = defineActivation({
  name: 'celu',
  summary: 'ELU whose slope has no jump for any alpha.',
  formula: 'max(0, x) + min(0, α (exp(x / α) - 1))',
  source: 'Barron 2017',
  keras: 'activations.celu',
  parameters: {
    alpha: positive('where the lower end is', { default: 1 }),
  },
  lower: (op, x, a) => op.celu(x, { alpha: a.alpha }),
  pytorch: a => spelled('nn.CELU', [], { alpha: { value: a.alpha, default: 1 } }),
});
