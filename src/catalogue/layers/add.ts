/** `add`: the sum of its inputs. */
import { defineJoining } from './joining.js';

export const add = defineJoining({
  name: 'add',
  summary: 'Adds points, numbers or branches to the flow, number by number.',
  formula: 'y = a + b + ...',
  source: 'torch.add; He et al. 2016 (shortcuts)',
  keras: 'layers.Add',
  verb: 'add',
  traits: ['joins', 'linear'],
  two: (op, a, b) => op.add(a, b),
  withNumber: (op, x, n) => op.addConstant(x, { constant: n }),
  torch: '+',
  example: 'add {\n    branch { }\n    branch { conv(3, 1) }\n  }',
});
