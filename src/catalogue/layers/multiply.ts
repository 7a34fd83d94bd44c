/** `multiply`: the product of its inputs. */
import { defineJoining } from './joining.js';

export const multiply = defineJoining({
  name: 'multiply',
  summary: 'Multiplies points, numbers or branches with the flow, number by number.',
  formula: 'y = a · b · ...',
  source: 'torch.mul',
  keras: 'layers.Multiply',
  verb: 'multiply',
  two: (op, a, b) => op.multiply(a, b),
  withNumber: (op, x, n) => op.scaleBy(x, { by: n }),
  torch: '*',
  example: 'multiply(0.5)',
});
