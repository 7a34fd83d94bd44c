/** `position_encoding`: adds waves of the position. */
import { angles, counting, waves } from './position-table.js';
import { defineLayer, positive } from './layer.js';

export const positionEncoding = defineLayer({
  name: 'position_encoding',
  summary: 'Adds sines and cosines of the position, of falling frequency, to each vector of a sequence.',
  formula: 'y[t, 2i] = x + sin(t / base^(2i / D)), y[t, 2i + 1] = x + cos(...)',
  source: 'Vaswani et al. 2017, section 3.5',
  traits: ['embeds'],
  parameters: { base: positive('how far the waves reach', { default: 10000 }) },
  input: ['T', 'D'],
  requires: [
    {
      holds: ({ D }) => D.isMultipleOf(2),
      says: ({ D }) => `waves come in pairs of sine and cosine, but vectors have ${D.toString()} numbers`,
    },
  ],
  shape: ({ x }) => x.shape,
  lower(op, x, _, { base }, { bound: { T, D } }) {
    return op.add(x, waves(op, angles(op, counting(op, T), D.over(2), base), true));
  },
  spell: { pytorch: () => 'x + self.waves[: x.shape[1]]' },
  example: 'position_encoding',
  exampleInput: '[16, 64]',
});
