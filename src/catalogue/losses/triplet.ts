/** `triplet`: an anchor nearer to its like than to others. */
import { defineLoss, positive } from './loss.js';
import { alike, distance, given, meanOf, output } from './shared.js';

export const triplet = defineLoss({
  name: 'triplet',
  summary: 'Asks that an anchor is nearer to a sample of its class than to one of another, by a margin.',
  formula: 'max(0, |a - p| - |a - n| + margin)',
  source: 'Weinberger & Saul 2009; Schroff et al. 2015',
  traits: ['pairs'],
  inputs: [
    output('anchor', 'a vector'),
    output('positive', 'one of the same class'),
    output('negative', 'one of another'),
  ],
  parameters: { margin: positive('how much nearer it must be', { default: 1 }) },
  requires: [alike('anchor', 'positive'), alike('anchor', 'negative')],
  lower(op, inputs, { margin }) {
    const anchor = given(inputs, 'anchor');
    const near = distance(op, anchor, given(inputs, 'positive'));
    const far = distance(op, anchor, given(inputs, 'negative'));
    return meanOf(op, op.relu(op.addConstant(op.subtract(near, far), { constant: margin })));
  },
  spell: { pytorch: a => `F.triplet_margin_loss(anchor, positive, negative, margin=${String(a.margin)})` },
  example: 'triplet(anchor, positive, negative)',
});
