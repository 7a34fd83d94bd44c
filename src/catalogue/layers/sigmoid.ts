/** `sigmoid`: logistic function: between 0 and 1. */
import { defineActivation } from './activation.js';

export const sigmoid = defineActivation({
  name: 'sigmoid',
  summary: 'Logistic function: between 0 and 1.',
  formula: '1 / (1 + e⁻ˣ)',
  source: 'Rumelhart et al. 1986',
  keras: 'activations.sigmoid',
  traits: ['non-linear', 'saturates', 'probabilities'],
  parameters: {},
  lower: (op, x) => op.sigmoid(x),
  pytorch: () => 'nn.Sigmoid()',
});
