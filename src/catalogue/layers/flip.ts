/** `flip`: the entries of dimensions in the opposite order. */
import { defineLayer } from './layer.js';
import { axesExist, axesIn, normAxes } from './norm-axes.js';

export const flip = defineLayer({
  name: 'flip',
  summary: 'Turns the order of the entries along dimensions round.',
  formula: 'y[i] = x[size - 1 - i]',
  source: 'torch.flip',
  keras: 'ops.flip',
  traits: ['linear'],
  parameters: { axes: normAxes('dimensions to turn round, by position; the last one if not given', ['dims', 'axis']) },
  input: ['...'],
  requires: [axesExist()],
  shape: ({ x }) => x.shape,
  dtype: 'same',
  lower: (op, x, _, a) => op.flip(x, { axes: axesIn(x.type, a.axes) }),
  spell: {
    pytorch: ({ x }, a) =>
      `torch.flip(x, (${axesIn(x, a.axes)
        .map(axis => String(axis + 1))
        .join(', ')},))`,
  },
  example: 'flip(axes: 2)',
});
