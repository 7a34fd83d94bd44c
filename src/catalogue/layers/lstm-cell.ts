/** `lstm_cell`: one step of long short-term memory. */
import { defineCell } from './cell.js';

export const lstmCell = defineCell({
  name: 'lstm_cell',
  summary: 'One step of `lstm`: the next state and memory cell from an input and those before.',
  formula: 'c = f · c + i · g, h = o · tanh(c)',
  source: 'Hochreiter & Schmidhuber 1997',
  keras: 'layers.LSTMCell',
  gates: 4,
  extra: {},
  memory: true,
  lower: (op, x, state, cell, weights, _a, common) => {
    const [, h, c] = op.lstm(x, state, cell, ...weights, { ...common, single: true });
    return [h, c];
  },
  torch: 'nn.LSTMCell',
});
