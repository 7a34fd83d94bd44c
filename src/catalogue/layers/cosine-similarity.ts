/** `cosine_similarity`: the cosine of the angle between two vectors. */
import { positive } from './layer.js';
import { definePairing } from './pairing.js';

export const cosineSimilarity = definePairing({
  name: 'cosine_similarity',
  summary: 'The cosine of the angle between vectors of the flow and of another point.',
  formula: 'x · y / (|x| |y|)',
  source: 'torch.nn.CosineSimilarity',
  extra: { eps: positive('least length of a vector', { default: 1e-8 }) },
  lower(op, x, other, axis, { eps }) {
    const over = { axes: [axis], keep: false };
    const dot = op.reduceSum(op.multiply(x, other), over);
    // The gradient is that of the length, also where it is held at the least, as PyTorch has it.
    const length = (v: typeof x): typeof x => {
      const own = op.sqrt(op.reduceSum(op.square(v), over));
      const fixed = op.stopGradient(own);
      return op.add(own, op.subtract(op.clamp(fixed, { low: eps, high: Infinity }), fixed));
    };
    return op.divide(dot, op.multiply(length(x), length(other)));
  },
  spelled: ({ eps }, dim) =>
    `F.cosine_similarity(x, other, dim=${String(dim)}${eps === 1e-8 ? '' : `, eps=${String(eps)}`})`,
});
