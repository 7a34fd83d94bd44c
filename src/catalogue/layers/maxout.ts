/** `maxout`: the largest of several linear units. */
import { init, weight } from './initial.js';
import { count, defineLayer, flag } from './layer.js';

export const maxout = defineLayer({
  name: 'maxout',
  summary: 'Each output is the largest of `pieces` weighted sums of the last dimension.',
  formula: 'y[k] = max over j of (w[k, j] · x + b[k, j])',
  source: 'Goodfellow et al. 2013',
  traits: ['adds-bias', 'mixes-channels', 'non-linear'],
  parameters: {
    width: count('number of outputs', { min: 1 }),
    pieces: count('weighted sums of which the largest counts', { min: 2, default: 2 }),
    bias: flag('adds one learned number to each sum', { default: true }),
    init: init(),
  },
  input: ['...', 'D'],
  shape: ({ rest }, a) => [...rest, a.width],
  weights: ({ D }, a) => ({
    weight: weight([a.width.times(a.pieces), D], a.init, 'kaiming_uniform'),
    bias: a.bias && { shape: [a.width.times(a.pieces)], init: 'fan_in_uniform' },
  }),
  lower(op, x, { weight, bias }, a, { bound: { rest } }) {
    const sums = op.dense(x, weight!);
    const shifted = bias ? op.addBias(sums, bias, { axis: rest.length }) : sums;
    const split = op.reshape(shifted, { shape: [...rest, a.width, a.pieces] });
    return op.reduceMax(split, { axes: [rest.length + 1], keep: false });
  },
  spell: { pytorch: ({ D }, a) => `Maxout(${D.toString()}, ${a.width.toString()}, pieces=${a.pieces.toString()})` },
  example: 'maxout(32)',
  exampleInput: '[64]',
});
