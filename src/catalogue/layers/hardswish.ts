/** `hardswish`: swish of straight lines. */
import { defineActivation } from './activation.js';

export const hardswish = defineActivation({
  name: 'hardswish',
  summary: 'Swish of straight lines.',
  formula: 'x · min(max(0, x / 6 + 1/2), 1)',
  source: 'Howard et al. 2019, MobileNetV3',
  keras: 'activations.hard_silu',
  parameters: {},
  lower: (op, x) => op.hardswish(x),
  pytorch: () => 'nn.Hardswish()',
});
