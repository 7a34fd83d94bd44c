/** `transpose`: rows become columns. */
import { defineLayer } from './layer.js';

const swapped = <T>(list: readonly T[]): readonly T[] => [...list.slice(0, -2), ...list.slice(-2).reverse()];

export const transpose = defineLayer({
  name: 'transpose',
  summary: 'Exchanges the last two dimensions.',
  formula: 'y[i, j] = x[j, i]',
  source: 'torch.transpose',
  keras: 'ops.swapaxes',
  traits: ['views', 'permutes'],
  parameters: {},
  input: ['...', 'N', 'M'],
  shape: ({ rest, N, M }) => [...rest, M, N],
  dtype: 'same',
  lower: (op, x) => op.permute(x, { order: swapped(x.type.shape.map((_, i) => i)) }),
  spell: { pytorch: () => 'x.transpose(-2, -1)' },
  example: 'transpose',
  exampleInput: '[16, 64]',
});
