/** `baseline`: a method without a network, to compare with. */
import { choice, count, defineParameter, describe, positive, type Argument, type Read } from './choices.js';
import { defineSetting } from './setting.js';

/** How neighbours are found: one by one, or through a graph of near ones. */
interface Index {
  readonly kind: 'exact' | 'hnsw';
  readonly neighbours: number;
}

function readIndex(argument: Argument): Read<Index> {
  const name = argument.kind === 'word' ? argument.value : argument.kind === 'recipe' ? argument.name : undefined;
  if (name === 'exact') return { value: { kind: 'exact', neighbours: 0 } };
  if (name !== 'hnsw')
    return { error: `must be \`exact\` or \`hnsw(m: 16)\`, not ${describe(argument)}`, instead: ['exact', 'hnsw'] };
  const m = argument.kind === 'recipe' ? (argument.named.get('m') ?? argument.positional[0]) : undefined;
  if (m !== undefined && (m.kind !== 'number' || m.value.is('<', 2) !== false)) {
    return { error: 'needs a whole number `m` of at least 2 for `hnsw`' };
  }
  return { value: { kind: 'hnsw', neighbours: m?.kind === 'number' ? m.value.value : 16 } };
}

export const baseline = defineSetting({
  key: 'baseline',
  places: ['train'],
  summary: 'A method without a network, worked out on the same data and shown beside the curves.',
  value: 'choice',
  choices: [
    {
      name: 'knn',
      summary: 'The class of the nearest samples.',
      parameters: {
        k: count('number of neighbours that vote', { min: 1, default: 5 }),
        index: defineParameter<Index>({
          kind: 'index',
          doc: 'how neighbours are found: `exact`, or `hnsw(m: 16)`, a graph of near ones',
          written: 'exact',
          fallback: () => ({ kind: 'exact', neighbours: 0 }),
          words: ['exact', 'hnsw'],
          read: readIndex,
        }),
        distance: choice(['euclidean', 'cosine', 'manhattan'], 'what near means', { default: 'euclidean' }),
      },
    },
    {
      name: 'linear',
      summary: 'A linear model by least squares.',
      parameters: { ridge: positive('pull towards zero', { default: 1e-3 }) },
    },
    { name: 'majority', summary: 'The most frequent class, or the mean.', parameters: {} },
  ],
});
