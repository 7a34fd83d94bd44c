/** `dense`: a full connection of the last dimension. */
import { init, weight } from './initial.js';
import { count, defineLayer, flag, spelled } from './layer.js';
import { normedWeight, weightNorm, weightNormBuffers, weightNormWeights } from './weight-norm.js';

export const dense = defineLayer({
  name: 'dense',
  summary: 'Every output is a weighted sum of all inputs of the last dimension.',
  formula: 'y = x Wᵀ + b',
  source: 'Rosenblatt 1958',
  keras: 'layers.Dense',
  traits: ['adds-bias', 'mixes-channels', 'linear', 'feature-last'],
  parameters: {
    width: count('number of outputs', { min: 1, alias: ['out_features', 'units'] }),
    bias: flag('adds one learned number to each output', { default: true }),
    init: init(),
    weight_norm: weightNorm(),
  },
  input: ['...', 'D'],
  shape: ({ rest }, a) => [...rest, a.width],
  weights: ({ D }, a) => ({
    ...weightNormWeights(weight([a.width, D], a.init, 'kaiming_uniform'), a.weight_norm),
    bias: a.bias && { shape: [a.width], init: 'fan_in_uniform' },
  }),
  buffers: ({ D }, a) => weightNormBuffers([a.width, D], a.weight_norm),
  lower(op, x, weights, a, site) {
    const y = op.dense(x, normedWeight(op, weights, a.weight_norm, site));
    return weights.bias ? op.addBias(y, weights.bias, { axis: x.type.shape.length - 1 }) : y;
  },
  spell: { pytorch: ({ D }, a) => spelled('nn.Linear', [D, a.width], { bias: { value: a.bias, default: true } }) },
  example: 'dense(10)',
  exampleInput: '[64]',
});
