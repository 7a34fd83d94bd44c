/** Convolution over any number of axes, its two gradients, which are convolutions again, and its transpose. */
import type { Dim } from '../../shape/dim.js';
import { elements, type Shape } from '../../shape/shape.js';
import { transposedCount, windowCount } from '../../shape/window.js';
import { defineOperation, type Kept, type OperationOf, type Value } from './operation.js';
import { anyBatched, arriving, ifNeeded, sizeAt, tensor, typeAt, valueAt } from './rules.js';

export type Padding = readonly (readonly [before: Dim, after: Dim])[];

export type ConvAttributes = {
  readonly stride: readonly Dim[];
  readonly padding: Padding;
  readonly dilation: readonly Dim[];
  readonly groups: Dim;
};
/** `shape`: of the tensor whose gradient it is. */
export type ConvGradientAttributes = ConvAttributes & { readonly shape: Shape };
export type TransposedConvAttributes = ConvAttributes & { readonly outputPadding: readonly Dim[] };

/** PyTorch's convolution keeps both operands, whichever needs a gradient. */
const both: readonly Kept[] = [{ input: 0 }, { input: 1 }];

const source = 'Dumoulin & Visin 2016, A guide to convolution arithmetic for deep learning';

/** Cross-correlation, as deep learning means the word. Weight: [channels out, channels in / groups, kernel...]. */
export const conv: OperationOf<ConvAttributes, [x: Value, weight: Value]> = defineOperation({
  name: 'conv',
  autocast: () => 'half',
  eagerBackward: 'kernel',
  summary: 'Each filter slides over the axes behind the channel and sees every channel of its group.',
  source,
  inputs: ['x', 'weight'],
  traits: ['keeps-channels-last'],
  types(inputs, { stride, padding, dilation }) {
    const [x, weight] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    const axes = x.shape.slice(1).map(
      (size, i) =>
        windowCount({
          size,
          kernel: sizeAt(weight.shape, i + 2),
          stride: sizeAt(stride, i),
          dilation: sizeAt(dilation, i),
          padding: padding[i]!,
        }).count,
    );
    return [tensor([sizeAt(weight.shape, 0), ...axes], anyBatched(inputs))];
  },
  multiplyAdds: (inputs, results) =>
    elements(typeAt(results, 0).shape).times(elements(typeAt(inputs, 1).shape.slice(1))),
  eagerKeeps: () => both,
  gradient({ op, inputs, gradients, needs, attributes }) {
    const [x, weight, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    return [
      ifNeeded(needs, 0, () => op.convInputGradient(g, weight, { ...attributes, shape: x.type.shape })),
      ifNeeded(needs, 1, () => op.convWeightGradient(x, g, { ...attributes, shape: weight.type.shape })),
    ];
  },
});

export const convInputGradient: OperationOf<ConvGradientAttributes, [gradient: Value, weight: Value]> = defineOperation(
  {
    name: 'convInputGradient',
    summary: 'Gradient of a convolution by its input: every result spreads over the window it came from.',
    source,
    inputs: ['gradient', 'weight'],
    types: (inputs, { shape }) => [tensor(shape, anyBatched(inputs))],
    multiplyAdds: inputs => elements(typeAt(inputs, 0).shape).times(elements(typeAt(inputs, 1).shape.slice(1))),
    eagerKeeps: () => both,
    gradient({ op, inputs, gradients, needs, attributes }) {
      const [g, weight, u] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
      const { shape: _, ...geometry } = attributes;
      return [
        ifNeeded(needs, 0, () => op.conv(u, weight, geometry)),
        ifNeeded(needs, 1, () => op.convWeightGradient(u, g, { ...geometry, shape: weight.type.shape })),
      ];
    },
  },
);

export const convWeightGradient: OperationOf<ConvGradientAttributes, [x: Value, gradient: Value]> = defineOperation({
  name: 'convWeightGradient',
  summary: 'Gradient of a convolution by its weight, summed over the batch.',
  source,
  inputs: ['x', 'gradient'],
  types: (_, { shape }) => [tensor(shape, false)],
  multiplyAdds: (inputs, _, { shape }) => elements(typeAt(inputs, 1).shape).times(elements(shape.slice(1))),
  eagerKeeps: () => both,
  gradient({ op, inputs, gradients, needs, attributes }) {
    const [x, g, u] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const { shape: _, ...geometry } = attributes;
    return [
      ifNeeded(needs, 0, () => op.convInputGradient(g, u, { ...geometry, shape: x.type.shape })),
      ifNeeded(needs, 1, () => op.conv(x, u, geometry)),
    ];
  },
});

/** Weight: [channels in, channels out / groups, kernel...]. It is `convInputGradient` with the sizes worked out forwards. */
export const transposedConv: OperationOf<TransposedConvAttributes, [x: Value, weight: Value]> = defineOperation({
  name: 'transposedConv',
  autocast: () => 'half',
  eagerBackward: 'kernel',
  summary: 'The transpose of a convolution: every input spreads over a window of the result.',
  source,
  inputs: ['x', 'weight'],
  traits: ['keeps-channels-last'],
  types(inputs, { stride, padding, dilation, outputPadding, groups }) {
    const [x, weight] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    const axes = x.shape.slice(1).map(
      (size, i) =>
        transposedCount({
          size,
          kernel: sizeAt(weight.shape, i + 2),
          stride: sizeAt(stride, i),
          dilation: sizeAt(dilation, i),
          padding: padding[i]!,
          outputPadding: sizeAt(outputPadding, i),
        }).count,
    );
    return [tensor([sizeAt(weight.shape, 1).times(groups), ...axes], anyBatched(inputs))];
  },
  multiplyAdds: inputs => elements(typeAt(inputs, 0).shape).times(elements(typeAt(inputs, 1).shape.slice(1))),
  eagerKeeps: () => both,
  gradient({ op, inputs, gradients, needs, attributes }) {
    const [x, weight, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const { outputPadding: _, ...geometry } = attributes;
    return [
      ifNeeded(needs, 0, () => op.conv(g, weight, geometry)),
      ifNeeded(needs, 1, () => op.convWeightGradient(g, x, { ...geometry, shape: weight.type.shape })),
    ];
  },
});
