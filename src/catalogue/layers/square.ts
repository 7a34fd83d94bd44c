/** `square`: each number times itself. */
import { defineActivation } from './activation.js';

export const square = defineActivation({
  name: 'square',
  summary: 'Each number times itself.',
  formula: 'x²',
  source: 'torch.square',
  keras: 'ops.square',
  parameters: {},
  lower: (op, x) => op.square(x),
  pytorch: () => 'torch.square(x)',
});
