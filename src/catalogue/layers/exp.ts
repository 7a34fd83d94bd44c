/** `exp`: exponential function. */
import { defineActivation } from './activation.js';

export const exp = defineActivation({
  name: 'exp',
  summary: 'Exponential function.',
  formula: 'eˣ',
  source: 'torch.exp',
  keras: 'ops.exp',
  parameters: {},
  lower: (op, x) => op.exp(x),
  pytorch: () => 'torch.exp(x)',
});
