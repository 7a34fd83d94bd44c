/** `lstm`: long short-term memory: a state and a memory cell, read and written through gates. */
import { defineLayer, optionalCount, point, spelled } from './layer.js';
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

export const lstm = defineLayer({
  name: 'lstm',
  summary: 'Long short-term memory: a state and a memory cell, read and written through gates.',
  formula: 'c = f · c + i · g, h = o · tanh(c)',
  source: 'Hochreiter & Schmidhuber 1997; Gers et al. 2000',
  traits: ['recurrent', 'non-linear', 'mixes-channels', 'feature-last'],
  parameters: {
    ...recurrentParameters,
    projection: optionalCount('projects the state to this width, below `hidden`', { min: 1, alias: 'proj_size' }),
    cell: point('memory cell at the start; zeros if not given', { optional: true }),
  },
  input: ['T', 'D'],
  requires: [
    {
      at: 'projection',
      holds: (_, a) => (a.projection === undefined ? true : a.projection.is('<', a.hidden)),
      says: (_, a) =>
        `a projection to ${String(a.projection)} must be narrower than the state of ${a.hidden.toString()}`,
      instead: (_, a) => [{ argument: 'projection', value: a.hidden.minus(1).toString() }],
    },
    stateFits('cell', (a: States) => a.hidden),
    stateFits('state', (a: States) => a.projection ?? a.hidden),
  ],
  results: ['output', 'state', 'cell'],
  shape: ({ T }, a) => [
    [T, (a.projection ?? a.hidden).times(directions(a))],
    stateShape(a, a.projection ?? a.hidden),
    stateShape(a, a.hidden),
  ],
  weights: ({ D }, a) => recurrentWeights(a, { gates: 4, width: D, projection: a.projection }),
  lower(op, x, weights, a, { points, training, bound: { D } }) {
    const names = Object.keys(recurrentWeights(a, { gates: 4, width: D, projection: a.projection }));
    const ordered = names.flatMap(name => weights[name] ?? []);
    const state = asState(op, points.state, a);
    const attributes = {
      hidden: a.hidden,
      layers: layerCount(a),
      bidirectional: a.bidirectional,
      biases: biasesOf(a),
      dropout: training ? a.dropout : 0,
      projection: a.projection,
    };
    const [y, h, c] = op.lstm(x, state, asState(op, points.cell, a), ...ordered, attributes);
    return [y, fromState(op, h, a), fromState(op, c, a)];
  },
  spell: {
    pytorch: ({ D }, a) =>
      spelled('nn.LSTM', [D, a.hidden], {
        num_layers: { value: a.layers, default: 1 },
        bias: { value: a.bias, default: true },
        dropout: { value: a.dropout, default: 0 },
        bidirectional: { value: a.bidirectional, default: false },
        proj_size: { value: a.projection, default: undefined },
        batch_first: { value: true, default: false },
      }),
  },
  example: 'lstm(32)',
  exampleInput: '[16, 64]',
});
