/** `greater`: true where the flow is above a point or a number. */
import { defineComparison } from './comparison.js';

export const greater = defineComparison({
  name: 'greater',
  summary: 'True where the flow is above a point or a number.',
  formula: 'y = (a > b)',
  source: 'torch.gt',
  keras: 'ops.greater',
  two: (op, a, b) => op.greater(a, b),
  torch: '>',
  example: 'greater(0)',
});
