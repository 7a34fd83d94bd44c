/** Normalizations within one sample: over axes (layer, RMS), over groups of channels (group, instance). */
import { Dim } from '../../shape/dim.js';
import { elements, type Shape } from '../../shape/shape.js';
import type { Builder } from './builder.js';
import { defineOperation, type Kept, type OperationOf, type Value } from './operation.js';
import { alongAxis, arriving, ifNeeded, shaped, shrinkTo, sizeAt, tensor, typeAt, valueAt } from './rules.js';

/** `axes`: which are normalized together, from 0 and ascending; weight and bias have their sizes. */
export type LayerNormAttributes = { readonly axes: readonly number[]; readonly eps: number };

type NormInputs = [x: Value, weight: Value | undefined, bias: Value | undefined];
type NormGradientInputs = [x: Value, weight: Value | undefined, gradient: Value];
type NormGradients = readonly [dx: Value, dWeight: Value, dBias: Value];

const sizesOf = (shape: Shape, axes: readonly number[]): Shape => axes.map(i => sizeAt(shape, i));
const rowsOf = (shape: Shape, axes: readonly number[]): Shape => shape.filter((_, i) => !axes.includes(i));

/** Weights of some axes, stretched along the others. */
function alongAxes(op: Builder, weight: Value, shape: Shape, axes: readonly number[]): Value {
  return op.reshape(weight, { shape: shape.map((size, i) => (axes.includes(i) ? size : Dim.of(1))) });
}

/** Gradient of a weight of some axes: the sum over all others. */
function towardsAxes(op: Builder, g: Value, axes: readonly number[]): Value {
  const { shape } = g.type;
  const ones = shape.map((size, i) => (axes.includes(i) ? size : Dim.of(1)));
  return op.reshape(shrinkTo(op, g, tensor(ones, false)), { shape: sizesOf(shape, axes) });
}

/** Gradient of (x - mean) / deviation, with mean and deviation over `axes`. Returns the normalized x too. */
function standardized(op: Builder, x: Value, axes: readonly number[], eps: number): { unit: Value; inverse: Value } {
  const mean = (v: Value): Value => op.reduceMean(v, { axes, keep: true });
  const centred = op.subtract(x, mean(x));
  const inverse = op.power(op.addConstant(mean(op.square(centred)), { constant: eps }), { exponent: -0.5 });
  return { unit: op.multiply(centred, inverse), inverse };
}

function throughStandardized(op: Builder, g: Value, unit: Value, inverse: Value, axes: readonly number[]): Value {
  const mean = (v: Value): Value => op.reduceMean(v, { axes, keep: true });
  const less = op.add(mean(g), op.multiply(unit, mean(op.multiply(g, unit))));
  return op.multiply(inverse, op.subtract(g, less));
}

export const layerNorm: OperationOf<LayerNormAttributes, NormInputs> = defineOperation({
  name: 'layerNorm',
  autocast: () => 'like first',
  eagerBackward: 'kernel',
  summary: 'Each row less its mean, over its deviation.',
  source: 'Ba, Kiros, Hinton 2016, Layer normalization',
  inputs: ['x', 'weight?', 'bias?'],
  types: inputs => [typeAt(inputs, 0)],
  eagerKeeps({ inputs, attributes: { axes } }) {
    const x = typeAt(inputs, 0);
    const perRow: Kept = { buffer: rowsOf(x.shape, axes), dtype: x.dtype, batched: x.batched };
    return [{ input: 0 }, { input: 1 }, perRow, perRow];
  },
  gradient({ op, inputs, gradients, needs, attributes }) {
    const [x, weight, g] = [valueAt(inputs, 0), inputs[1], arriving(gradients)];
    const found = op.layerNormGradient(x, weight, g, attributes);
    return found.map((each, i) => ifNeeded(needs, i, () => each));
  },
});

