/** Windows as columns (im2col) and their sum back into place. */
import type { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
import { windowCount } from '../../shape/window.js';
import type { Padding } from './convolution.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { arriving, shaped, sizeAt, typeAt, valueAt } from './rules.js';

export type UnfoldAttributes = {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: Padding;
  readonly dilation: readonly Dim[];
};

/** [C, axes...] to [C x taps of the window, windows]. */
export const unfold: OperationOf<UnfoldAttributes> = defineOperation({
  name: 'unfold',
  summary: 'Writes every window as a column; positions behind the edge are 0.',
  inputs: ['x'],
  types(inputs, { kernel, stride, padding, dilation }) {
    const x = typeAt(inputs, 0);
    const windows = x.shape.slice(1).map(
      (size, i) =>
        windowCount({
          size,
          kernel: sizeAt(kernel, i),
          stride: sizeAt(stride, i),
          dilation: sizeAt(dilation, i),
          padding: padding[i]!,
        }).count,
    );
    return [shaped(x, [sizeAt(x.shape, 0).times(elements(kernel)), elements(windows)])];
  },
  gradient({ op, inputs, gradients, attributes }) {
    const size = valueAt(inputs, 0).type.shape.slice(1);
    return [op.fold(arriving(gradients), { ...attributes, size })];
  },
});

/** `size`: of the axes behind the channel of the result. */
export const fold: OperationOf<UnfoldAttributes & { readonly size: readonly Dim[] }, [x: Value]> = defineOperation({
  name: 'fold',
  summary: 'Adds columns back into the windows they stand for.',
  inputs: ['x'],
  types(inputs, { kernel, size }) {
    const x = typeAt(inputs, 0);
    return [shaped(x, [sizeAt(x.shape, 0).over(elements(kernel)), ...size])];
  },
  gradient({ op, gradients, attributes: { size: _, ...geometry } }) {
    return [op.unfold(arriving(gradients), geometry)];
  },
});
