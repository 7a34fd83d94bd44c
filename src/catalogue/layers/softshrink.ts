/** `softshrink`: numbers drawn towards zero. */
import { defineActivation } from './activation.js';
import { positive, spelled } from './layer.js';

export const softshrink = defineActivation({
  name: 'softshrink',
  summary: 'Draws numbers towards zero by `bound`, and puts zero for those that would cross it.',
  formula: 'sign(x) · max(|x| - bound, 0)',
  source: 'Donoho 1995',
  keras: 'activations.soft_shrink',
  parameters: { bound: positive('how far', { default: 0.5, alias: 'lambd' }) },
  lower: (op, x, a) => op.softshrink(x, { bound: a.bound }),
  pytorch: a => spelled('nn.Softshrink', [], { lambd: { value: a.bound, default: 0.5 } }),
});
