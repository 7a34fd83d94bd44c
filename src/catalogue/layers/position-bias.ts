/** `position_bias`: a learned number for each distance on a grid, added to the matches of attention. */
import { Dim } from '../../shape/dim.js';
import { init, weight } from './initial.js';
import { count, defineLayer, sizes, type Shape } from './layer.js';
import { product } from './rules.js';

const two = (shape: Shape): readonly [Dim, Dim] => {
  const [first = Dim.of(1), second = first] = shape;
  return [first, second];
};

/** Places of the queries along an axis, every `stride`-th one. */
const queries = (grid: readonly [Dim, Dim], stride: Dim): Dim => product(grid.map(size => size.ceilDiv(stride)));

export const positionBias = defineLayer({
  name: 'position_bias',
  summary: 'Adds to each match of a query and a key a learned number of its head for their distance on a grid.',
  formula: 'y[h, n, m] = x[h, n, m] + weight[h, |row distance|, |column distance|]',
  source: 'Graham et al. 2021, LeViT',
  traits: ['embeds'],
  parameters: {
    grid: sizes('rows and columns of the keys', { min: 1 }),
    stride: count('step from one query to the next', { min: 1, default: 1 }),
    init: init(),
  },
  input: ['heads', 'N', 'M'],
  requires: [
    {
      at: 'grid',
      holds: ({ M }, a) => M.is('==', product(two(a.grid))),
      says: ({ M }, a) =>
        `a grid of ${two(a.grid).map(String).join('x')} has ${product(two(a.grid)).toString()} places, but there are ${M.toString()} keys`,
    },
    {
      at: 'stride',
      holds: ({ N }, a) => N.is('==', queries(two(a.grid), a.stride)),
      says: ({ N }, a) =>
        `with a stride of ${a.stride.toString()} there are ${queries(two(a.grid), a.stride).toString()} queries on the grid, but ${N.toString()} flow in`,
    },
  ],
  shape: ({ x }) => x.shape,
  weights: ({ heads }, a) => ({ weight: weight([product(two(a.grid)), heads], a.init, 'zeros') }),
  buffers: ({ N, M }, a) => {
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
  lower(op, x, { weight: table }, _, { buffers: { index }, bound: { heads, N, M } }) {
    const rows = op.reshape(op.embedding(index!, table!), { shape: [N, M, heads] });
    return op.add(x, op.permute(rows, { order: [2, 0, 1] }));
  },
  spell: { pytorch: () => 'x + self.bias[:, self.index]' },
  example: 'position_bias(4x4)',
  exampleInput: '[8, 16, 16]',
});
