/** `rnn`: a simple recurrent layer: each state is an activation of the input and the state before. */
import { choice, defineLayer, spelled } from './layer.js';
import {
  asState,
  biasesOf,
  directions,
  fromState,
  layerCount,
  recurrentParameters,
  recurrentWeights,
  stateFits,
  stateShape,
  type States,
} from './recurrent-weights.js';

export const rnn = defineLayer({
  name: 'rnn',
  summary: 'A simple recurrent layer: each state is an activation of the input and the state before.',
  formula: 'h = tanh(W x + U h + b)',
  source: 'Elman 1990',
  traits: ['recurrent', 'non-linear', 'mixes-channels', 'feature-last'],
  parameters: {
    ...recurrentParameters,
    activation: choice(['tanh', 'relu'], 'what makes the state', { default: 'tanh', alias: 'nonlinearity' }),
  },
  input: ['T', 'D'],
  requires: [stateFits('state', (a: States) => a.hidden)],
  results: ['output', 'state'],
  shape: ({ T }, a) => [[T, a.hidden.times(directions(a))], stateShape(a, a.hidden)],
  weights: ({ D }, a) => recurrentWeights(a, { gates: 1, width: D }),
  lower(op, x, weights, a, { points, training, bound: { D } }) {
    const names = Object.keys(recurrentWeights(a, { gates: 1, width: D }));
    const ordered = names.flatMap(name => weights[name] ?? []);
    const state = asState(op, points.state, a);
    const attributes = {
      hidden: a.hidden,
      layers: layerCount(a),
      bidirectional: a.bidirectional,
      biases: biasesOf(a),
      dropout: training ? a.dropout : 0,
      activation: a.activation,
    };
    const [y, h] = op.rnn(x, state, ...ordered, attributes);
    return [y, fromState(op, h, a)];
  },
  spell: {
    pytorch: ({ D }, a) =>
      spelled('nn.RNN', [D, a.hidden], {
        num_layers: { value: a.layers, default: 1 },
        bias: { value: a.bias, default: true },
        dropout: { value: a.dropout, default: 0 },
        bidirectional: { value: a.bidirectional, default: false },
        nonlinearity: { value: a.activation, default: 'tanh' },
        batch_first: { value: true, default: false },
      }),
  },
  example: 'rnn(32)',
  exampleInput: '[16, 64]',
});
