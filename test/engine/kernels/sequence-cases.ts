/** Inputs and attributes with which attention and recurrent operations are checked. */
import { Dim } from '../../../src/shape/dim.js';
import { all, each, indices, type Case } from './check-op.js';

const recurrent = { hidden: Dim.of(3), layers: 1, bidirectional: false, biases: 2 };
const cell = (gates: number, width: number, out = 3): Case['inputs'] => [
  all([gates * 3, width]),
  all([gates * 3, out]),
  all([gates * 3]),
  all([gates * 3]),
];

export const sequenceCases = {
  attentionWithWeights: [
    {
      inputs: [each([3, 4]), each([5, 4]), each([5, 6])],
      attributes: { heads: Dim.of(2), causal: false },
    },
    {
      inputs: [each([2, 4, 8]), each([2, 4, 4]), each([2, 4, 2])],
      attributes: { heads: Dim.of(4), kvHeads: Dim.of(2), causal: true, dropout: 0.4 },
    },
  ],
  attention: [
    {
      inputs: [each([3, 4]), each([5, 4]), each([5, 6])],
      attributes: { heads: Dim.of(2), causal: false, kernel: 'fused' },
    },
    {
      inputs: [each([4, 8]), each([4, 4]), each([4, 2])],
      attributes: { heads: Dim.of(4), kvHeads: Dim.of(2), causal: true, kernel: 'plain', scale: 0.3 },
    },
    {
      inputs: [each([3, 4]), each([5, 4]), each([5, 4]), indices([5], 2, { dtype: 'bool' })],
      attributes: { heads: Dim.of(2), causal: false, kernel: 'plain' },
    },
    {
      inputs: [each([2, 3, 4]), each([2, 3, 4]), each([2, 3, 4]), all([2, 3, 3])],
      attributes: { heads: Dim.of(2), causal: false, kernel: 'fused', dropout: 0.4 },
    },
  ],
  lstm: [
    { inputs: [each([3, 2]), undefined, undefined, ...cell(4, 2)], attributes: recurrent },
    {
      inputs: [each([2, 2]), each([2, 3]), all([2, 3]), all([12, 2]), all([12, 3]), all([12, 2]), all([12, 3])],
      attributes: { ...recurrent, bidirectional: true, biases: 0 },
    },
    {
      inputs: [
        ...[each([2, 2]), undefined, undefined],
        ...[all([12, 2]), all([12, 2]), all([12]), all([2, 3])],
        ...[all([12, 2]), all([12, 2]), all([12]), all([2, 3])],
      ],
      attributes: { ...recurrent, layers: 2, biases: 1, projection: Dim.of(2), dropout: 0.5 },
    },
  ],
  gru: [
    { inputs: [each([3, 2]), each([1, 3]), ...cell(3, 2)], attributes: recurrent },
    { inputs: [each([2, 2]), undefined, ...cell(3, 2)], attributes: { ...recurrent, resetAfter: false } },
    { inputs: [each([2, 3, 2]), all([2, 1, 3]), ...cell(3, 2)], attributes: recurrent },
    {
      inputs: [each([2, 2]), undefined, ...cell(3, 2), ...cell(3, 2), ...cell(3, 6), ...cell(3, 6)],
      attributes: { ...recurrent, layers: 2, bidirectional: true },
    },
  ],
  rnn: [
    { inputs: [each([3, 2]), undefined, ...cell(1, 2)], attributes: { ...recurrent, activation: 'tanh' } },
    { inputs: [each([3, 2]), undefined, ...cell(1, 2)], attributes: { ...recurrent, activation: 'relu' } },
  ],
} satisfies { readonly [name: string]: readonly Case[] };
