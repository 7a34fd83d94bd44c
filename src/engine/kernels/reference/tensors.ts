/** How the plain kernels look at tensors: a tensor by its position, sizes without the batch, an axis with what lies around it. */
import type { Tensor } from '../kernel.js';

export type Numbers = Tensor['data'];

export function tensorAt(tensors: readonly (Tensor | undefined)[], index: number): Tensor {
  const found = tensors[index];
  if (!found) throw new Error(`a kernel lacks its tensor ${index}`);
  return found;
}

export const dataAt = (tensors: readonly (Tensor | undefined)[], index: number): Numbers =>
  tensorAt(tensors, index).data;

export const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** Sizes without the batch. */
export const sizesOf = ({ shape, batched }: Tensor): readonly number[] => (batched ? shape.slice(1) : shape);

export const samplesOf = ({ shape, batched }: Tensor): number => (batched ? shape[0]! : 1);

/** A tensor as [before, size, after] around an axis that is counted without the batch. */
export interface AroundAxis {
  readonly before: number;
  readonly size: number;
  readonly after: number;
}

export function aroundAxis({ shape, batched }: Tensor, axis: number): AroundAxis {
  const at = axis + (batched ? 1 : 0);
  return { before: product(shape.slice(0, at)), size: shape[at]!, after: product(shape.slice(at + 1)) };
}

/** Elements from one to the next along each dimension of a row-major tensor. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return strides;
}

/**
 * Calls `visit` for every position of `shape` in row-major order with the offsets that sets of strides give; the strides of
 * one dimension may be 0 (stretched) or negative.
 */
export function walk(
  shape: readonly number[],
  first: readonly number[],
  second: readonly number[],
  visit: (index: number, a: number, b: number, c: number) => void,
  third: readonly number[] = second,
): void {
  const rank = shape.length;
  const count = product(shape);
  const position = new Array<number>(rank).fill(0);
  let a = 0;
  let b = 0;
  let c = 0;
  for (let index = 0; index < count; index++) {
    visit(index, a, b, c);
    for (let i = rank - 1; i >= 0; i--) {
      a += first[i]!;
      b += second[i]!;
      c += third[i]!;
      if (++position[i]! < shape[i]!) break;
      a -= first[i]! * shape[i]!;
      b -= second[i]! * shape[i]!;
      c -= third[i]! * shape[i]!;
      position[i] = 0;
    }
  }
}

/** Strides of a tensor within a result it stretches to: aligned at the end, the batch apart, 0 along what is stretched. */
export function stretchedStrides(tensor: Tensor, result: Tensor): number[] {
  const sizes = sizesOf(tensor);
  const steps = stridesOf(sizes);
  const wanted = sizesOf(result);
  const missing = wanted.length - sizes.length;
  const strides = wanted.map((_, i) => (i < missing || sizes[i - missing] === 1 ? 0 : steps[i - missing]!));
  return result.batched ? [tensor.batched ? product(sizes) : 0, ...strides] : strides;
}
