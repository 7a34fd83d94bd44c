/** `binary_cross_entropy`: how surprised a sigmoid is by yes or no. */
import { defineLoss, flag } from './loss.js';
import { alike, given, output, target } from './shared.js';

export const binaryCrossEntropy = defineLoss({
  name: 'binary_cross_entropy',
  summary: 'Sigmoid and the logarithm of the right answer’s share, for logits and yes or no.',
  formula: '-t ln σ(x) - (1 - t) ln(1 - σ(x))',
  traits: ['takes-logits', 'classification'],
  inputs: [output('logits', 'a number for each question'), target('target', '1 for yes, 0 for no, or in between')],
  parameters: {
    logits_given: flag('whether the sigmoid is still to be applied', { default: true, alias: 'from_logits' }),
  },
  requires: [alike('logits', 'target')],
  lower: (op, inputs, a) =>
    op.binaryCrossEntropy(given(inputs, 'logits'), given(inputs, 'target'), { logits: a.logits_given }),
  spell: {
    pytorch: a =>
      a.logits_given ? 'F.binary_cross_entropy_with_logits(logits, target)' : 'F.binary_cross_entropy(logits, target)',
  },
  example: 'binary_cross_entropy',
});
