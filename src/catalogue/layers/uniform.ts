/** `uniform`: random numbers between two bounds. */
import { defineLayer, real, sizes } from './layer.js';

export const uniform = defineLayer({
  name: 'uniform',
  summary: 'Begins a path with random numbers between two bounds, fresh ones for each sample.',
  formula: 'y ~ U(low, high)',
  source: 'torch.rand',
  traits: ['source', 'per-sample'],
  parameters: {
    shape: sizes('shape of a sample; one number if not given', { min: 1, optional: true }),
    low: real('lower bound', { default: 0 }),
    high: real('upper bound', { default: 1 }),
  },
  input: 'none',
  shape: (_, a) => a.shape,
  lower(op, _x, _weights, { shape, low, high }) {
    const y = op.uniform({ shape, batched: true });
    if (low === 0 && high === 1) return y;
    return op.addConstant(op.scaleBy(y, { by: high - low }), { constant: low });
  },
  spell: {
    pytorch: (_, a) =>
      `torch.empty(batch, ${a.shape.map(String).join(', ')}).uniform_(${String(a.low)}, ${String(a.high)})`,
  },
  example: 'uniform([64])',
});
