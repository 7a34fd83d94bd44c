/** `bilinear`: every product of a number of one vector with one of another. */
import { Dim } from '../../shape/dim.js';
import { sameShape } from '../../shape/shape.js';
import { uniformUpTo } from './initial.js';
import { count, defineLayer, flag, point, spelled } from './layer.js';
import { written } from './rules.js';

export const bilinear = defineLayer({
  name: 'bilinear',
  summary: 'Every output is a weighted sum of all products of a number of the flow with one of another point.',
  formula: 'y[k] = Σ x[i] w[k, i, j] other[j] + b[k]',
  source: 'Tenenbaum & Freeman 2000',
  traits: ['adds-bias', 'mixes-channels'],
  parameters: {
    width: count('number of outputs', { min: 1, alias: 'out_features' }),
    other: point('the second vector'),
    bias: flag('adds one learned number to each output', { default: true }),
  },
  input: ['...', 'D'],
  requires: [
    {
      at: 'other',
      holds: ({ rest, points: { other } }) =>
        other !== undefined && other.shape.length > 0 && sameShape(rest, other.shape.slice(0, -1)),
      says: ({ x, points: { other } }) =>
        `${written(x.shape)} and ${written(other?.shape ?? [])} must be alike but for their last dimension`,
    },
  ],
  shape: ({ rest }, a) => [...rest, a.width],
  weights: ({ D, points: { other } }, a) => {
    const start = uniformUpTo(Dim.of(1).over(D.sqrt()));
    return {
      weight: { shape: [a.width, D, other?.shape.at(-1) ?? D], ...start },
      bias: a.bias && { shape: [a.width], ...start },
    };
  },
  lower(op, x, { weight, bias }, a, { bound: { D, rest }, points: { other } }) {
    const right = other ?? x;
    const E = right.type.shape.at(-1) ?? D;
    const outer = op.multiply(
      op.reshape(x, { shape: [...rest, D, Dim.of(1)] }),
      op.reshape(right, { shape: [...rest, Dim.of(1), E] }),
    );
    const flat = op.reshape(outer, { shape: [...rest, D.times(E)] });
    const y = op.dense(flat, op.reshape(weight!, { shape: [a.width, D.times(E)] }));
    return bias ? op.addBias(y, bias, { axis: rest.length }) : y;
  },
  spell: {
    pytorch: ({ D, points: { other } }, a) =>
      spelled('nn.Bilinear', [D, other?.shape.at(-1), a.width], { bias: { value: a.bias, default: true } }),
  },
  example: 'bilinear(8, parameter([64]))',
  exampleInput: '[64]',
});
