/** `merge_windows`: windows put together to a map again. */
import { Dim } from '../../shape/dim.js';
import { defineLayer, sizes, type Shape } from './layer.js';
import { product, written } from './rules.js';
import { windowOrder, windowSplit } from './windows.js';

interface Arguments {
  readonly size: Shape;
  readonly window: Shape;
}

/** The window as it is given, one number for all axes, or a square of as many cells as there are. */
function windowOf(T: Dim, { size, window }: Arguments): Shape {
  if (window.length === size.length) return window;
  const [only] = window;
  const side = only ?? (size.length === 1 ? T : size.length === 2 ? T.sqrt() : T.power(Dim.ratio(1, 3)));
  return size.map(() => side);
}

export const mergeWindows = defineLayer({
  name: 'merge_windows',
  summary: 'Puts windows together to a map again: what `windows` did, backwards.',
  formula: '[H·W / T, T, C] → [C, H, W]',
  source: 'Liu et al. 2021, Swin',
  traits: ['views'],
  parameters: {
    size: sizes('size of the map', { min: 1 }),
    window: sizes('size of a window; square if not given', { min: 1, optional: true }),
  },
  input: ['N', 'T', 'C'],
  dtype: 'same',
  requires: [
    {
      at: 'window',
      holds: ({ T }, a) => T.is('==', product(windowOf(T, a))),
      says: ({ T }, a) => `windows of ${written(windowOf(T, a))} do not have ${T.toString()} cells`,
    },
    {
      at: 'size',
      holds: ({ N, T }, a) => N.times(T).is('==', product(a.size)),
      says: ({ N, T }, a) =>
        `${N.toString()} windows of ${T.toString()} cells are ${N.times(T).toString()} cells, but a map of ${written(a.size)} has ${product(a.size).toString()}`,
    },
  ],
  shape: ({ C }, a) => [C, ...a.size],
  lower(op, x, _, a, { bound: { C, T } }) {
    const window = windowOf(T, a);
    const rank = a.size.length;
    const order = windowOrder(rank);
    const split = windowSplit(C, a.size, window);
    const sorted = op.reshape(x, { shape: order.map(i => split[i] ?? Dim.of(1)) });
    const back = op.permute(sorted, { order: order.map((_place, i) => order.indexOf(i)) });
    return op.reshape(back, { shape: [C, ...a.size] });
  },
  spell: { pytorch: (_, a) => `merge_windows(x, (${a.size.map(String).join(', ')}))` },
  example: 'merge_windows(8x8)',
  exampleInput: '[4, 16, 32]',
});
