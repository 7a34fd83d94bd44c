/** `mae`: the mean of absolute errors. */
import { defineLoss } from './loss.js';
import { alike, given, output, target } from './shared.js';

export const mae = defineLoss({
  name: 'mae',
  summary: 'The mean of absolute errors.',
  formula: 'mean |x - target|',
  traits: ['regression'],
  inputs: [output('output', 'what the network says'), target('target', 'what it should say')],
  parameters: {},
  requires: [alike('output', 'target')],
  lower: (op, inputs) => op.l1(given(inputs, 'output'), given(inputs, 'target')),
  spell: { pytorch: () => 'F.l1_loss(output, target)' },
  example: 'mae',
});
