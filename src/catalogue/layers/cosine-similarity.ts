/** `cosine_similarity`: the cosine of the angle between two vectors. */
import { definePairing } from './pairing.js';

export const cosineSimilarity = definePairing({
  name: 'cosine_similarity',
  summary: 'The cosine of the angle between vectors of the flow and of another point.',
  formula: 'x · y / (|x| |y|)',
  source: 'torch.nn.CosineSimilarity',
  lower(op, x, other, axis) {
    const over = { axes: [axis], keep: false };
    const dot = op.reduceSum(op.multiply(x, other), over);
    const length = (v: typeof x): typeof x =>
      op.clamp(op.sqrt(op.reduceSum(op.square(v), over)), { low: 1e-8, high: Infinity });
    return op.divide(dot, op.multiply(length(x), length(other)));
  },
  torch: 'F.cosine_similarity',
});
