/** `threshold`: keeps what is above a threshold, puts `value` for all else. */
import { defineActivation } from './activation.js';
import { real } from './layer.js';

export const threshold = defineActivation({
  name: 'threshold',
  summary: 'Keeps what is above a threshold, puts `value` for all else.',
  formula: 'x > threshold ? x : value',
  source: 'torch.nn.Threshold',
  keras: 'activations.threshold',
  parameters: {
    threshold: real('what must be exceeded'),
    value: real('what stands for the rest'),
  },
  lower: (op, x, a) => op.threshold(x, { threshold: a.threshold, value: a.value }),
  pytorch: a => `nn.Threshold(${String(a.threshold)}, ${String(a.value)})`,
  example: 'threshold(0.1, 0)',
});
