/** `pairwise_distance`: the distance of two vectors. */
import { definePairing } from './pairing.js';

export const pairwiseDistance = definePairing({
  name: 'pairwise_distance',
  summary: 'The Euclidean distance of vectors of the flow to those of another point.',
  formula: '|x - y|',
  source: 'torch.nn.PairwiseDistance',
  lower(op, x, other, axis) {
    const difference = op.addConstant(op.subtract(x, other), { constant: 1e-6 });
    return op.sqrt(op.reduceSum(op.square(difference), { axes: [axis], keep: false }));
  },
  torch: 'F.pairwise_distance',
});
