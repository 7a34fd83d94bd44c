/** `position_bias`: a learned number for each distance on a grid, added to the matches of attention. */
import { Dim } from '../../shape/dim.js';
import { bucketBias } from './distance-buckets.js';
import { bucketCount, farthest } from './distance-parameters.js';
import { init, weight } from './initial.js';
import { count, defineLayer, flag, sizes, type Shape } from './layer.js';
import { counting } from './position-table.js';
import { product } from './rules.js';

const two = (shape: Shape): readonly [Dim, Dim] => {
  const [first = Dim.of(1), second = first] = shape;
  return [first, second];
};

/** Places of the queries along an axis, every `stride`-th one. */
const queries = (grid: readonly [Dim, Dim], stride: Dim): Dim => product(grid.map(size => size.ceilDiv(stride)));

export const positionBias = defineLayer({
  name: 'position_bias',
  summary:
    'Adds to each match of a query and a key a learned number of its head for their distance on a grid, or in a sequence.',
  formula:
    'y[h, n, m] = x[h, n, m] + weight[h, |row distance|, |column distance|]; with buckets weight[h, bucket(m - n)]',
  source: 'Graham et al. 2021, LeViT; Raffel et al. 2020, T5 (buckets)',
  traits: ['embeds'],
  parameters: {
    grid: sizes('rows and columns of the keys', { min: 1, optional: true }),
    stride: count('step from one query to the next', { min: 1, default: 1 }),
    buckets: bucketCount(),
    distance: farthest(),
    causal: flag('with buckets: keys lie at or before their query only', { default: false }),
    init: init(),
  },
  input: ['heads', 'N', 'M'],
  requires: [
    {
      at: 'grid',
      holds: (_, a) => a.grid.length > 0 !== (a.buckets !== undefined),
      says: () =>
        'position_bias needs a `grid` of keys, or a number of `buckets` for distances in a sequence, and not both',
    },
    {
      at: 'grid',
      holds: ({ M }, a) => a.grid.length === 0 || M.is('==', product(two(a.grid))),
      says: ({ M }, a) =>
        `a grid of ${two(a.grid).map(String).join('x')} has ${product(two(a.grid)).toString()} places, but there are ${M.toString()} keys`,
    },
    {
      at: 'stride',
      holds: ({ N }, a) => a.grid.length === 0 || N.is('==', queries(two(a.grid), a.stride)),
      says: ({ N }, a) =>
        `with a stride of ${a.stride.toString()} there are ${queries(two(a.grid), a.stride).toString()} queries on the grid, but ${N.toString()} flow in`,
    },
  ],
  shape: ({ x }) => x.shape,
  weights: ({ heads }, a) => ({ weight: weight([a.buckets ?? product(two(a.grid)), heads], a.init, 'zeros') }),
  buffers: ({ N, M }, a) => {
    if (a.buckets !== undefined) return { index: false };
    const [rows, columns] = two(a.grid);
    const [width, step, keys] = [columns.value, a.stride.value, rows.times(columns).value];
    const perRow = Math.ceil(width / step);
    const values = (element: number): number => {
      const [query, key] = [Math.floor(element / keys), element % keys];
      const down = Math.abs(Math.floor(query / perRow) * step - Math.floor(key / width));
      const right = Math.abs((query % perRow) * step - (key % width));
      return down * width + right;
    };
    return { index: { shape: [N.times(M)], dtype: 'int64', fill: 0, values } };
  },
  lower(op, x, { weight: table }, { buckets, distance, causal }, { buffers: { index }, bound: { heads, N, M } }) {
    if (buckets !== undefined) {
      const keys = op.reshape(counting(op, M), { shape: [Dim.of(1), M] });
      const behind = op.subtract(keys, op.reshape(counting(op, N), { shape: [N, Dim.of(1)] }));
      return op.add(x, bucketBias(op, behind, table!, { buckets, distance, causal }));
    }
    const rows = op.reshape(op.embedding(index!, table!), { shape: [N, M, heads] });
    return op.add(x, op.permute(rows, { order: [2, 0, 1] }));
  },
  spell: {
    pytorch: (_, a) => (a.buckets === undefined ? 'x + self.bias[:, self.index]' : 'x + self.bias[:, bucket(m - n)]'),
  },
  example: 'position_bias(4x4)',
  exampleInput: '[8, 16, 16]',
});
