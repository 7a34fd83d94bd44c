/** `square_root`: square root. */
import { defineActivation } from './activation.js';

export const squareRoot = defineActivation({
  name: 'square_root',
  summary: 'Square root.',
  formula: '√x',
  parameters: {},
  lower: (op, x) => op.sqrt(x),
  pytorch: () => 'torch.sqrt(x)',
});
