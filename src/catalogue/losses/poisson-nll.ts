/** `poisson_nll`: counts. */
import { defineLoss } from './loss.js';
import { alike, given, meanOf, output, target } from './shared.js';

export const poissonNll = defineLoss({
  name: 'poisson_nll',
  summary: 'Negative logarithm of a Poisson distribution whose rate’s logarithm the network gives, less a constant.',
  formula: 'eˣ - t x',
  traits: ['regression'],
  inputs: [output('output', 'logarithm of the rate'), target('target', 'the count')],
  parameters: {},
  requires: [alike('output', 'target')],
  lower(op, inputs) {
    const x = given(inputs, 'output');
    return meanOf(op, op.subtract(op.exp(x), op.multiply(given(inputs, 'target'), x)));
  },
  spell: { pytorch: () => 'F.poisson_nll_loss(output, target)' },
  example: 'poisson_nll',
});
