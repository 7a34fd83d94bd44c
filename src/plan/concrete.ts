/** Sizes and attributes as numbers: what kernels and memory plans work with. */
import { Dim } from '../shape/dim.js';
import { isFloating, type DType } from '../shape/dtype.js';
import type { Attribute, Attributes } from '../catalogue/operations/operation.js';
import type { TensorType } from '../catalogue/tensor.js';

/** A size that is still a formula cannot be run. */
export function sizeOf(size: Dim): number {
  if (!Number.isSafeInteger(size.value)) throw new RangeError(`the size ${size.toString()} is not a number`);
  return size.value;
}

/** Sizes with the batch in front, where the tensor has one. */
export function concreteShape({ shape, batched }: TensorType, batch: number): readonly number[] {
  const sizes = shape.map(sizeOf);
  return batched ? [batch, ...sizes] : sizes;
}

export const elementsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

export type Numbers = 'float' | 'integer';

/** Engines keep integers and truth values in 32 bits, and floats in those of the run. */
export const numbersOf = (dtype: DType): Numbers => (isFloating(dtype) ? 'float' : 'integer');

type Plain = number | boolean | string | undefined | readonly Plain[];

function plain(attribute: Attribute): Plain {
  if (attribute instanceof Dim) return attribute.value;
  return Array.isArray(attribute) ? (attribute as readonly Attribute[]).map(plain) : (attribute as Plain);
}

/** Attributes with numbers for sizes. */
export function concreteAttributes(attributes: Attributes): { readonly [name: string]: Plain } {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plain(value)]));
}
