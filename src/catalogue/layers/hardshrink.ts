/** `hardshrink`: zero for what is near zero. */
import { defineActivation } from './activation.js';
import { positive, spelled } from './layer.js';

export const hardshrink = defineActivation({
  name: 'hardshrink',
  summary: 'Puts zero for numbers nearer to zero than `bound`.',
  formula: '|x| > bound ? x : 0',
  source: 'torch.nn.Hardshrink; Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage',
  keras: 'activations.hard_shrink',
  parameters: { bound: positive('how near', { default: 0.5, alias: 'lambd' }) },
  lower: (op, x, a) => op.hardshrink(x, { bound: a.bound }),
  pytorch: a => spelled('nn.Hardshrink', [], { lambd: { value: a.bound, default: 0.5 } }),
});
