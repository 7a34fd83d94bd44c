/** `roll`: cells moved along dimensions, what leaves at one end comes in at the other. */
import { Dim } from '../../shape/dim.js';
import { defineLayer, defineParameter, readCount, type Shape } from './layer.js';
import { axesExist, axesIn, normAxes } from './norm-axes.js';

export const roll = defineLayer({
  name: 'roll',
  summary: 'Moves cells along dimensions; what leaves at one end comes in at the other.',
  formula: 'y[i] = x[(i - shift) mod size]',
  source: 'torch.roll',
  keras: 'ops.roll',
  traits: ['linear'],
  parameters: {
    shift: defineParameter<Shape>({
      kind: 'shifts',
      doc: 'how far, for each of the dimensions; may be negative',
      alias: 'shifts',
      read: argument => {
        const found: Dim[] = [];
        for (const item of argument.kind === 'list' ? argument.items : [argument]) {
          const one = readCount(item, { min: -(2 ** 31) });
          if ('error' in one) return one;
          found.push(one.value);
        }
        return { value: found };
      },
    }),
    axes: normAxes('dimensions to move along, by position; the last one if not given', 'dims'),
  },
  input: ['...'],
  requires: [
    axesExist(),
    {
      at: 'shift',
      holds: (_, a) => a.shift.length === 1 || a.shift.length === a.axes.length,
      says: (_, a) => `there are ${String(a.shift.length)} shifts for ${String(a.axes.length)} dimensions`,
    },
  ],
  shape: ({ x }) => x.shape,
  dtype: 'same',
  lower(op, x, _, a) {
    const axes = a.axes.map(axis => axesIn(x.type, [axis])[0] ?? 0);
    return op.roll(x, { shift: axes.map((_axis, i) => a.shift[i] ?? a.shift[0] ?? Dim.of(0)), axes });
  },
  spell: {
    pytorch: ({ x }, a) =>
      `torch.roll(x, (${a.shift.map(String).join(', ')},), (${a.axes.map(axis => String((axesIn(x, [axis])[0] ?? 0) + 1)).join(', ')},))`,
  },
  example: 'roll(3, axes: [1, 2])',
});
