/** `stack`: inputs side by side along a new dimension. */
import { Dim } from '../../shape/dim.js';
import { sameShape, type Shape } from '../../shape/shape.js';
import { axis, defineLayer, points, type Truth } from './layer.js';
import { axisExists, axisIn, written } from './rules.js';

const inserted = (x: Shape, at: number, size: Dim): Shape => [...x.slice(0, at), size, ...x.slice(at)];

export const stack = defineLayer({
  name: 'stack',
  summary: 'Lays points or branches of one shape side by side along a new dimension.',
  formula: 'n times [T, D] → [n, T, D]',
  source: 'torch.stack',
  keras: 'ops.stack',
  traits: ['joins'],
  parameters: {
    points: points('points to lay beside the flow'),
    axis: axis('where the new dimension stands', { default: 0, alias: 'dim' }),
  },
  input: 'joined',
  dtype: 'same',
  requires: [
    axisExists('axis', 1),
    {
      holds: ({ all, x }) => {
        const answers = all.map((type): Truth => sameShape(x.shape, type.shape));
        return answers.includes(false) ? false : answers.includes('unknown') ? 'unknown' : true;
      },
      says: ({ all }) => `cannot stack ${all.map(({ shape }) => written(shape)).join(' and ')}: their shapes differ`,
    },
  ],
  shape: ({ all, x }, a) => inserted(x.shape, axisIn(x.shape.length + 1, a.axis ?? 0), Dim.of(all.length)),
  lower(op, x, _, a, { all }) {
    const at = axisIn(x.type.shape.length + 1, a.axis ?? 0);
    const parts = all.map(part => op.reshape(part, { shape: inserted(part.type.shape, at, Dim.of(1)) }));
    return op.concat(...parts, { axis: at });
  },
  spell: { pytorch: ({ x }, a) => `torch.stack(xs, dim=${String(axisIn(x.shape.length + 1, a.axis ?? 0) + 1)})` },
  example: 'stack {\n    branch { }\n    branch { relu }\n  }',
});
