/** `embedding_bag`: the sum, mean or maximum of the vectors of a bag of indices. */
import { init, weight } from './initial.js';
import { choice, count, defineLayer } from './layer.js';

export const embeddingBag = defineLayer({
  name: 'embedding_bag',
  summary: 'Looks up a vector for each index of a bag and joins them into one.',
  formula: 'y = mean over t of weight[x[t]]',
  source: 'Joulin et al. 2016, fastText',
  traits: ['embeds', 'pools'],
  parameters: {
    count: count('number of different indices', { min: 1, alias: 'num_embeddings' }),
    width: count('length of a vector', { min: 1, alias: 'embedding_dim' }),
    mode: choice(['mean', 'sum', 'max'], 'how the vectors are joined', { default: 'mean' }),
    init: init(),
  },
  input: ['T'],
  integers: true,
  shape: (_, a) => [a.width],
  weights: (_, a) => ({ weight: weight([a.count, a.width], a.init, 'standard_normal') }),
  lower(op, x, { weight }, { mode }) {
    const vectors = op.embedding(x, weight!, { bag: mode });
    const over = { axes: [0], keep: false };
    return mode === 'max'
      ? op.reduceMax(vectors, { ...over, places: true })
      : mode === 'sum'
        ? op.reduceSum(vectors, over)
        : op.reduceMean(vectors, over);
  },
  spell: { pytorch: (_, a) => `nn.EmbeddingBag(${a.count.toString()}, ${a.width.toString()}, mode='${a.mode}')` },
  example: 'embedding_bag(1000, 64)',
  exampleInput: '[16]',
});
