/** `embedding`: a learned vector for each index. */
import type { Dim } from '../../shape/dim.js';
import { init, weight } from './initial.js';
import { count, defineLayer, defineParameter, optionalReal, readCount, spelled } from './layer.js';

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
  weights: (_, a) => ({ weight: weight([a.count, a.width], a.init, 'standard_normal') }),
  lower: (op, x, { weight }) => op.embedding(x, weight!),
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
