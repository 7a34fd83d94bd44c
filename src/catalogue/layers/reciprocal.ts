/** `reciprocal`: one divided by each number. */
import { defineActivation } from './activation.js';

export const reciprocal = defineActivation({
  name: 'reciprocal',
  summary: 'One divided by each number.',
  formula: '1 / x',
  source: 'torch.reciprocal',
  keras: 'ops.reciprocal',
  parameters: {},
  lower: (op, x) => op.reciprocal(x),
  pytorch: () => 'torch.reciprocal(x)',
});
