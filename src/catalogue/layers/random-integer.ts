/** `random_integer`: random whole numbers. */
import { count, defineLayer, sizes } from './layer.js';

export const randomInteger = defineLayer({
  name: 'random_integer',
  summary: 'Begins a path with whole numbers from 0 to below a bound, fresh ones for each sample.',
  formula: 'y ~ U{0, ..., below - 1}',
  source: 'torch.randint',
  traits: ['source', 'per-sample'],
  parameters: {
    below: count('the bound', { min: 1 }),
    shape: sizes('shape of a sample; one number if not given', { min: 1, optional: true }),
  },
  input: 'none',
  dtype: 'int64',
  shape: (_, a) => a.shape,
  lower: (op, _x, _weights, { below, shape }) => op.randomInteger({ shape, batched: true, below: below.value }),
  spell: { pytorch: (_, a) => `torch.randint(${a.below.toString()}, (batch, ${a.shape.map(String).join(', ')}))` },
  example: 'random_integer(1000)',
});
