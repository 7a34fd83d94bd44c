/** `gru`: a gated recurrent unit: a state that an update gate and a reset gate guard. */
import { Dim } from '../../shape/dim.js';
import { defineLayer, flag, spelled } from './layer.js';
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

/** Where the gate acts on the state itself, two biases would always be added to each other: there is one, as in Keras. */
const formOf = <A extends { readonly reset_after: boolean; readonly biases: Dim }>(a: A): A =>
  a.reset_after ? a : { ...a, biases: Dim.of(1) };

export const gru = defineLayer({
  name: 'gru',
  summary: 'A gated recurrent unit: a state that an update gate and a reset gate guard.',
  formula: 'h = z · h + (1 - z) · n',
  source: 'Cho et al. 2014',
  traits: ['recurrent', 'non-linear', 'mixes-channels', 'feature-last'],
  parameters: {
    ...recurrentParameters,
    reset_after: flag(
      'the reset gate acts on the product with the state, as in PyTorch; else on the state before, with one vector of biases: 3 times `hidden` numbers fewer',
      { default: true },
    ),
  },
  input: ['T', 'D'],
  requires: [stateFits('state', (a: States) => a.hidden)],
  results: ['output', 'state'],
  shape: ({ T }, a) => [[T, a.hidden.times(directions(a))], stateShape(a, a.hidden)],
  weights: ({ D }, a) => recurrentWeights(formOf(a), { gates: 3, width: D }),
  lower(op, x, weights, a, { points, training, bound: { D } }) {
    const names = Object.keys(recurrentWeights(formOf(a), { gates: 3, width: D }));
    const ordered = names.flatMap(name => weights[name] ?? []);
    const state = asState(op, points.state, a);
    const attributes = {
      hidden: a.hidden,
      layers: layerCount(a),
      bidirectional: a.bidirectional,
      biases: biasesOf(formOf(a)),
      dropout: training ? a.dropout : 0,
      resetAfter: a.reset_after,
    };
    const [y, h] = op.gru(x, state, ...ordered, attributes);
    return [y, fromState(op, h, a)];
  },
  spell: {
    pytorch: ({ D }, a) =>
      spelled('nn.GRU', [D, a.hidden], {
        num_layers: { value: a.layers, default: 1 },
        bias: { value: a.bias, default: true },
        dropout: { value: a.dropout, default: 0 },
        bidirectional: { value: a.bidirectional, default: false },
        batch_first: { value: true, default: false },
      }),
  },
  example: 'gru(32)',
  exampleInput: '[16, 64]',
});
