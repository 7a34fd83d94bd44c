/** `mish`: a smooth curve between the identity and zero. */
import { defineActivation } from './activation.js';

export const mish = defineActivation({
  name: 'mish',
  summary: 'A smooth curve between the identity and zero.',
  formula: 'x tanh(ln(1 + eˣ))',
  source: 'Misra 2019',
  keras: 'activations.mish',
  parameters: {},
  lower: (op, x) => op.mish(x),
  pytorch: () => 'nn.Mish()',
});
