/** `rnn_cell`: one step of a simple recurrent layer. */
import { choice } from './layer.js';
import { defineCell } from './cell.js';

export const rnnCell = defineCell({
  name: 'rnn_cell',
  summary: 'One step of `rnn`: the next state from an input and the state before.',
  formula: 'h = tanh(W x + U h + b)',
  source: 'Elman 1990',
  keras: 'layers.SimpleRNNCell',
  gates: 1,
  extra: { activation: choice(['tanh', 'relu'], 'what makes the state', { default: 'tanh', alias: 'nonlinearity' }) },
  lower: (op, x, state, _cell, weights, a, common) => {
    const [, h] = op.rnn(x, state, ...weights, { ...common, activation: a.activation, single: true });
    return [h];
  },
  torch: 'nn.RNNCell',
});
