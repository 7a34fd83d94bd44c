/** Interpolation to another size, of the axes behind the channel. */
import type { Dim } from '../../shape/dim.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { arriving, shaped, sizeAt, typeAt, valueAt } from './rules.js';

/** `nearest_exact` takes the cell in whose middle a result lies; `nearest` rounds positions down, as PyTorch's does. */
export type UpsampleMode = 'nearest' | 'nearest_exact' | 'linear' | 'bilinear' | 'trilinear' | 'bicubic';

/** `align`: the outermost cells of both grids lie on each other. `scales`: used for positions instead of the sizes' ratio. */
export type UpsampleAttributes = {
  readonly size: readonly Dim[];
  readonly mode: UpsampleMode;
  readonly align: boolean;
  readonly scales?: readonly (number | Dim)[];
};

export const upsample: OperationOf<UpsampleAttributes> = defineOperation({
  name: 'upsample',
  eagerBackward: 'kernel',
  summary: 'Interpolates between the nearest cells: one, two along each axis, or four.',
  inputs: ['x'],
  traits: ['keeps-channels-last'],
  types: (inputs, { size }) => [shaped(typeAt(inputs, 0), [sizeAt(typeAt(inputs, 0).shape, 0), ...size])],
  gradient: ({ op, inputs, gradients, attributes }) => [
    op.upsampleGradient(arriving(gradients), { ...attributes, from: valueAt(inputs, 0).type.shape.slice(1) }),
  ],
});

/** `from`: sizes before the interpolation. */
export const upsampleGradient: OperationOf<UpsampleAttributes & { readonly from: readonly Dim[] }, [gradient: Value]> =
  defineOperation({
    name: 'upsampleGradient',
    summary: 'Adds each cell to those it was interpolated from, by their shares.',
    inputs: ['gradient'],
    types: (inputs, { from }) => [shaped(typeAt(inputs, 0), [sizeAt(typeAt(inputs, 0).shape, 0), ...from])],
    gradient({ op, gradients, attributes: { from: _, ...forward } }) {
      return [op.upsample(arriving(gradients), forward)];
    },
  });
