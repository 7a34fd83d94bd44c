/** `softsign`: between -1 and 1, slower than tanh. */
import { defineActivation } from './activation.js';

export const softsign = defineActivation({
  name: 'softsign',
  summary: 'Between -1 and 1, slower than tanh.',
  formula: 'x / (1 + |x|)',
  source: 'Bergstra et al. 2009',
  keras: 'activations.softsign',
  traits: ['non-linear', 'saturates'],
  parameters: {},
  lower: (op, x) => op.softsign(x),
  pytorch: () => 'nn.Softsign()',
});
