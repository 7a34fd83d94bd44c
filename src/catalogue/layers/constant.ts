/** `constant`: a number that is not learned. */
import { choice, defineLayer, real, sizes } from './layer.js';

export const constant = defineLayer({
  name: 'constant',
  summary: 'Begins a path with the same number everywhere.',
  formula: 'y = value',
  source: 'torch.full',
  traits: ['source'],
  parameters: {
    value: real('the number'),
    shape: sizes('the shape; one number if not given', { min: 1, optional: true }),
    type: choice(['real', 'integer'], 'whole numbers can be looked up in an embedding', { default: 'real' }),
  },
  input: 'none',
  dtypeOf: a => (a.type === 'integer' ? 'int64' : 'float'),
  requires: [
    {
      at: 'value',
      holds: (_, a) => a.type === 'real' || Number.isInteger(a.value),
      says: (_, a) => `${String(a.value)} is no whole number`,
    },
  ],
  shape: (_, a) => a.shape,
  lower: (op, _x, _weights, a) =>
    op.constant({ value: a.value, shape: a.shape, dtype: a.type === 'integer' ? 'int64' : 'float' }),
  spell: { pytorch: (_, a) => `torch.full((${a.shape.map(String).join(', ')},), ${String(a.value)})` },
  example: 'constant(1, [16, 64])',
});
