/** `embedding`: a learned vector for each index. */
import type { Dim } from '../../shape/dim.js';
import { init, weight } from './initial.js';
import {
  count,
  defineLayer,
  defineParameter,
  optionalReal,
  readCount,
  spelled,
  type Builder,
  type Value,
} from './layer.js';

/**
 * Vectors above a length brought down to it. As in PyTorch, which shortens the rows themselves before it reads them, the
 * gradient is that by the shortened row.
 */
function shortened(op: Builder, x: Value, most: number): Value {
  const fixed = op.stopGradient(x);
  const axes = [x.type.shape.length - 1];
  const length = op.sqrt(op.reduceSum(op.square(fixed), { axes, keep: true }));
  const factor = op.divide(op.constant({ value: most, shape: [] }), op.addConstant(length, { constant: 1e-7 }));
  const above = op.between(length, { low: most, high: Infinity, closed: false });
  const less = op.multiply(above, op.addConstant(factor, { constant: -1 }));
  return op.add(x, op.multiply(fixed, less));
}

export const embedding = defineLayer({
  name: 'embedding',
  summary: 'Looks up a learned vector for each whole number that flows in.',
  formula: 'y[...] = weight[x[...]]',
  source: 'Bengio et al. 2003',
  keras: 'layers.Embedding',
  traits: ['embeds'],
  parameters: {
    count: count('number of different indices', { min: 1, alias: 'num_embeddings' }),
    width: count('length of a vector', { min: 1, alias: 'embedding_dim' }),
    padding: defineParameter<Dim | undefined>({
      kind: 'index',
      doc: 'index whose vector stays zero; negative ones count from the end',
      alias: 'padding_idx',
      written: 'none',
      fallback: () => undefined,
      read: argument => (argument.kind === 'none' ? { value: undefined } : readCount(argument, { min: -(2 ** 53) })),
    }),
    max_norm: optionalReal('longer vectors are shortened to this length', { above: 0 }),
    init: init(),
  },
  input: ['...'],
  integers: true,
  requires: [
    {
      at: 'padding',
      holds: (_, { padding, count }) => {
        if (padding === undefined) return true;
        const low = padding.plus(count).is('>=', 0);
        const high = padding.is('<', count);
        return low === false || high === false ? false : low === true && high === true ? true : 'unknown';
      },
      says: (_, { padding, count }) => `there is no index ${String(padding)} among ${count.toString()}`,
      instead: () => [{ argument: 'padding', value: '0' }],
    },
  ],
  shape: ({ rest }, a) => [...rest, a.width],
  weights: (_, a) => ({
    weight: {
      ...weight([a.count, a.width], a.init, 'standard_normal'),
      // Negative ones count from the end.
      ...(a.padding && { zeroRow: a.padding.is('<', 0) === true ? a.padding.plus(a.count) : a.padding }),
    },
  }),
  lower(op, x, { weight: table }, { padding, count, max_norm }) {
    const row = padding && (padding.value < 0 ? padding.plus(count).value : padding.value);
    const found = op.embedding(x, table!, row === undefined ? {} : { padding: row });
    return max_norm === undefined ? found : shortened(op, found, max_norm);
  },
  spell: {
    pytorch: (_, a) =>
      spelled('nn.Embedding', [a.count, a.width], {
        padding_idx: { value: a.padding, default: undefined },
        max_norm: { value: a.max_norm, default: undefined },
      }),
  },
  example: 'embedding(1000, 64)',
  exampleInput: '[16]',
});
