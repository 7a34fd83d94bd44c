/** `not_equal`: true where two numbers differ. */
import { defineComparison } from './comparison.js';

export const notEqual = defineComparison({
  name: 'not_equal',
  summary: 'True where the flow differs from a point or a number: `tokens -> not_equal(0)` masks the padding.',
  formula: 'y = (a ≠ b)',
  source: 'torch.ne',
  keras: 'ops.not_equal',
  two: (op, a, b) => op.notEqual(a, b),
  torch: '!=',
  example: 'not_equal(0)',
});
