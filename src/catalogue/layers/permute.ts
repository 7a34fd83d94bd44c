/** `permute`: dimensions in another order. */
import { defineLayer, defineParameter, describe, readCount } from './layer.js';
import { axisIn, written } from './rules.js';

export const permute = defineLayer({
  name: 'permute',
  summary: 'Puts the dimensions into another order.',
  formula: 'size i of the result is size order[i] of the input',
  source: 'torch.permute',
  keras: 'layers.Permute',
  traits: ['views', 'permutes'],
  parameters: {
    order: defineParameter<readonly number[]>({
      kind: 'order',
      doc: 'for each dimension of the result, which one of the input it is',
      alias: 'dims',
      read: argument => {
        if (argument.kind !== 'list') return { error: `needs a list of all dimensions, not ${describe(argument)}` };
        const order: number[] = [];
        for (const item of argument.items) {
          const one = readCount(item, { min: -8, max: 7 });
          if ('error' in one) return one;
          if (!one.value.isConstant) return { error: `needs positions known before running, not ${describe(item)}` };
          order.push(one.value.value);
        }
        return { value: order };
      },
    }),
  },
  input: ['...'],
  requires: [
    {
      at: 'order',
      holds: ({ x }, { order }) => {
        const rank = x.shape.length;
        const found = order.map(i => axisIn(rank, i)).sort((a, b) => a - b);
        return found.length === rank && found.every((axis, i) => axis === i);
      },
      says: ({ x }, { order }) =>
        `[${order.join(', ')}] is no order of the ${String(x.shape.length)} dimensions of ${written(x.shape)}: each must be there once`,
      instead: ({ x }) => [
        { argument: 'order', value: `[${x.shape.map((_, i) => x.shape.length - 1 - i).join(', ')}]` },
      ],
    },
  ],
  shape: ({ x }, { order }) => order.flatMap(i => x.shape.slice(axisIn(x.shape.length, i)).slice(0, 1)),
  dtype: 'same',
  lower: (op, x, _, { order }) => op.permute(x, { order: order.map(i => axisIn(x.type.shape.length, i)) }),
  spell: {
    pytorch: ({ x }, { order }) => `x.permute(0, ${order.map(i => axisIn(x.shape.length, i) + 1).join(', ')})`,
  },
  example: 'permute([1, 2, 0])',
});
