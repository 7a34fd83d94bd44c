/** `subtract`: the flow less another point. */
import { defineJoining } from './joining.js';

export const subtract = defineJoining({
  name: 'subtract',
  summary: 'Takes points, numbers or branches away from the first one, number by number.',
  formula: 'y = a - b',
  source: 'torch.sub',
  keras: 'layers.Subtract',
  verb: 'subtract',
  traits: ['joins', 'linear'],
  two: (op, a, b) => op.subtract(a, b),
  withNumber: (op, x, n) => op.addConstant(x, { constant: n.negate() }),
  torch: '-',
  example: 'subtract(1)',
});
