/** `abs`: absolute value. */
import { defineActivation } from './activation.js';

export const abs = defineActivation({
  name: 'abs',
  summary: 'Absolute value.',
  formula: '|x|',
  source: 'torch.abs',
  keras: 'ops.abs',
  parameters: {},
  lower: (op, x) => op.abs(x),
  pytorch: () => 'torch.abs(x)',
});
