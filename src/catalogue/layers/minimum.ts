/** `minimum`: the smallest of its inputs. */
import { defineJoining } from './joining.js';

export const minimum = defineJoining({
  name: 'minimum',
  summary: 'The smallest of points, numbers or branches, number by number.',
  formula: 'y = min(a, b, ...)',
  source: 'torch.minimum',
  keras: 'layers.Minimum',
  verb: 'compare',
  traits: ['joins', 'non-linear'],
  two: (op, a, b) => op.minimum(a, b),
  withNumber: (op, x, n) => op.minimum(x, op.constant({ value: n.value, shape: [] })),
  torch: 'torch.minimum',
  example: 'minimum {\n    branch { conv(8, 3) }\n    branch { conv(8, 3) }\n  }',
});
