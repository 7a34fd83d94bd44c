/** `cos`: the cosine of each number. */
import { defineActivation } from './activation.js';

export const cos = defineActivation({
  name: 'cos',
  summary: 'The cosine of each number.',
  formula: 'cos x',
  source: 'torch.cos',
  keras: 'ops.cos',
  parameters: {},
  lower: (op, x) => op.cos(x),
  pytorch: () => 'torch.cos(x)',
});
