/** `exp`: exponential function. */
import { defineActivation } from './activation.js';

export const exp = defineActivation({
  name: 'exp',
  summary: 'Exponential function.',
  formula: 'eˣ',
  parameters: {},
  lower: (op, x) => op.exp(x),
  pytorch: () => 'torch.exp(x)',
});
