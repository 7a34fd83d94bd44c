/** `quantize`: the nearest vector of a learned table. */
import { Dim } from '../../shape/dim.js';
import { axis, count, defineLayer, positive } from './layer.js';
import { axisExists, axisIn, replaced } from './rules.js';

export const quantize = defineLayer({
  name: 'quantize',
  summary:
    'Puts the nearest vector of a learned table for each vector; `.index` says which, `.loss` draws both together.',
  formula: 'y = e[k], k = argmin |x - e[k]|; the gradient goes straight through',
  source: 'van den Oord et al. 2017, VQ-VAE',
  traits: ['non-linear'],
  parameters: {
    codes: count('vectors in the table', { min: 1 }),
    axis: axis('dimension that holds a vector', { default: 0 }),
    commitment: positive('weight of the part of the loss that holds the flow to the table', { default: 0.25 }),
  },
  input: ['...'],
  requires: [axisExists('axis'), { holds: ({ x }) => x.shape.length > 0, says: () => 'a single number is no vector' }],
  results: ['output', 'index', 'loss'],
  dtype: ['float', 'int64', 'float'],
  shape: ({ x }, a) => [x.shape, replaced(x.shape, axisIn(x.shape.length, a.axis ?? 0)), []],
  weights: ({ x }, a) => ({
    weight: { shape: [a.codes, x.shape[axisIn(x.shape.length, a.axis ?? 0)] ?? Dim.of(1)], init: 'standard_normal' },
  }),
  lower(op, x, { weight }, a) {
    const rank = x.type.shape.length;
    const at = axisIn(rank, a.axis ?? 0);
    const indices = x.type.shape.map((_, i) => i);
    const toBack = [...indices.filter(i => i !== at), at];
    const back = indices.map(i => toBack.indexOf(i));
    const vectors = op.permute(x, { order: toBack });
    // Nearest: where x·e - |e|² / 2 is largest.
    const lengths = op.reduceSum(op.square(weight!), { axes: [1], keep: false });
    const nearness = op.subtract(op.dense(vectors, weight!), op.scaleBy(lengths, { by: 0.5 }));
    const index = op.argmax(nearness, { axis: rank - 1 });
    const codes = op.embedding(index, weight!);
    const whole = { axes: indices, keep: false };
    const toTable = op.reduceMean(op.square(op.subtract(codes, op.stopGradient(vectors))), whole);
    const toFlow = op.reduceMean(op.square(op.subtract(vectors, op.stopGradient(codes))), whole);
    const loss = op.add(toTable, op.scaleBy(toFlow, { by: a.commitment }));
    const straight = op.add(vectors, op.stopGradient(op.subtract(codes, vectors)));
    return [op.permute(straight, { order: back }), index, loss];
  },
  spell: { pytorch: (_, a) => `VectorQuantizer(${a.codes.toString()}, commitment=${String(a.commitment)})` },
  example: 'quantize(512)',
});
