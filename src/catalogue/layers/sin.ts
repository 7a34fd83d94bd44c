/** `sin`: the sine of each number. */
import { defineActivation } from './activation.js';

export const sin = defineActivation({
  name: 'sin',
  summary: 'The sine of each number.',
  formula: 'sin x',
  source: 'torch.sin',
  keras: 'ops.sin',
  parameters: {},
  lower: (op, x) => op.sin(x),
  pytorch: () => 'torch.sin(x)',
});
