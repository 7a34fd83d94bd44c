/** `divide`: the flow over another point. */
import { Dim } from '../../shape/dim.js';
import { defineJoining } from './joining.js';

export const divide = defineJoining({
  name: 'divide',
  summary: 'Divides the first one by points, numbers or branches, number by number.',
  formula: 'y = a / b',
  source: 'torch.div',
  keras: 'ops.divide',
  verb: 'divide',
  two: (op, a, b) => op.divide(a, b),
  withNumber: (op, x, n) => op.scaleBy(x, { by: Dim.of(1).over(n) }),
  torch: '/',
  example: 'divide(2)',
});
