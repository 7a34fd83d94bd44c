/** What the declarations of operations share: types of results, broadcasting, and its counterpart in gradients. */
import { Dim } from '../../shape/dim.js';
import type { DType } from '../../shape/dtype.js';
import type { Shape } from '../../shape/shape.js';
import type { TensorType } from '../tensor.js';
import type { Builder } from './builder.js';
import type { Inputs, Value } from './operation.js';

type Types = readonly (TensorType | undefined)[];

/** The type of an input that is always there. */
export function typeAt(inputs: Types, index: number): TensorType {
  const type = inputs[index];
  if (!type) throw new Error(`input ${index} of an operation is missing`);
  return type;
}

/** An input that is always there. */
export function valueAt(inputs: Inputs, index: number): Value {
  const value = inputs[index];
  if (!value) throw new Error(`input ${index} of an operation is missing`);
  return value;
}

/** The gradient that arrives at the first result. */
export function arriving(gradients: Inputs): Value {
  return valueAt(gradients, 0);
}

export const sizeAt = (shape: Shape, index: number): Dim => {
  const size = shape.at(index);
  if (!size) throw new Error(`a shape of ${shape.length} sizes has no size ${index}`);
  return size;
};

export const anyBatched = (inputs: Types): boolean => inputs.some(type => type?.batched === true);

/** The same tensor with another shape. */
export const shaped = (type: TensorType, shape: Shape): TensorType => ({ ...type, shape });

/** The same with another size along one axis. */
export const resized = (type: TensorType, axis: number, size: Dim): TensorType =>
  shaped(
    type,
    type.shape.map((each, i) => (i === axis ? size : each)),
  );

export const tensor = (shape: Shape, batched: boolean, dtype: DType = 'float'): TensorType => ({
  shape,
  batched,
  dtype,
});

/** Shape of operands stretched to each other, aligned at their ends. */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const one = Dim.of(1);
  return Array.from({ length: rank }, (_, i) => {
    const left = a[i - rank + a.length] ?? one;
    const right = b[i - rank + b.length] ?? one;
    return left.equals(one) ? right : left;
  });
}

/** Sum of `gradient` over everything that `to` was stretched along, so that it has the shape of `to`. */
export function shrinkTo(op: Builder, gradient: Value, to: TensorType): Value {
  let g = gradient;
  if (g.type.batched && !to.batched) g = op.sumOverBatch(g);
  const { shape } = g.type;
  const extra = shape.length - to.shape.length;
  const one = Dim.of(1);
  const axes = shape.flatMap((size, i) => {
    const target = to.shape[i - extra];
    return i < extra || (target?.equals(one) === true && !size.equals(one)) ? [i] : [];
  });
  if (axes.length > 0) g = op.reduceSum(g, { axes, keep: true });
  return extra > 0 ? op.reshape(g, { shape: to.shape }) : g;
}

/** All axes of a tensor but one. */
export const axesBut = (type: TensorType, axis: number): number[] =>
  type.shape.flatMap((_, i) => (i === axis ? [] : [i]));

/** `[C]` as `[1, C, 1, 1]`, so that it stretches along all axes of `like` but `axis`. */
export function alongAxis(op: Builder, channels: Value, like: TensorType, axis: number): Value {
  const one = Dim.of(1);
  const shape = like.shape.map((size, i) => (i === axis ? size : one));
  return op.reshape(channels, { shape });
}

/** A gradient only where it is asked for. */
export const ifNeeded = (needs: readonly boolean[], index: number, make: () => Value): Value | undefined =>
  needs[index] ? make() : undefined;
