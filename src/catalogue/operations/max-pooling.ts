/** Poolings that take the largest element of a window and remember where it stood. */
import type { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import { windowCount } from '../../shape/window.js';
import type { TensorType } from '../tensor.js';
import type { Padding } from './convolution.js';
import {
  defineOperation,
  type GradientContext,
  type Gradients,
  type Kept,
  type None,
  type OperationOf,
  type Value,
} from './operation.js';
import { arriving, shaped, sizeAt, typeAt, valueAt } from './rules.js';

export type MaxpoolAttributes = {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: Padding;
  readonly dilation: readonly Dim[];
  /** A last window that reaches behind the padded input counts if it begins within it. */
  readonly ceil: boolean;
};

type Pooled = readonly [y: Value, indices: Value];

const keeps: readonly Kept[] = [{ input: 0 }, { result: 1 }];

const pooled = (x: TensorType, axes: Shape): readonly TensorType[] => {
  const y = shaped(x, [sizeAt(x.shape, 0), ...axes]);
  return [y, { ...y, dtype: 'int64' }];
};

function scattered<A>({ op, inputs, results, gradients }: GradientContext<A>): Gradients {
  const shape = valueAt(inputs, 0).type.shape;
  return [op.planeScatter(arriving(gradients), valueAt(results, 1), { shape })];
}

/** Padding counts as minus infinity. `indices` count within a channel's plane. */
export const maxpool: OperationOf<MaxpoolAttributes, [x: Value], Pooled> = defineOperation({
  name: 'maxpool',
  autocast: ([x]) => (x?.shape.length === 4 ? 'full' : undefined),
  eagerBackward: 'kernel',
  summary: 'The largest element of each window, and its position in the plane of its channel.',
  inputs: ['x'],
  traits: ['keeps-channels-last'],
  types(inputs, { kernel, stride, padding, dilation, ceil }) {
    const x = typeAt(inputs, 0);
    const axes = x.shape.slice(1).map(
      (size, i) =>
        windowCount({
          size,
          kernel: sizeAt(kernel, i),
          stride: sizeAt(stride, i),
          dilation: sizeAt(dilation, i),
          padding: padding[i]!,
          ceilMode: ceil,
        }).count,
    );
    return pooled(x, axes);
  },
  eagerKeeps: () => keeps,
  gradient: scattered,
});

export const adaptiveMaxpool: OperationOf<{ readonly size: readonly Dim[] }, [x: Value], Pooled> = defineOperation({
  name: 'adaptiveMaxpool',
  autocast: ([x]) => (x?.shape.length === 4 ? 'full' : undefined),
  eagerBackward: 'kernel',
  summary: 'The largest element of so many windows that share the input evenly.',
  inputs: ['x'],
  traits: ['keeps-channels-last'],
  types: (inputs, { size }) => pooled(typeAt(inputs, 0), size),
  eagerKeeps: () => keeps,
  gradient: scattered,
});

/** Windows of `kernel` whose starts are pseudo-random steps of one or two sizes apart. */
export const fractionalMaxpool: OperationOf<
  { readonly kernel: readonly Dim[]; readonly size: readonly Dim[]; readonly draw?: number },
  [x: Value],
  Pooled
> = defineOperation({
  name: 'fractionalMaxpool',
  autocast: () => 'full',
  summary: 'The largest element of windows at random starts, one set of starts for each sample and channel.',
  source: 'Graham 2014, Fractional max-pooling',
  inputs: ['x'],
  traits: ['random'],
  types: (inputs, { size }) => pooled(typeAt(inputs, 0), size),
  eagerKeeps: () => keeps,
  gradient: scattered,
});

/** `shape`: of the result. Planes are all axes behind the channel. */
export const planeScatter: OperationOf<{ readonly shape: Shape }, [x: Value, indices: Value]> = defineOperation({
  name: 'planeScatter',
  summary: 'Adds each element to the position of its channel plane that its index names; the rest is 0.',
  inputs: ['x', 'indices'],
  types: (inputs, { shape }) => [shaped(typeAt(inputs, 0), shape)],
  eagerKeeps: () => [{ input: 1 }],
  gradient: ({ op, inputs, gradients }) => [op.planeGather(arriving(gradients), valueAt(inputs, 1)), undefined],
});

export const planeGather: OperationOf<None, [x: Value, indices: Value]> = defineOperation({
  name: 'planeGather',
  summary: 'The elements of each channel plane that the indices name.',
  inputs: ['x', 'indices'],
  types: inputs => [shaped(typeAt(inputs, 0), typeAt(inputs, 1).shape)],
  eagerKeeps: () => [{ input: 1 }],
  gradient({ op, inputs, gradients }) {
    const shape = valueAt(inputs, 0).type.shape;
    return [op.planeScatter(arriving(gradients), valueAt(inputs, 1), { shape }), undefined];
  },
});
