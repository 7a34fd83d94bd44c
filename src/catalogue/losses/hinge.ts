/** `hinge`: classes on their side of a margin. */
import { defineLoss, positive } from './loss.js';
import { given, meanOf, output, target } from './shared.js';

export const hinge = defineLoss({
  name: 'hinge',
  summary: 'What an answer lacks to a margin on its side; targets are 1 and -1.',
  formula: 'max(0, margin - t x)',
  source: 'Cortes & Vapnik 1995',
  traits: ['classification'],
  inputs: [output('output', 'a number'), target('target', '1 or -1')],
  parameters: { margin: positive('how far on its side an answer must be', { default: 1 }) },
  lower(op, inputs, { margin }) {
    const agreement = op.multiply(given(inputs, 'output'), given(inputs, 'target'));
    return meanOf(op, op.relu(op.addConstant(op.negate(agreement), { constant: margin })));
  },
  spell: { pytorch: a => `F.relu(${String(a.margin)} - target * output).mean()` },
  example: 'hinge',
});
