/** Poolings that average a window, and those made of an average. */
import { Dim } from '../../shape/dim.js';
import { elements, type Shape } from '../../shape/shape.js';
import { windowCount } from '../../shape/window.js';
import type { Padding } from './convolution.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { arriving, shaped, sizeAt, typeAt, valueAt } from './rules.js';

export type AvgpoolAttributes = {
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: Padding;
  readonly ceil: boolean;
  /** Whether cells of the padding count in the divisor. */
  readonly countPad: boolean;
  /** Instead of the number of cells. */
  readonly divisor?: Dim | undefined;
};

const windows = (shape: Shape, { kernel, stride, padding, ceil }: Omit<AvgpoolAttributes, 'countPad'>): Shape =>
  shape.slice(1).map(
    (size, i) =>
      windowCount({
        size,
        kernel: sizeAt(kernel, i),
        stride: sizeAt(stride, i),
        padding: padding[i]!,
        ceilMode: ceil,
      }).count,
  );

export const avgpool: OperationOf<AvgpoolAttributes> = defineOperation({
  name: 'avgpool',
  autocast: ([x]) => (x?.shape.length === 4 ? 'full' : undefined),
  eagerBackward: 'kernel',
  summary: 'The mean of each window.',
  inputs: ['x'],
  traits: ['keeps-channels-last'],
  types(inputs, attributes) {
    const x = typeAt(inputs, 0);
    return [shaped(x, [sizeAt(x.shape, 0), ...windows(x.shape, attributes)])];
  },
  eagerKeeps: () => [{ input: 0 }],
  gradient: ({ op, inputs, gradients, attributes }) => [
    op.avgpoolGradient(arriving(gradients), { ...attributes, shape: valueAt(inputs, 0).type.shape }),
  ],
});

/** `shape`: of the pooling's input. */
export const avgpoolGradient: OperationOf<AvgpoolAttributes & { readonly shape: Shape }, [gradient: Value]> =
  defineOperation({
    name: 'avgpoolGradient',
    summary: 'Spreads each element evenly over the window it came from.',
    inputs: ['gradient'],
    types: (inputs, { shape }) => [shaped(typeAt(inputs, 0), shape)],
    gradient({ op, gradients, attributes: { shape: _, ...geometry } }) {
      return [op.avgpool(arriving(gradients), geometry)];
    },
  });

type Size = { readonly size: readonly Dim[] };

export const adaptiveAvgpool: OperationOf<Size> = defineOperation({
  name: 'adaptiveAvgpool',
  autocast: ([x]) => (x?.shape.length === 4 ? 'full' : undefined),
  eagerBackward: 'kernel',
  summary: 'The mean of so many windows that share the input evenly: from floor(i n / size) to ceil((i + 1) n / size).',
  inputs: ['x'],
  traits: ['keeps-channels-last'],
  types: (inputs, { size }) => [shaped(typeAt(inputs, 0), [sizeAt(typeAt(inputs, 0).shape, 0), ...size])],
  eagerKeeps: ({ attributes: { size } }) => (size.every(n => n.equals(1)) ? [] : [{ input: 0 }]),
  gradient: ({ op, inputs, gradients, attributes: { size } }) => [
    op.adaptiveAvgpoolGradient(arriving(gradients), { size, shape: valueAt(inputs, 0).type.shape }),
  ],
});

export const adaptiveAvgpoolGradient: OperationOf<Size & { readonly shape: Shape }, [gradient: Value]> =
  defineOperation({
    name: 'adaptiveAvgpoolGradient',
    summary: 'Spreads each element evenly over its window of an adaptive average pooling.',
    inputs: ['gradient'],
    types: (inputs, { shape }) => [shaped(typeAt(inputs, 0), shape)],
    gradient: ({ op, gradients, attributes: { size } }) => [op.adaptiveAvgpool(arriving(gradients), { size })],
  });

/** [C, axes...] to [C]. */
export const globalAvgpool: OperationOf = defineOperation({
  name: 'globalAvgpool',
  autocast: ([x]) => (x?.shape.length === 4 ? 'full' : undefined),
  eagerBackward: 'kernel',
  summary: 'The mean of each channel.',
  source: 'Lin, Chen, Yan 2013, Network in network, section 3.2',
  inputs: ['x'],
  types: inputs => [shaped(typeAt(inputs, 0), typeAt(inputs, 0).shape.slice(0, 1))],
  gradient({ op, inputs, gradients }) {
    const { shape } = valueAt(inputs, 0).type;
    const ones = shape.map((size, i) => (i === 0 ? size : Dim.of(1)));
    const share = op.scaleBy(arriving(gradients), { by: Dim.of(1).over(elements(shape.slice(1))) });
    return [op.expand(op.reshape(share, { shape: ones }), { shape })];
  },
});

export type LpPoolAttributes = {
  readonly power: number;
  readonly kernel: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly ceil: boolean;
};

const unpadded = ({ kernel, stride, ceil }: LpPoolAttributes): AvgpoolAttributes => ({
  kernel,
  stride,
  ceil,
  padding: kernel.map(() => [Dim.of(0), Dim.of(0)] as const),
  countPad: true,
});

/** The mean of powers times the window's cells, as PyTorch has it; the root of a negative sum counts as 0, a sum is no root. */
export const lpPool: OperationOf<LpPoolAttributes> = defineOperation({
  name: 'lpPool',
  autocast: ([x]) => (x?.shape.length === 4 ? 'widens' : undefined),
  summary: 'The p-norm of each window.',
  source: 'Gulcehre et al. 2014, Learned-norm pooling for deep feedforward and recurrent neural networks',
  inputs: ['x'],
  types(inputs, attributes) {
    const x = typeAt(inputs, 0);
    return [shaped(x, [sizeAt(x.shape, 0), ...windows(x.shape, unpadded(attributes))])];
  },
  // The powers, their means, and four steps from these to the root.
  eagerKeeps({ inputs, results }) {
    const [x, y] = [typeAt(inputs, 0), typeAt(results, 0)];
    const step = { buffer: y.shape, dtype: y.dtype, batched: y.batched };
    return [{ input: 0 }, { buffer: x.shape, dtype: x.dtype, batched: x.batched }, step, step, step, step];
  },
  gradient({ op, inputs, results, gradients, attributes }) {
    const [x, y, g] = [valueAt(inputs, 0), valueAt(results, 0), arriving(gradients)];
    const { power } = attributes;
    if (power === 1) {
      const sum = op.avgpoolGradient(g, { ...unpadded(attributes), shape: x.type.shape });
      return [op.scaleBy(sum, { by: elements(attributes.kernel) })];
    }
    // y^p = sum of x^p, so dy/dx = (x / y)^(p - 1); where y is 0 nothing flows.
    const positive = op.between(y, { low: 0, high: Infinity, closed: false });
    const safe = op.add(y, op.addConstant(op.scaleBy(positive, { by: -1 }), { constant: 1 }));
    const outer = op.multiply(op.multiply(g, positive), op.power(safe, { exponent: 1 - power }));
    const spread = op.avgpoolGradient(outer, { ...unpadded(attributes), shape: x.type.shape });
    const slope = op.scaleBy(op.power(x, { exponent: power - 1 }), { by: elements(attributes.kernel) });
    return [op.multiply(spread, slope)];
  },
});
