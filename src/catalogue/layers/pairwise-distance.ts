/** `pairwise_distance`: the distance of two vectors. */
import { positive } from './layer.js';
import { definePairing } from './pairing.js';

export const pairwiseDistance = definePairing({
  name: 'pairwise_distance',
  summary: 'The distance of vectors of the flow to those of another point, Euclidean if not said otherwise.',
  formula: '(Σ |x - y|ᵖ)^(1/p)',
  source: 'torch.nn.PairwiseDistance',
  extra: {
    p: positive('power of the norm: 2 for the Euclidean distance, 1 for the sum of the differences', { default: 2 }),
    eps: positive('added to each difference', { default: 1e-6 }),
  },
  lower(op, x, other, axis, { p, eps }) {
    const over = { axes: [axis], keep: false };
    const difference = op.addConstant(op.subtract(x, other), { constant: eps });
    if (p === 2) return op.sqrt(op.reduceSum(op.square(difference), over));
    const lengths = op.abs(difference);
    if (p === 1) return op.reduceSum(lengths, over);
    return op.power(op.reduceSum(op.power(lengths, { exponent: p }), over), { exponent: 1 / p });
  },
  // PyTorch's own is along the last dimension only.
  spelled: ({ p, eps }, dim) =>
    `torch.linalg.vector_norm(x - other + ${String(eps)}, ${String(p)}, dim=${String(dim)})`,
});