export const layerNormGradient: OperationOf<LayerNormAttributes, NormGradientInputs, NormGradients> = defineOperation({
  name: 'layerNormGradient',
  summary: 'Gradients of layer normalization by its input, weight and bias.',
  inputs: ['x', 'weight?', 'gradient'],
  traits: ['first-order'],
  types(inputs, { axes }) {
    const x = typeAt(inputs, 0);
    const sizes = tensor(sizesOf(x.shape, axes), false);
    return [x, sizes, sizes];
  },
  decompose(op, inputs, { axes, eps }) {
    const [x, weight, g] = [valueAt(inputs, 0), inputs[1], valueAt(inputs, 2)];
    const { unit, inverse } = standardized(op, x, axes, eps);
    const scaled = weight ? op.multiply(g, alongAxes(op, weight, x.type.shape, axes)) : g;
    return [
      throughStandardized(op, scaled, unit, inverse, axes),
      towardsAxes(op, op.multiply(g, unit), axes),
      towardsAxes(op, g, axes),
    ];
  },
});

/**
 * `instance`: groups are single channels and PyTorch's instance norm is meant, which copies its weight for each sample, and where it is
 * `tracked` its running mean and variance too.
 */
export type GroupNormAttributes = {
  readonly groups: Dim;
  readonly eps: number;
  readonly instance?: boolean;
  readonly tracked?: boolean;
};

/** The channel is the first dimension; weight and bias: [C]. */
export const groupNorm: OperationOf<GroupNormAttributes, NormInputs> = defineOperation({
  name: 'groupNorm',
  autocast: () => 'like first',
  eagerBackward: 'kernel',
  summary: 'Each group of channels of a sample less its mean, over its deviation.',
  source: 'Wu & He 2018, Group normalization',
  inputs: ['x', 'weight?', 'bias?'],
  traits: ['keeps-channels-last'],
  types: inputs => [typeAt(inputs, 0)],
  eagerKeeps({ inputs, attributes: { groups, instance, tracked } }) {
    const [x, weight] = [typeAt(inputs, 0), inputs[1]];
    const perGroup: Kept = { buffer: [groups], dtype: x.dtype, batched: x.batched };
    const copies = (instance && weight ? 1 : 0) + (tracked ? 2 : 0);
    return [{ input: 0 }, { input: 1 }, perGroup, perGroup, ...Array.from({ length: copies }, () => perGroup)];
  },
  gradient({ op, inputs, gradients, needs, attributes }) {
    const [x, weight, g] = [valueAt(inputs, 0), inputs[1], arriving(gradients)];
    const found = op.groupNormGradient(x, weight, g, attributes);
    return found.map((each, i) => ifNeeded(needs, i, () => each));
  },
});

export const groupNormGradient: OperationOf<GroupNormAttributes, NormGradientInputs, NormGradients> = defineOperation({
  name: 'groupNormGradient',
  summary: 'Gradients of group normalization by its input, weight and bias.',
  inputs: ['x', 'weight?', 'gradient'],
  traits: ['first-order'],
  types(inputs) {
    const x = typeAt(inputs, 0);
    const channels = tensor([sizeAt(x.shape, 0)], false);
    return [x, channels, channels];
  },
  decompose(op, inputs, { groups, eps }) {
    const [x, weight, g] = [valueAt(inputs, 0), inputs[1], valueAt(inputs, 2)];
    const { shape } = x.type;
    const grouped = (v: Value): Value => op.reshape(v, { shape: [groups, elements(shape).over(groups)] });
    const plain = (v: Value): Value => op.reshape(v, { shape });
    const { unit, inverse } = standardized(op, grouped(x), [1], eps);
    const scaled = weight ? op.multiply(g, alongAxis(op, weight, x.type, 0)) : g;
    return [
      plain(throughStandardized(op, grouped(scaled), unit, inverse, [1])),
      op.biasGradient(op.multiply(g, plain(unit)), { axis: 0 }),
      op.biasGradient(g, { axis: 0 }),
    ];
  },
});

