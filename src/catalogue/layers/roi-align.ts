/** `roi_align`: parts of a map, each brought to one size. */
import { Dim } from '../../shape/dim.js';
import { counting } from './position-table.js';
import { count, defineLayer, perAxis, point, positive, spatial, type Builder, type Value } from './layer.js';
import { written } from './rules.js';

/** [K, bins, size]: how much each cell of an axis counts in each bin of a box from `low` to `high` ([K]). */
function shares(op: Builder, low: Value, high: Value, bins: Dim, size: Dim, samples: Dim): Value {
  const one = Dim.of(1);
  const K = low.type.shape[0] ?? one;
  const points = bins.times(samples);
  // Sample s of a box lies at low + (s + 1/2) / points of its length; cells are counted by their middles.
  const along = op.scaleBy(op.addConstant(counting(op, points), { constant: 0.5 }), { by: one.over(points) });
  const column = (v: Value): Value => op.reshape(v, { shape: [K, one] });
  const place = op.add(
    op.multiply(column(op.subtract(high, low)), op.reshape(along, { shape: [one, points] })),
    column(low),
  );
  const middle = op.addConstant(place, { constant: -0.5 });
  // A sample more than a cell outside of the map counts nothing; nearer ones take the cell at the edge.
  const inside = op.between(middle, { low: -1, high: size.value, closed: true });
  const held = op.clamp(middle, { low: 0, high: Infinity });
  const last = op.minimum(held, op.constant({ value: size.value - 1, shape: [] }));
  const offset = op.subtract(
    op.reshape(last, { shape: [K, points, one] }),
    op.reshape(counting(op, size), { shape: [one, one, size] }),
  );
  const near = op.relu(op.addConstant(op.negate(op.abs(offset)), { constant: 1 }));
  const counted = op.multiply(near, op.reshape(inside, { shape: [K, points, one] }));
  const split = op.reshape(counted, { shape: [K, bins, samples, size] });
  return op.reduceMean(split, { axes: [2], keep: false });
}

export const roiAlign = defineLayer({
  name: 'roi_align',
  summary: 'Cuts boxes out of a map and brings each to one size by interpolation.',
  formula: '[C, H, W], boxes [K, 4] → [K, C, size, size]',
  source: 'He et al. 2017, Mask R-CNN',
  traits: ['pools'],
  parameters: {
    boxes: point('left, top, right and bottom of each box: [K, 4]'),
    size: perAxis('size of the result', { min: 1, default: 7 }),
    scale: positive('cells of the map for a unit of the boxes', { default: 1, alias: 'spatial_scale' }),
    samples: count('samples along each axis of a cell of the result', { min: 1, default: 2, alias: 'sampling_ratio' }),
  },
  input: ['C', ...spatial(2, 2)],
  requires: [
    {
      at: 'boxes',
      holds: ({ points: { boxes } }) =>
        boxes !== undefined && boxes.shape.length === 2 && boxes.shape[1]?.equals(4) === true,
      says: ({ points: { boxes } }) => `boxes must be [K, 4], but are ${written(boxes?.shape ?? [])}`,
    },
  ],
  shape: ({ C, points: { boxes } }, { size }) => [boxes?.shape[0] ?? Dim.of(1), C, ...size],
  lower(op, x, _, a, { bound: { C, axes }, points: { boxes } }) {
    const one = Dim.of(1);
    const [H = one, W = one] = axes;
    const [rows = one, columns = one] = a.size;
    // Where boxes stand gets no gradient, as in torchvision.
    const all = op.stopGradient(boxes ?? x);
    const K = all.type.shape[0] ?? one;
    const edge = (i: number): Value => {
      const part = op.slice(all, { axis: 1, from: Dim.of(i), to: Dim.of(i + 1), step: one });
      return op.scaleBy(op.reshape(part, { shape: [K] }), { by: a.scale });
    };
    const down = shares(op, edge(1), edge(3), rows, H, a.samples);
    const right = shares(op, edge(0), edge(2), columns, W, a.samples);
    const narrow = op.matmul(
      op.reshape(x, { shape: [one, C, H, W] }),
      op.reshape(right, { shape: [K, one, columns, W] }),
      { transposeB: true },
    );
    return op.matmul(op.reshape(down, { shape: [K, one, rows, H] }), narrow);
  },
  spell: {
    pytorch: (_, a) =>
      `torchvision.ops.roi_align(x, list(boxes), (${a.size.map(String).join(', ')}), ${String(a.scale)}, ${a.samples.toString()}, aligned=True)`,
  },
  example: 'roi_align(parameter([5, 4]), 7)',
});
