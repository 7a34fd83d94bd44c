/** `maximum`: the largest of its inputs. */
import { defineJoining } from './joining.js';

export const maximum = defineJoining({
  name: 'maximum',
  summary: 'The largest of points, numbers or branches, number by number.',
  formula: 'y = max(a, b, ...)',
  source: 'torch.maximum',
  keras: 'layers.Maximum',
  verb: 'compare',
  traits: ['joins', 'non-linear'],
  two: (op, a, b) => op.maximum(a, b),
  withNumber: (op, x, n) => op.maximum(x, op.constant({ value: n.value, shape: [] })),
  torch: 'torch.maximum',
  example: 'maximum {\n    branch { conv(8, 3) }\n    branch { conv(8, 3) }\n  }',
});
