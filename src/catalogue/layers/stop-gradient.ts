/** `stop_gradient`: hands on what flows in, and no gradient back. */
import { defineActivation } from './activation.js';

export const stopGradient = defineActivation({
  name: 'stop_gradient',
  summary: 'Hands on what flows in; no gradient goes back through it.',
  formula: 'y = x, dx = 0',
  source: 'torch.Tensor.detach',
  keras: 'ops.stop_gradient',
  traits: ['linear'],
  parameters: {},
  lower: (op, x) => op.stopGradient(x),
  pytorch: () => 'x.detach()',
});
