/** `flatten`: lays dimensions one after the other into one. */
import { axis, defineLayer, python } from './layer.js';
import { axisExists, axisIn, product } from './rules.js';

const range = (
  rank: number,
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
): readonly [number, number] => [axisIn(rank, from ?? 0), axisIn(rank, to ?? -1)];

export const flatten = defineLayer({
  name: 'flatten',
  summary: 'Lays the dimensions from `from` to `to` one after the other into one, the last one running fastest.',
  formula: 'size = product of the sizes',
  source: 'torch.flatten',
  keras: 'layers.Flatten',
  traits: ['views', 'flattens'],
  parameters: {
    from: axis('first dimension', { default: 0, alias: 'start_dim' }),
    to: axis('last dimension', { default: -1, alias: 'end_dim' }),
  },
  input: ['...'],
  requires: [
    axisExists('from'),
    axisExists('to'),
    {
      at: 'to',
      holds: ({ x }, a) => {
        const [from, to] = range(x.shape.length, a);
        return from <= to || x.shape.length === 0;
      },
      says: ({ x }, a) => {
        const [from, to] = range(x.shape.length, a);
        return `dimension ${String(to)} comes before dimension ${String(from)}`;
      },
      instead: () => [{ argument: 'to', value: '-1' }],
    },
  ],
  shape: ({ x }, a) => {
    const [from, to] = range(x.shape.length, a);
    return [...x.shape.slice(0, from), product(x.shape.slice(from, to + 1)), ...x.shape.slice(to + 1)];
  },
  dtype: 'same',
  lower(op, x, _, a) {
    const { shape } = x.type;
    const [from, to] = range(shape.length, a);
    return op.reshape(x, {
      shape: [...shape.slice(0, from), product(shape.slice(from, to + 1)), ...shape.slice(to + 1)],
    });
  },
  spell: {
    pytorch: ({ x }, a) => {
      const [from, to] = range(x.shape.length, a);
      return from === 0 && to === x.shape.length - 1
        ? 'nn.Flatten()'
        : `nn.Flatten(${python(from + 1)}, ${python(to + 1)})`;
    },
  },
  example: 'flatten',
});