export const rmsNorm: OperationOf<LayerNormAttributes, [x: Value, weight: Value | undefined]> = defineOperation({
  name: 'rmsNorm',
  autocast: () => 'like first',
  summary: 'Each row over the root of its mean square.',
  source: 'Zhang & Sennrich 2019, Root mean square layer normalization',
  inputs: ['x', 'weight?'],
  traits: ['keeps-channels-last'],
  types: inputs => [typeAt(inputs, 0)],
  eagerKeeps({ inputs, needs, attributes: { axes } }) {
    const x = typeAt(inputs, 0);
    const perRow: Kept = { buffer: rowsOf(x.shape, axes), dtype: 'float32', batched: x.batched };
    const unit: Kept = { buffer: x.shape, dtype: 'float32', batched: x.batched };
    // PyTorch works in fp32, whatever comes in.
    return [
      ...(needs[0] ? [{ input: 0, as: 'float32' } as const, { input: 1 }, perRow] : []),
      ...(needs[1] ? [unit] : []),
    ];
  },
  gradient({ op, inputs, gradients, needs, attributes: { axes, eps } }) {
    const [x, weight, g] = [valueAt(inputs, 0), inputs[1], arriving(gradients)];
    const mean = (v: Value): Value => op.reduceMean(v, { axes, keep: true });
    const inverse = op.power(op.addConstant(mean(op.square(x)), { constant: eps }), { exponent: -0.5 });
    const unit = op.multiply(x, inverse);
    const scaled = weight ? op.multiply(g, alongAxes(op, weight, x.type.shape, axes)) : g;
    return [
      ifNeeded(needs, 0, () =>
        op.multiply(inverse, op.subtract(scaled, op.multiply(unit, mean(op.multiply(scaled, unit))))),
      ),
      ifNeeded(needs, 1, () => towardsAxes(op, op.multiply(g, unit), axes)),
    ];
  },
});

export type LocalResponseNormAttributes = {
  readonly size: Dim;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
};

/** Mean of `size` neighbouring channels, padding counted, with half of them in front. */
function neighbours(x: Value, size: Dim): { shape: Shape; window: Parameters<Builder['avgpool']>[1] } {
  const [channels, ...rest] = x.type.shape;
  const one = Dim.of(1);
  const front = size.floorDiv(2);
  const zero = Dim.of(0);
  return {
    shape: [one, channels ?? one, elements(rest)],
    window: {
      kernel: [size, one],
      stride: [one, one],
      padding: [
        [front, size.minus(1).minus(front)],
        [zero, zero],
      ],
      ceil: false,
      countPad: true,
    },
  };
}

/** Alpha is divided by the size, as PyTorch does. */
export const localResponseNorm: OperationOf<LocalResponseNormAttributes> = defineOperation({
  name: 'localResponseNorm',
  autocast: ([x]) => (x?.shape.length === 2 ? undefined : 'widens'),
  summary: 'Each element over a power of k + alpha x the mean square of the channels beside it.',
  source: 'Krizhevsky, Sutskever, Hinton 2012, section 3.3',
  inputs: ['x'],
  traits: ['keeps-order'],
  types: inputs => [shaped(typeAt(inputs, 0), typeAt(inputs, 0).shape)],
  // The padded squares, the sum under the power, and the power.
  eagerKeeps({ inputs, attributes: { size } }) {
    const x = typeAt(inputs, 0);
    const [channels, ...rest] = x.shape;
    const like: Kept = { buffer: x.shape, dtype: x.dtype, batched: x.batched };
    const padded = [(channels ?? Dim.of(1)).plus(size).minus(1), ...rest];
    return [{ input: 0 }, { buffer: padded, dtype: x.dtype, batched: x.batched }, like, like];
  },
  gradient({ op, inputs, gradients, attributes: { size, alpha, beta, k } }) {
    const [x, g] = [valueAt(inputs, 0), arriving(gradients)];
    const { shape, window } = neighbours(x, size);
    const plain = { shape: x.type.shape };
    const means = op.reshape(op.avgpool(op.reshape(op.square(x), { shape }), window), plain);
    const base = op.addConstant(op.scaleBy(means, { by: alpha }), { constant: k });
    const falling = op.multiply(op.multiply(g, x), op.power(base, { exponent: -beta - 1 }));
    const back = op.avgpoolGradient(op.reshape(falling, { shape }), { ...window, shape });
    const indirect = op.scaleBy(op.multiply(x, op.reshape(back, plain)), { by: -2 * alpha * beta });
    return [op.add(op.multiply(g, op.power(base, { exponent: -beta })), indirect)];
  },
});
