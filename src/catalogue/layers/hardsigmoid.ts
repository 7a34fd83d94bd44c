/** `hardsigmoid`: a sigmoid of straight lines. */
import { defineActivation } from './activation.js';

export const hardsigmoid = defineActivation({
  name: 'hardsigmoid',
  summary: 'A sigmoid of straight lines.',
  formula: 'min(max(0, x / 6 + 1/2), 1)',
  source: 'Courbariaux et al. 2015',
  keras: 'activations.hard_sigmoid',
  traits: ['non-linear', 'saturates'],
  parameters: {},
  lower: (op, x) => op.hardsigmoid(x),
  pytorch: () => 'nn.Hardsigmoid()',
});
