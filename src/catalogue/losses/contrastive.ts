/** `contrastive`: pairs of one class near each other, others apart. */
import { defineLoss, positive } from './loss.js';
import { alike, distance, given, meanOf, output, target } from './shared.js';

export const contrastive = defineLoss({
  name: 'contrastive',
  summary: 'The squared distance of pairs that belong together, and of others what they lack to a margin, squared.',
  formula: 't d² + (1 - t) max(0, margin - d)²',
  source: 'Hadsell et al. 2006',
  traits: ['pairs'],
  inputs: [
    output('left', 'a vector'),
    output('right', 'another vector'),
    target('target', '1 where both belong together, else 0'),
  ],
  parameters: { margin: positive('distance of pairs that do not belong together', { default: 1 }) },
  requires: [alike('left', 'right')],
  lower(op, inputs, { margin }) {
    const d = distance(op, given(inputs, 'left'), given(inputs, 'right'));
    const same = given(inputs, 'target');
    const apart = op.square(op.relu(op.addConstant(op.negate(d), { constant: margin })));
    const other = op.addConstant(op.negate(same), { constant: 1 });
    return meanOf(op, op.add(op.multiply(same, op.square(d)), op.multiply(other, apart)));
  },
  spell: { pytorch: a => `(target * d ** 2 + (1 - target) * F.relu(${String(a.margin)} - d) ** 2).mean()` },
  example: 'contrastive(left, right)',
});
