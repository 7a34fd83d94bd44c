/** `clamp`: numbers held between two bounds. */
import { defineActivation } from './activation.js';
import { optionalReal } from './layer.js';

export const clamp = defineActivation({
  name: 'clamp',
  summary: 'Holds numbers between `low` and `high`.',
  formula: 'min(max(x, low), high)',
  source: 'torch.clamp',
  keras: 'ops.clip',
  parameters: {
    low: optionalReal('lower bound', { alias: 'min' }),
    high: optionalReal('upper bound', { alias: 'max' }),
  },
  lower: (op, x, a) => op.clamp(x, { low: a.low ?? -Infinity, high: a.high ?? Infinity }),
  pytorch: a =>
    `torch.clamp(x, ${a.low === undefined ? 'None' : String(a.low)}, ${a.high === undefined ? 'None' : String(a.high)})`,
  example: 'clamp(-1, 1)',
});
