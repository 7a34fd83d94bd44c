/** `rnn`: a simple recurrent layer: each state is an activation of the input and the state before. */
import { choice } from './layer.js';
import { defineRecurrent } from './recurrent-layer.js';

export const rnn = defineRecurrent({
  name: 'rnn',
  summary: 'A simple recurrent layer: each state is an activation of the input and the state before.',
  formula: 'h = tanh(W x + U h + b)',
  source: 'Elman 1990',
  keras: 'layers.SimpleRNN',
  gates: 1,
  extra: { activation: choice(['tanh', 'relu'], 'what makes the state', { default: 'tanh', alias: 'nonlinearity' }) },
  operate: (op, x, [state], weights, common, { activation }) => op.rnn(x, state, ...weights, { ...common, activation }),
  torch: 'nn.RNN',
  spelled: a => ({ nonlinearity: { value: a.activation, default: 'tanh' } }),
});
