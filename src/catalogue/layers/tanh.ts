/** `tanh`: hyperbolic tangent: between -1 and 1. */
import { defineActivation } from './activation.js';

export const tanh = defineActivation({
  name: 'tanh',
  summary: 'Hyperbolic tangent: between -1 and 1.',
  formula: '(eˣ - e⁻ˣ) / (eˣ + e⁻ˣ)',
  source: 'LeCun et al. 1998, Efficient BackProp',
  keras: 'activations.tanh',
  traits: ['non-linear', 'saturates'],
  parameters: {},
  lower: (op, x) => op.tanh(x),
  pytorch: () => 'nn.Tanh()',
});
