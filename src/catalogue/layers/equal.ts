/** `equal`: true where two numbers are the same. */
import { defineComparison } from './comparison.js';

export const equal = defineComparison({
  name: 'equal',
  summary: 'True where the flow equals a point or a number.',
  formula: 'y = (a = b)',
  source: 'torch.eq',
  keras: 'ops.equal',
  two: (op, a, b) => op.equal(a, b),
  torch: '==',
  example: 'equal(0)',
});
