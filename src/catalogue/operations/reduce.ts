/** Sums, means and extremes over axes, and over the batch. */
import { Dim } from '../../shape/dim.js';
import { elements, type Shape } from '../../shape/shape.js';
import type { TensorType } from '../tensor.js';
import type { Builder } from './builder.js';
import { defineOperation, type GradientContext, type Gradients, type OperationOf, type Value } from './operation.js';
import { arriving, shaped, sizeAt, typeAt, valueAt } from './rules.js';

/** `axes` from 0; `keep`: they stay as sizes of 1; `places`: PyTorch keeps the place of each maximum only. */
export type ReduceAttributes = { readonly axes: readonly number[]; readonly keep: boolean; readonly places?: boolean };

const without = (shape: Shape, { axes, keep }: ReduceAttributes): Shape =>
  keep ? shape.map((size, i) => (axes.includes(i) ? Dim.of(1) : size)) : shape.filter((_, i) => !axes.includes(i));

const reduced = (inputs: readonly (TensorType | undefined)[], attributes: ReduceAttributes): readonly [TensorType] => [
  shaped(typeAt(inputs, 0), without(typeAt(inputs, 0).shape, attributes)),
];

/** A reduced tensor stretched again along what was reduced. */
function stretched(op: Builder, value: Value, x: Value, { axes }: ReduceAttributes): Value {
  const { shape } = x.type;
  return op.expand(op.reshape(value, { shape: without(shape, { axes, keep: true }) }), { shape });
}

export const reduceSum: OperationOf<ReduceAttributes> = defineOperation({
  name: 'reduceSum',
  summary: 'The sum over axes.',
  inputs: ['x'],
  types: reduced,
  gradient: ({ op, inputs, gradients, attributes }) => [
    stretched(op, arriving(gradients), valueAt(inputs, 0), attributes),
  ],
});

export const reduceMean: OperationOf<ReduceAttributes> = defineOperation({
  name: 'reduceMean',
  eagerBackward: 'kernel',
  summary: 'The mean over axes.',
  inputs: ['x'],
  types: reduced,
  gradient({ op, inputs, gradients, attributes }) {
    const x = valueAt(inputs, 0);
    const count = elements(attributes.axes.map(axis => sizeAt(x.type.shape, axis)));
    const share = op.scaleBy(arriving(gradients), { by: Dim.of(1).over(count) });
    return [stretched(op, share, x, attributes)];
  },
});

/** Elements that share the extreme share its gradient, as in PyTorch. */
function toExtremes({ op, inputs, results, gradients, attributes }: GradientContext<ReduceAttributes>): Gradients {
  const [x, y, g] = [valueAt(inputs, 0), valueAt(results, 0), arriving(gradients)];
  const kept = { shape: without(x.type.shape, { ...attributes, keep: true }) };
  const hit = op.cast(op.equal(x, op.reshape(y, kept)), { dtype: 'float' });
  const share = op.divide(op.reshape(g, kept), op.reduceSum(hit, { ...attributes, keep: true }));
  return [op.multiply(hit, share)];
}

export const reduceMax: OperationOf<ReduceAttributes> = defineOperation({
  name: 'reduceMax',
  summary: 'The largest element over axes.',
  inputs: ['x'],
  types: reduced,
  eagerKeeps({ results, attributes: { places } }) {
    const { shape, batched } = typeAt(results, 0);
    return places === true ? [{ buffer: shape, dtype: 'int64', batched }] : [{ input: 0 }, { result: 0 }];
  },
  gradient: toExtremes,
});

export const reduceMin: OperationOf<ReduceAttributes> = defineOperation({
  name: 'reduceMin',
  summary: 'The smallest element over axes.',
  inputs: ['x'],
  types: reduced,
  eagerKeeps: () => [{ input: 0 }, { result: 0 }],
  gradient: toExtremes,
});

export const argmax: OperationOf<{ readonly axis: number }> = defineOperation({
  name: 'argmax',
  summary: 'The position of the largest element along an axis; the first of several.',
  inputs: ['x'],
  types(inputs, { axis }) {
    const x = typeAt(inputs, 0);
    return [{ ...x, shape: x.shape.filter((_, i) => i !== axis), dtype: 'int64' }];
  },
});

export const sumOverBatch: OperationOf = defineOperation({
  name: 'sumOverBatch',
  summary: 'The sum over the samples.',
  inputs: ['x'],
  types: inputs => [{ ...typeAt(inputs, 0), batched: false }],
  gradient: ({ op, gradients }) => [op.spreadOverBatch(arriving(gradients), { mean: false })],
});

export const meanOverBatch: OperationOf = defineOperation({
  name: 'meanOverBatch',
  summary: 'The mean over the samples.',
  inputs: ['x'],
  types: inputs => [{ ...typeAt(inputs, 0), batched: false }],
  gradient: ({ op, gradients }) => [op.spreadOverBatch(arriving(gradients), { mean: true })],
});

/** `mean`: each sample gets its share, the tensor over the number of samples. */
export const spreadOverBatch: OperationOf<{ readonly mean: boolean }> = defineOperation({
  name: 'spreadOverBatch',
  summary: 'The same tensor for each sample.',
  inputs: ['x'],
  types: inputs => [{ ...typeAt(inputs, 0), batched: true }],
  gradient({ op, gradients, attributes: { mean } }) {
    const g = arriving(gradients);
    return [mean ? op.meanOverBatch(g) : op.sumOverBatch(g)];
  },
});
