/** Tensors side by side, with borders, or moved round. */
import { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { anyBatched, arriving, shaped, sizeAt, tensor, typeAt, valueAt } from './rules.js';

export const concat: OperationOf<{ readonly axis: number }, readonly Value[]> = defineOperation({
  name: 'concat',
  eagerBackward: 'parts',
  summary: 'Tensors one behind the other along an axis.',
  inputs: ['values...'],
  traits: ['keeps-channels-last'],
  types(inputs, { axis }) {
    const first = typeAt(inputs, 0);
    const along = inputs.reduce((sum, type) => sum.plus(type ? sizeAt(type.shape, axis) : 0), Dim.of(0));
    const shape = first.shape.map((size, i) => (i === axis ? along : size));
    return [tensor(shape, anyBatched(inputs), first.dtype)];
  },
  gradient({ op, inputs, gradients, needs, attributes: { axis } }) {
    const g = arriving(gradients);
    let from = Dim.of(0);
    return inputs.map((_, i) => {
      const { type } = valueAt(inputs, i);
      const to = from.plus(sizeAt(type.shape, axis));
      const part = { axis, from, to, step: Dim.of(1) };
      from = to;
      if (!needs[i]) return undefined;
      const piece = op.slice(g, part);
      return g.type.batched && !type.batched ? op.sumOverBatch(piece) : piece;
    });
  },
});

export type PadMode = 'zeros' | 'reflect' | 'replicate' | 'circular';
/** `amounts`: before and after each dimension, the channel too. `value` fills in mode `zeros`; 0 when left out. */
export type PadAttributes = {
  readonly amounts: readonly (readonly [before: Dim, after: Dim])[];
  readonly mode: PadMode;
  readonly value?: number;
};

export const pad: OperationOf<PadAttributes> = defineOperation({
  name: 'pad',
  autocast: ([x], { mode }) =>
    mode === 'replicate' || (mode === 'reflect' && x?.shape.length !== 4) ? 'full' : undefined,
  eagerBackward: 'kernel',
  summary: 'A border around the tensor: a number, its mirror image, its edge, or its other end.',
  inputs: ['x'],
  traits: ['keeps-channels-last'],
  types(inputs, { amounts }) {
    const x = typeAt(inputs, 0);
    return [
      shaped(
        x,
        x.shape.map((size, i) => size.plus(amounts[i]?.[0] ?? 0).plus(amounts[i]?.[1] ?? 0)),
      ),
    ];
  },
  eagerKeeps: ({ attributes: { mode } }) => (mode === 'reflect' || mode === 'replicate' ? [{ input: 0 }] : []),
  gradient: ({ op, inputs, gradients, attributes: { amounts, mode } }) => [
    op.padGradient(arriving(gradients), { amounts, mode, shape: valueAt(inputs, 0).type.shape }),
  ],
});

export const padGradient: OperationOf<Omit<PadAttributes, 'value'> & { readonly shape: Shape }, [gradient: Value]> =
  defineOperation({
    name: 'padGradient',
    summary: 'Adds each cell of the border to the cell it was copied from.',
    inputs: ['gradient'],
    types: (inputs, { shape }) => [shaped(typeAt(inputs, 0), shape)],
    gradient({ op, gradients, attributes: { amounts, mode } }) {
      return [op.pad(arriving(gradients), { amounts, mode })];
    },
  });

export const roll: OperationOf<{ readonly shift: readonly Dim[]; readonly axes: readonly number[] }> = defineOperation({
  name: 'roll',
  eagerBackward: 'kernel',
  summary: 'Elements moved along axes; what leaves at one end comes in at the other.',
  inputs: ['x'],
  types: inputs => [typeAt(inputs, 0)],
  gradient({ op, gradients, attributes: { shift, axes } }) {
    return [op.roll(arriving(gradients), { shift: shift.map(by => by.negate()), axes })];
  },
});

export const flip: OperationOf<{ readonly axes: readonly number[] }> = defineOperation({
  name: 'flip',
  eagerBackward: 'kernel',
  summary: 'Elements along axes in the opposite order.',
  inputs: ['x'],
  types: inputs => [typeAt(inputs, 0)],
  gradient: ({ op, gradients, attributes }) => [op.flip(arriving(gradients), attributes)],
});
