/** `selu`: ELU with the two constants that keep mean 0 and variance 1. */
import { defineActivation } from './activation.js';

export const selu = defineActivation({
  name: 'selu',
  summary: 'ELU with the two constants that keep mean 0 and variance 1.',
  formula: 'λ (x > 0 ? x : α (eˣ - 1))',
  source: 'Klambauer et al. 2017',
  keras: 'activations.selu',
  traits: ['non-linear', 'self-normalizes'],
  parameters: {},
  lower: (op, x) => op.selu(x),
  pytorch: () => 'nn.SELU()',
});
