/** `shifted_windows`: which cells of a rolled map may see each other. */
import { Dim } from '../../shape/dim.js';
import { counting } from './position-table.js';
import { defineLayer, optionalCount, sizes, type Builder, type Shape, type Value } from './layer.js';
import { product, written } from './rules.js';

interface Arguments {
  readonly size: Shape;
  readonly window: Shape;
  readonly shift: Dim | undefined;
}

const two = (shape: Shape): readonly [Dim, Dim] => {
  const [first = Dim.of(1), second = first] = shape;
  return [first, second];
};

/** 0, 1 or 2 for each place of an axis: before the last window, in it, and behind the seam. */
function regions(op: Builder, size: Dim, window: Dim, shift: Dim): Value {
  const place = counting(op, size);
  const from = (start: Dim): Value => {
    const edge = op.addConstant(place, { constant: start.negate().plus(Dim.ratio(1, 2)) });
    return op.between(edge, { low: 0, high: Infinity, closed: false });
  };
  return op.add(from(size.minus(window)), from(size.minus(shift)));
}

export const shiftedWindows = defineLayer({
  name: 'shifted_windows',
  summary:
    'A mask for attention in windows of a map that was rolled: cells that were not neighbours before do not see each other.',
  formula: 'mask[window, 1, t, s] = region(t) = region(s)',
  source: 'Liu et al. 2021, Swin, section 3.2',
  traits: ['source'],
  parameters: {
    size: sizes('size of the map', { min: 1 }),
    window: sizes('size of a window', { min: 1 }),
    shift: optionalCount('how far the map was rolled; half a window if not given', { min: 0 }),
  },
  input: 'none',
  dtype: 'bool',
  requires: [
    {
      at: 'window',
      holds: (_, a) => {
        const [size, window] = [two(a.size), two(a.window)];
        const answers = size.map((axis, i) => axis.isMultipleOf(window[i] ?? 1));
        return answers.includes(false) ? false : answers.includes('unknown') ? 'unknown' : true;
      },
      says: (_, a) => `a map of ${written(two(a.size))} does not split into windows of ${written(two(a.window))}`,
    },
    {
      at: 'shift',
      holds: (_, a) => (a.shift === undefined ? true : a.shift.is('<', two(a.window)[0])),
      says: (_, a) => `a shift of ${String(a.shift)} must be below the window of ${two(a.window)[0].toString()}`,
    },
  ],
  shape: (_, a) => {
    const cells = product(two(a.window));
    return [product(two(a.size)).over(cells), Dim.of(1), cells, cells];
  },
  lower(op, _x, _weights, a: Arguments) {
    const [H, W] = two(a.size);
    const [h, w] = two(a.window);
    const one = Dim.of(1);
    const down = regions(op, H, h, a.shift ?? h.floorDiv(2));
    const right = regions(op, W, w, a.shift ?? w.floorDiv(2));
    const ids = op.add(
      op.reshape(op.scaleBy(down, { by: 3 }), { shape: [H, one] }),
      op.reshape(right, { shape: [one, W] }),
    );
    const cells = h.times(w);
    const many = H.times(W).over(cells);
    const split = op.permute(op.reshape(ids, { shape: [H.over(h), h, W.over(w), w] }), { order: [0, 2, 1, 3] });
    const rows = op.reshape(split, { shape: [many, one, cells, one] });
    const columns = op.reshape(split, { shape: [many, one, one, cells] });
    return op.equal(rows, columns);
  },
  spell: {
    pytorch: (_, a) =>
      `shifted_windows((${two(a.size).map(String).join(', ')}), (${two(a.window).map(String).join(', ')}))`,
  },
  example: 'shifted_windows(8x8, 4)',
});
