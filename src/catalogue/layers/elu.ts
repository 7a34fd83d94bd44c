/** `elu`: identity above zero, an exponential that ends at -alpha below. */
import { defineActivation } from './activation.js';
import { positive, spelled } from './layer.js';

export const elu = defineActivation({
  name: 'elu',
  summary: 'Identity above zero, an exponential that ends at -alpha below.',
  formula: 'x > 0 ? x : α (eˣ - 1)',
  source: 'Clevert et al. 2015',
  keras: 'layers.ELU',
  parameters: {
    alpha: positive('where the lower end is', { default: 1 }),
  },
  lower: (op, x, a) => op.elu(x, { alpha: a.alpha }),
  pytorch: a => spelled('nn.ELU', [], { alpha: { value: a.alpha, default: 1 } }),
});
