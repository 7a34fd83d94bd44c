/** `sinusoidal`: waves of a number, such as a time step. */
import { angles, waves } from './position-table.js';
import { count, defineLayer, positive } from './layer.js';

export const sinusoidal = defineLayer({
  name: 'sinusoidal',
  summary: 'Turns each number, such as the step of a diffusion, into sines and cosines of falling frequency.',
  formula: 'y = [sin(x / base^(i / half)), cos(x / base^(i / half))]',
  source: 'Vaswani et al. 2017; Ho et al. 2020, DDPM',
  traits: ['embeds'],
  parameters: {
    width: count('numbers for each number', { min: 2 }),
    base: positive('how far the waves reach', { default: 10000 }),
  },
  input: ['...'],
  integers: 'either',
  requires: [
    {
      at: 'width',
      holds: (_, { width }) => width.isMultipleOf(2),
      says: (_, { width }) => `waves come in pairs of sine and cosine, so ${width.toString()} is no width for them`,
      instead: (_, { width }) => [{ argument: 'width', value: width.plus(1).toString() }],
    },
  ],
  shape: ({ x }, a) => [...x.shape, a.width],
  lower(op, x, _, a) {
    const numbers = x.type.dtype === 'float' ? x : op.cast(x, { dtype: 'float' });
    return waves(op, angles(op, numbers, a.width.over(2), a.base), false);
  },
  spell: { pytorch: (_, a) => `sinusoidal(x, ${a.width.toString()}, ${String(a.base)})` },
  example: 'sinusoidal(64)',
  exampleInput: '[]',
});
