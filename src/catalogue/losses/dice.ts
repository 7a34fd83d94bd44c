/** `dice`: overlap of two masks. */
import { defineLoss, positive } from './loss.js';
import { alike, given, meanOf, output, target } from './shared.js';

export const dice = defineLoss({
  name: 'dice',
  summary: 'One less the overlap of a mask’s shares with the target’s, sample by sample.',
  formula: '1 - (2 Σ p t + s) / (Σ p + Σ t + s)',
  source: 'Milletari et al. 2016, V-Net',
  traits: ['takes-logits'],
  inputs: [output('logits', 'a number for each cell'), target('target', '1 inside of the mask, 0 outside')],
  parameters: { smooth: positive('keeps the fraction whole where both masks are empty', { default: 1 }) },
  requires: [alike('logits', 'target')],
  lower(op, inputs, { smooth }) {
    const [x, t] = [given(inputs, 'logits'), given(inputs, 'target')];
    const p = op.sigmoid(x);
    const all = { axes: x.type.shape.map((_, i) => i), keep: false };
    const both = op.addConstant(op.scaleBy(op.reduceSum(op.multiply(p, t), all), { by: 2 }), { constant: smooth });
    const either = op.addConstant(op.reduceSum(op.add(p, t), all), { constant: smooth });
    return meanOf(op, op.addConstant(op.negate(op.divide(both, either)), { constant: 1 }));
  },
  spell: { pytorch: () => '(1 - (2 * (p * t).flatten(1).sum(1) + 1) / ((p + t).flatten(1).sum(1) + 1)).mean()' },
  example: 'dice',
});
