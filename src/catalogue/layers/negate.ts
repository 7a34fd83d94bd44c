/** `negate`: each number with the other sign. */
import { defineActivation } from './activation.js';

export const negate = defineActivation({
  name: 'negate',
  summary: 'Each number with the other sign.',
  formula: '-x',
  source: 'torch.neg',
  keras: 'ops.negative',
  traits: ['linear'],
  parameters: {},
  lower: (op, x) => op.negate(x),
  pytorch: () => '-x',
});
