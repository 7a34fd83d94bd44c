/** `cosine_distance`: one less the cosine of the angle between two vectors. */
import { defineLoss } from './loss.js';
import { alike, given, meanOf, output, target } from './shared.js';

export const cosineDistance = defineLoss({
  name: 'cosine_distance',
  summary: 'One less the cosine of the angle between two vectors.',
  formula: '1 - a · b / (|a| |b|)',
  inputs: [output('output', 'a vector'), target('target', 'another vector')],
  parameters: {},
  requires: [alike('output', 'target')],
  lower(op, inputs) {
    const [a, b] = [given(inputs, 'output'), given(inputs, 'target')];
    const along = { axes: [a.type.shape.length - 1], keep: false };
    const dot = op.reduceSum(op.multiply(a, b), along);
    const lengths = op.multiply(op.reduceSum(op.square(a), along), op.reduceSum(op.square(b), along));
    const cosine = op.divide(dot, op.sqrt(op.addConstant(lengths, { constant: 1e-12 })));
    return meanOf(op, op.addConstant(op.negate(cosine), { constant: 1 }));
  },
  spell: { pytorch: () => '(1 - F.cosine_similarity(output, target)).mean()' },
  example: 'cosine_distance(a, b)',
});
