/** `tanhshrink`: what tanh takes away. */
import { defineActivation } from './activation.js';

export const tanhshrink = defineActivation({
  name: 'tanhshrink',
  summary: 'What tanh takes away.',
  formula: 'x - tanh(x)',
  source: 'torch.nn.Tanhshrink',
  keras: 'activations.tanh_shrink',
  parameters: {},
  lower: (op, x) => op.tanhshrink(x),
  pytorch: () => 'nn.Tanhshrink()',
});
