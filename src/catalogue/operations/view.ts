/** The same elements in another shape or order, or some of them. */
import type { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { arriving, resized, shaped, shrinkTo, sizeAt, typeAt, valueAt } from './rules.js';

/** `copies`: always. `positions`: PyTorch's attention has them before the samples: what goes in lies so, or is copied; what comes out lies so. */
export const reshape: OperationOf<{
  readonly shape: Shape;
  readonly positions?: 'in' | 'out';
  readonly copies?: boolean;
}> = defineOperation({
  name: 'reshape',
  eagerBackward: 'hands on',
  summary: 'The same elements in the same order, with another shape.',
  inputs: ['x'],
  traits: ['view', 'reshapes'],
  types: (inputs, { shape }) => [shaped(typeAt(inputs, 0), shape)],
  gradient: ({ op, inputs, gradients }) => [op.reshape(arriving(gradients), { shape: valueAt(inputs, 0).type.shape })],
});

/** `order[i]`: which dimension becomes the i-th. */
export const permute: OperationOf<{ readonly order: readonly number[] }> = defineOperation({
  name: 'permute',
  eagerBackward: 'hands on',
  summary: 'Dimensions in another order.',
  inputs: ['x'],
  traits: ['view'],
  types(inputs, { order }) {
    const x = typeAt(inputs, 0);
    return [
      shaped(
        x,
        order.map(i => sizeAt(x.shape, i)),
      ),
    ];
  },
  gradient({ op, gradients, attributes: { order } }) {
    return [op.permute(arriving(gradients), { order: order.map((_, i) => order.indexOf(i)) })];
  },
});

/** From `from` to before `to`. */
export type SliceAttributes = { readonly axis: number; readonly from: Dim; readonly to: Dim; readonly step: Dim };

export const slice: OperationOf<SliceAttributes> = defineOperation({
  name: 'slice',
  eagerBackward: 'kernel',
  summary: 'Every so many elements of a range along an axis.',
  inputs: ['x'],
  traits: ['view'],
  types(inputs, { axis, from, to, step }) {
    const x = typeAt(inputs, 0);
    return [
      shaped(
        x,
        x.shape.map((size, i) => (i === axis ? to.minus(from).ceilDiv(step) : size)),
      ),
    ];
  },
  gradient: ({ op, inputs, gradients, attributes }) => [
    op.sliceGradient(arriving(gradients), {
      ...attributes,
      size: sizeAt(valueAt(inputs, 0).type.shape, attributes.axis),
    }),
  ],
});

/** `size`: of the axis that was sliced. */
export const sliceGradient: OperationOf<SliceAttributes & { readonly size: Dim }, [gradient: Value]> = defineOperation({
  name: 'sliceGradient',
  summary: 'Elements put back where a slice took them; the rest is 0.',
  inputs: ['gradient'],
  types(inputs, { axis, size }) {
    return [resized(typeAt(inputs, 0), axis, size)];
  },
  gradient({ op, gradients, attributes: { axis, from, to, step } }) {
    return [op.slice(arriving(gradients), { axis, from, to, step })];
  },
});

/** New dimensions stand in front. */
export const expand: OperationOf<{ readonly shape: Shape }> = defineOperation({
  name: 'expand',
  eagerBackward: 'kernel',
  summary: 'Sizes of 1 stretched to the sizes of a shape.',
  inputs: ['x'],
  traits: ['view'],
  types: (inputs, { shape }) => [shaped(typeAt(inputs, 0), shape)],
  gradient: ({ op, inputs, gradients }) => [shrinkTo(op, arriving(gradients), valueAt(inputs, 0).type)],
});
