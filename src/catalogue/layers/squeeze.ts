/** `squeeze`: dimensions of size 1 gone. */
import { axis, defineLayer } from './layer.js';
import { axisExists, axisIn, replaced, written } from './rules.js';
import type { Shape } from '../../shape/shape.js';

const squeezed = (x: Shape, at: number | undefined): Shape =>
  at === undefined ? x.filter(d => !d.equals(1)) : replaced(x, axisIn(x.length, at));

export const squeeze = defineLayer({
  name: 'squeeze',
  summary: 'Takes away a dimension of size 1, or all of them.',
  formula: '[C, 1, 1] → [C]',
  source: 'torch.squeeze',
  keras: 'ops.squeeze',
  traits: ['views'],
  parameters: { axis: axis('which dimension; all of size 1 if not given', { optional: true, alias: 'dim' }) },
  input: ['...'],
  requires: [
    axisExists('axis'),
    {
      at: 'axis',
      holds: ({ x }, a) =>
        a.axis === undefined ? true : (x.shape[axisIn(x.shape.length, a.axis)]?.is('==', 1) ?? true),
      says: ({ x }, a) =>
        `dimension ${String(a.axis)} of ${written(x.shape)} has size ${String(x.shape[axisIn(x.shape.length, a.axis ?? 0)])}, not 1`,
    },
  ],
  shape: ({ x }, a) => squeezed(x.shape, a.axis),
  dtype: 'same',
  lower: (op, x, _, a) => op.reshape(x, { shape: squeezed(x.type.shape, a.axis) }),
  spell: {
    pytorch: ({ x }, a) => `x.reshape(${['len(x)', ...squeezed(x.shape, a.axis).map(String)].join(', ')})`,
  },
  example: 'squeeze',
  exampleInput: '[64, 1, 1]',
});
