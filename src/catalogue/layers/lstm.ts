/** `lstm`: long short-term memory: a state and a memory cell, read and written through gates. */
import { optionalCount, point } from './layer.js';
import { defineRecurrent } from './recurrent-layer.js';

export const lstm = defineRecurrent({
  name: 'lstm',
  summary: 'Long short-term memory: a state and a memory cell, read and written through gates.',
  formula: 'c = f · c + i · g, h = o · tanh(c)',
  source: 'Hochreiter & Schmidhuber 1997; Gers et al. 2000',
  keras: 'layers.LSTM (one bias: `biases: 1`)',
  gates: 4,
  extra: {
    projection: optionalCount('projects the state to this width, below `hidden`', { min: 1, alias: 'proj_size' }),
    cell: point('memory cell at the start; zeros if not given', { optional: true }),
  },
  memory: true,
  requires: [
    {
      at: 'projection',
      holds: (_, a) => (a.projection === undefined ? true : a.projection.is('<', a.hidden)),
      says: (_, a) =>
        `a projection to ${String(a.projection)} must be narrower than the state of ${a.hidden.toString()}`,
      instead: (_, a) => [{ argument: 'projection', value: a.hidden.minus(1).toString() }],
    },
  ],
  operate: (op, x, [state, cell], weights, common, { projection }) =>
    op.lstm(x, state, cell, ...weights, { ...common, projection }),
  torch: 'nn.LSTM',
  spelled: a => ({ proj_size: { value: a.projection, default: undefined } }),
});
