/** `pick`: the number that an index names, at each place. */
import { Dim } from '../../shape/dim.js';
import { sameShape } from '../../shape/shape.js';
import { axis, defineLayer, point, type Shape } from './layer.js';
import { replaced, written } from './rules.js';
import { axisGiven, softAxis } from './soft-axis.js';

const without = (x: Shape, at: number): Shape => replaced(x, at);

export const pick = defineLayer({
  name: 'pick',
  summary:
    'Takes, at each place, the number along a dimension that an index names: the value of the action that was taken.',
  formula: 'y[...] = x[index[...], ...]',
  source: 'torch.gather',
  traits: ['linear'],
  parameters: {
    index: point('whole numbers: which one to take'),
    axis: axis('along which dimension', { optional: true, alias: 'dim' }),
  },
  input: ['...'],
  requires: [
    ...axisGiven,
    {
      at: 'index',
      holds: ({ x, points: { index } }, a: { readonly axis: number | undefined }) =>
        index === undefined ? true : sameShape(index.shape, without(x.shape, softAxis(x, a))),
      says: ({ x, points: { index } }, a: { readonly axis: number | undefined }) =>
        `the index is ${written(index?.shape ?? [])}, but there must be one for each place of ${written(without(x.shape, softAxis(x, a)))}`,
    },
  ],
  shape: ({ x }, a) => without(x.shape, softAxis(x, a)),
  lower(op, x, _, a, { points: { index } }) {
    const at = softAxis(x.type, a);
    const size = x.type.shape[at] ?? Dim.of(1);
    const number = a.index?.kind === 'number' ? a.index.value : Dim.of(0);
    if (index === undefined) {
      const part = op.slice(x, { axis: at, from: number, to: number.plus(1), step: Dim.of(1) });
      return op.reshape(part, { shape: without(x.type.shape, at) });
    }
    const order = x.type.shape.map((_size, i) => i);
    const moved = op.permute(x, { order: [...order.filter(i => i !== at), at] });
    const chosen = op.multiply(moved, op.oneHot(index, { classes: size }));
    return op.reduceSum(chosen, { axes: [order.length - 1], keep: false });
  },
  spell: {
    pytorch: ({ x }, a) => {
      const at = softAxis(x, a) + 1;
      return `x.gather(${String(at)}, index.unsqueeze(${String(at)})).squeeze(${String(at)})`;
    },
  },
  example: 'pick(0, axis: 0)',
});
