/** `square_root`: square root. */
import { defineActivation } from './activation.js';

export const squareRoot = defineActivation({
  name: 'square_root',
  summary: 'Square root.',
  formula: '√x',
  source: 'torch.sqrt',
  keras: 'ops.sqrt',
  parameters: {},
  lower: (op, x) => op.sqrt(x),
  pytorch: () => 'torch.sqrt(x)',
});
