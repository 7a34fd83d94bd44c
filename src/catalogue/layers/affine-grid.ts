/** `affine_grid`: where the cells of a turned, stretched and moved map lie. */
import { defineLayer, flag, point, sizes, type Bound, type Shape } from './layer.js';
import { written } from './rules.js';

interface Arguments {
  readonly size: Shape;
}

const axesOf = ({ points: { like } }: Pick<Bound, 'points'>, { size }: Arguments): Shape =>
  like ? like.shape.slice(-2) : size.length === 1 ? [...size, ...size] : size;

export const affineGrid = defineLayer({
  name: 'affine_grid',
  summary: 'Turns six numbers into a grid for `grid_sample`: the map turned, stretched and moved as they say.',
  formula: 'y[p, q] = x [right(q), down(p), 1]ᵀ; right and down from -1 to 1',
  source: 'Jaderberg et al. 2015, Spatial transformer networks',
  traits: ['linear'],
  parameters: {
    size: sizes('rows and columns of the grid', { min: 1, optional: true }),
    like: point('a point whose rows and columns it gets', { optional: true }),
    align: flag('takes -1 and 1 for the middles of the outermost cells, not for the edges', {
      default: false,
      alias: 'align_corners',
    }),
  },
  input: ['R', 'K'],
  requires: [
    {
      holds: ({ R, K }) => R.is('==', 2) !== false && K.is('==', 3) !== false,
      says: ({ x }) => `needs a matrix of 2x3, not ${written(x.shape)}: \`reshape([2, 3])\` makes one of six numbers`,
    },
    {
      at: 'size',
      holds: ({ points: { like } }, a) => (like === undefined) === a.size.length > 0,
      says: () => 'needs either a `size` or a point to be `like`',
      instead: () => [{ argument: 'size', value: '16x16' }],
    },
    {
      at: 'size',
      holds: ({ points: { like } }, a) => (like ? like.shape.length > 1 : a.size.length < 3),
      says: ({ points: { like } }, a) => `needs rows and columns, not ${written(like?.shape ?? a.size)}`,
    },
  ],
  shape: (bound, a) => [...axesOf(bound, a), bound.R],
  lower: (op, x, _, a, { bound }) => op.affineGrid(x, { size: axesOf(bound, a), align: a.align }),
  spell: {
    pytorch: (bound, a) =>
      `F.affine_grid(x, (batch, 1, ${axesOf(bound, a).map(String).join(', ')}), align_corners=${a.align ? 'True' : 'False'})`,
  },
  exampleInput: '2x3',
  example: 'affine_grid(16x16)',
});
