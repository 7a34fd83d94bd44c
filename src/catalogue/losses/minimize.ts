/** `minimize`: an output itself as a loss. */
import { defineLoss } from './loss.js';
import { given, meanOf, output } from './shared.js';

export const minimize = defineLoss({
  name: 'minimize',
  summary: 'The mean of an output: what the network itself worked out to be small.',
  formula: 'mean x',
  inputs: [output('output', 'numbers')],
  parameters: {},
  lower: (op, inputs) => meanOf(op, given(inputs, 'output')),
  spell: { pytorch: () => 'output.mean()' },
  example: 'minimize(output)',
});
