/** `position_embedding`: adds a learned vector to each position. */
import { init, weight } from './initial.js';
import { Dim } from '../../shape/dim.js';
import { defineLayer, optionalCount, type Shape } from './layer.js';
import { written } from './rules.js';

/** The table: one vector a position, or one number for every cell where the input has more dimensions. */
const table = (x: Shape, max: Dim | undefined): Shape => [max ?? x[0], ...x.slice(1)].filter(d => d !== undefined);

export const positionEmbedding = defineLayer({
  name: 'position_embedding',
  summary: 'Adds a learned vector to each position of a sequence.',
  formula: 'y[t] = x[t] + weight[t]',
  source: 'Gehring et al. 2017; Devlin et al. 2018',
  traits: ['embeds'],
  parameters: {
    max: optionalCount('length of the longest sequence; the length at hand if not given', {
      min: 1,
      alias: 'max_length',
    }),
    init: init(),
  },
  input: ['T', '...'],
  requires: [
    {
      at: 'max',
      holds: ({ T }, { max }) => (max === undefined ? true : T.is('<=', max)),
      says: ({ T, x }, { max }) =>
        `${written(x.shape)} has ${T.toString()} positions, more than the ${String(max)} that are embedded`,
      instead: ({ T }) => [{ argument: 'max', value: T.toString() }],
    },
  ],
  shape: ({ x }) => x.shape,
  weights: ({ x }, a) => ({ weight: weight(table(x.shape, a.max), a.init, 'small_normal') }),
  lower(op, x, { weight }, { max }, { bound: { T } }) {
    return op.add(
      x,
      max === undefined ? weight! : op.slice(weight!, { axis: 0, from: Dim.of(0), to: T, step: Dim.of(1) }),
    );
  },
  spell: { pytorch: (_, a) => `x + self.position[${a.max === undefined ? '' : ':x.shape[1]'}]` },
  example: 'position_embedding(max: 1024)',
  exampleInput: '[16, 64]',
});
