/** `constant`: a number that is not learned. */
import { defineLayer, real, sizes } from './layer.js';

export const constant = defineLayer({
  name: 'constant',
  summary: 'Begins a path with the same number everywhere.',
  formula: 'y = value',
  source: 'torch.full',
  traits: ['source'],
  parameters: {
    value: real('the number'),
    shape: sizes('the shape; one number if not given', { min: 1, optional: true }),
  },
  input: 'none',
  shape: (_, a) => a.shape,
  lower: (op, _x, _weights, a) => op.constant({ value: a.value, shape: a.shape }),
  spell: { pytorch: (_, a) => `torch.full((${a.shape.map(String).join(', ')},), ${String(a.value)})` },
  example: 'constant(1, [16, 64])',
});
