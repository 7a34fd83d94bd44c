/** `grid_sample`: a map read at places that another point names. */
import { choice, defineLayer, flag, point, spatial, spelled } from './layer.js';
import { written } from './rules.js';

export const gridSample = defineLayer({
  name: 'grid_sample',
  summary:
    'Reads a map between its cells, at places that `grid` names: a spatial transformer, or a picture bent by a flow.',
  formula: '[C, H, W], grid [P, Q, 2] → [C, P, Q]; right and down from -1 to 1',
  source: 'Jaderberg et al. 2015, Spatial transformer networks',
  traits: ['pools'],
  parameters: {
    grid: point('how far right and down each cell of the result reads, from -1 to 1: [P, Q, 2]'),
    padding_mode: choice(['zeros', 'border'], 'what lies outside of the map: nothing, or its nearest cell', {
      default: 'zeros',
    }),
    align: flag('takes -1 and 1 for the middles of the outermost cells, not for the edges', {
      default: false,
      alias: 'align_corners',
    }),
  },
  input: ['C', ...spatial(2, 2)],
  requires: [
    {
      at: 'grid',
      holds: ({ points: { grid } }) =>
        grid === undefined || (grid.shape.length === 3 && grid.shape[2]?.is('==', 2) !== false),
      says: ({ points: { grid } }) =>
        `the grid must be [P, Q, 2], two numbers for each cell of the result, but is ${written(grid?.shape ?? [])}`,
    },
  ],
  shape: ({ C, points: { grid } }) => [C, ...(grid?.shape.slice(0, -1) ?? [])],
  lower: (op, x, _, a, { points: { grid } }) =>
    op.gridSample(x, grid ?? x, { border: a.padding_mode === 'border' ? 'replicate' : 'zeros', align: a.align }),
  spell: {
    pytorch: (_, a) =>
      spelled('F.grid_sample', [], {
        padding_mode: { value: a.padding_mode, default: 'zeros' },
        align_corners: { value: a.align, default: null },
      }).replace('(', '(x, grid, '),
  },
  example: 'grid_sample(parameter([8, 8, 2]))',
});
