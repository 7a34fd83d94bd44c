/** Convolution whose taps stand where another tensor says. */
import { Dim } from '../../shape/dim.js';
import { elements, type Shape } from '../../shape/shape.js';
import type { Builder } from './builder.js';
import type { ConvAttributes } from './convolution.js';
import { counting, shares } from './interpolation.js';
import { defineOperation, type Inputs, type OperationOf, type Value } from './operation.js';
import { anyBatched, sizeAt, tensor, typeAt, valueAt } from './rules.js';

type DeformableInputs = [x: Value, offset: Value, weight: Value, mask?: Value | undefined];

/**
 * x: [C, H, W]; weight: [channels, C / groups, h, w]; offset: [2 · sets · h · w, H', W'], for each tap its shift down and then
 * right; mask: [sets · h · w, H', W'], a factor for each tap. Channels split into `sets` that share their shifts. Between cells a
 * tap interpolates; outside it reads 0.
 */
export const deformableConv: OperationOf<ConvAttributes, DeformableInputs> = defineOperation({
  name: 'deformableConv',
  summary: 'A convolution over two axes with a shift for each tap of each window.',
  source: 'Dai et al. 2017, Deformable convolutional networks; Zhu et al. 2019 (mask)',
  inputs: ['x', 'offset', 'weight', 'mask?'],
  traits: ['first-order'],
  types(inputs) {
    const [offset, weight] = [typeAt(inputs, 1), typeAt(inputs, 2)];
    return [tensor([sizeAt(weight.shape, 0), ...offset.shape.slice(1)], anyBatched(inputs))];
  },
  multiplyAdds: (inputs, results) =>
    elements(typeAt(results, 0).shape).times(elements(typeAt(inputs, 2).shape.slice(1))),
  eagerKeeps: ({ inputs }) => inputs.flatMap((type, input) => (type ? [{ input }] : [])),
  decompose: (op, inputs, attributes) => [sampled(op, inputs, attributes)],
});

/** Samples as sums over all cells of an axis, then an ordinary product with the weights. */
function sampled(op: Builder, inputs: Inputs, { stride, padding, dilation, groups }: ConvAttributes): Value {
  const [x, offset, weight, mask] = [valueAt(inputs, 0), valueAt(inputs, 1), valueAt(inputs, 2), inputs[3]];
  const one = Dim.of(1);
  const [C, H, W] = [0, 1, 2].map(i => sizeAt(x.type.shape, i)) as [Dim, Dim, Dim];
  const [out, h, w] = [0, 2, 3].map(i => sizeAt(weight.type.shape, i)) as [Dim, Dim, Dim];
  const [down, right] = [sizeAt(offset.type.shape, 1), sizeAt(offset.type.shape, 2)];
  const taps = h.times(w);
  const sets = sizeAt(offset.type.shape, 0).over(taps.times(2));

  const shifts = op.reshape(offset, { shape: [sets, taps, Dim.of(2), down, right] });
  const placesOf = (axis: 0 | 1): Value => {
    const part = op.slice(shifts, { axis: 2, from: Dim.of(axis), to: Dim.of(axis + 1), step: one });
    const shift = op.reshape(part, { shape: [sets, h, w, down, right] });
    const scaled = (count: Value, by: Dim, shape: Shape): Value => op.reshape(op.scaleBy(count, { by }), { shape });
    const [kernel, windows] = axis === 0 ? [h, down] : [w, right];
    const tap = scaled(counting(op, kernel), sizeAt(dilation, axis), axis === 0 ? [h, one, one, one] : [w, one, one]);
    const window = scaled(counting(op, windows), sizeAt(stride, axis), axis === 0 ? [down, one] : [right]);
    return op.addConstant(op.add(op.add(shift, tap), window), { constant: padding[axis]![0].negate() });
  };

  const rows = op.reshape(shares(op, placesOf(0), H), { shape: [sets, taps.times(down).times(right), H] });
  const columns = op.reshape(shares(op, placesOf(1), W), { shape: [sets, taps.times(down).times(right), one, W] });
  const own = C.over(sets);
  const cells = op.reshape(op.permute(op.reshape(x, { shape: [sets, own, H, W] }), { order: [0, 2, 1, 3] }), {
    shape: [sets, H, own.times(W)],
  });
  const lines = op.reshape(op.matmul(rows, cells), { shape: [sets, taps.times(down).times(right), own, W] });
  const samples = op.reduceSum(op.multiply(lines, columns), { axes: [3], keep: false });
  const weighed = mask
    ? op.multiply(samples, op.reshape(mask, { shape: [sets, taps.times(down).times(right), one] }))
    : samples;
  const split = op.reshape(weighed, { shape: [sets, taps, down.times(right), own] });
  const columnsOfWindows = op.reshape(op.permute(split, { order: [0, 3, 1, 2] }), {
    shape: [groups, C.over(groups).times(taps), down.times(right)],
  });
  const matrix = op.reshape(weight, { shape: [groups, out.over(groups), C.over(groups).times(taps)] });
  return op.reshape(op.matmul(matrix, columnsOfWindows), { shape: [out, down, right] });
}
