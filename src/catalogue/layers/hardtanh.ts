/** `hardtanh`: cuts off below `low` and above `high`. */
import { defineActivation } from './activation.js';
import { real, spelled } from './layer.js';

export const hardtanh = defineActivation({
  name: 'hardtanh',
  summary: 'Cuts off below `low` and above `high`.',
  formula: 'min(max(x, low), high)',
  source: 'Collobert 2004',
  keras: 'activations.hard_tanh',
  traits: ['non-linear', 'saturates'],
  parameters: {
    low: real('lower end', { default: -1, alias: 'min_val' }),
    high: real('upper end', { default: 1, alias: 'max_val' }),
  },
  lower: (op, x, a) => op.hardtanh(x, { low: a.low, high: a.high }),
  pytorch: a =>
    spelled('nn.Hardtanh', [], { min_val: { value: a.low, default: -1 }, max_val: { value: a.high, default: 1 } }),
});
