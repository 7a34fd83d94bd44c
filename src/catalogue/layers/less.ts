/** `less`: true where the flow is below a point or a number. */
import { defineComparison } from './comparison.js';

export const less = defineComparison({
  name: 'less',
  summary: 'True where the flow is below a point or a number.',
  formula: 'y = (a < b)',
  source: 'torch.lt',
  keras: 'ops.less',
  two: (op, a, b) => op.greater(b, a),
  torch: '<',
  example: 'less(0)',
});
