/** `log_sigmoid`: logarithm of the sigmoid. */
import { defineActivation } from './activation.js';

export const logSigmoid = defineActivation({
  name: 'log_sigmoid',
  summary: 'Logarithm of the sigmoid.',
  formula: '-ln(1 + e⁻ˣ)',
  source: 'torch.nn.LogSigmoid',
  keras: 'activations.log_sigmoid',
  parameters: {},
  lower: (op, x) => op.logSigmoid(x),
  pytorch: () => 'nn.LogSigmoid()',
});
