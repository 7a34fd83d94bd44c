/** `log`: natural logarithm. */
import { defineActivation } from './activation.js';

export const log = defineActivation({
  name: 'log',
  summary: 'Natural logarithm.',
  formula: 'ln x',
  source: 'torch.log',
  keras: 'ops.log',
  parameters: {},
  lower: (op, x) => op.log(x),
  pytorch: () => 'torch.log(x)',
});
