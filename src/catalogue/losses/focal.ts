/** `focal`: cross-entropy that counts easy answers less. */
import { defineLoss, real } from './loss.js';
import { alike, given, meanOf, output, target } from './shared.js';

export const focal = defineLoss({
  name: 'focal',
  summary: 'Binary cross-entropy, weighed by how wrong the answer is.',
  formula: '(1 - p)^γ · (-ln p), p the share of the right answer',
  source: 'Lin et al. 2017, RetinaNet',
  traits: ['takes-logits', 'classification'],
  inputs: [output('logits', 'a number for each question'), target('target', '1 for yes, 0 for no')],
  parameters: { gamma: real('how much less easy answers count', { default: 2, min: 0 }) },
  requires: [alike('logits', 'target')],
  lower(op, inputs, { gamma }) {
    const [x, t] = [given(inputs, 'logits'), given(inputs, 'target')];
    // Turned so that the right answer is always yes.
    const sign = op.addConstant(op.scaleBy(t, { by: 2 }), { constant: -1 });
    const right = op.multiply(x, sign);
    const wrong = op.sigmoid(op.negate(right));
    return meanOf(op, op.negate(op.multiply(op.power(wrong, { exponent: gamma }), op.logSigmoid(right))));
  },
  spell: {
    pytorch: a =>
      `torchvision.ops.sigmoid_focal_loss(logits, target, alpha=-1, gamma=${String(a.gamma)}, reduction='mean')`,
  },
  example: 'focal(gamma: 2)',
});
