/** `mse`: the mean of squared errors. */
import { defineLoss } from './loss.js';
import { alike, given, output, target } from './shared.js';

export const mse = defineLoss({
  name: 'mse',
  summary: 'The mean of squared errors.',
  formula: 'mean (x - target)²',
  traits: ['regression'],
  inputs: [output('output', 'what the network says'), target('target', 'what it should say')],
  parameters: {},
  requires: [alike('output', 'target')],
  lower: (op, inputs) => op.mse(given(inputs, 'output'), given(inputs, 'target')),
  spell: { pytorch: () => 'F.mse_loss(output, target)' },
  example: 'mse',
});
