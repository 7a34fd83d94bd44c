/** `normal`: random numbers of the normal distribution. */
import { defineLayer, sizes } from './layer.js';

export const normal = defineLayer({
  name: 'normal',
  summary: 'Begins a path with normal random numbers, fresh ones for each sample.',
  formula: 'y ~ N(0, 1)',
  source: 'torch.randn',
  traits: ['source', 'per-sample'],
  parameters: { shape: sizes('shape of a sample', { min: 1 }) },
  input: 'none',
  shape: (_, a) => a.shape,
  lower: (op, _x, _weights, a) => op.normal({ shape: a.shape, batched: true }),
  spell: { pytorch: (_, a) => `torch.randn(batch, ${a.shape.map(String).join(', ')})` },
  example: 'normal([64])',
});
