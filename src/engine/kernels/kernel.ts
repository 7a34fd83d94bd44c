/** What a kernel is given: tensors in the arena, attributes as numbers, and the counter of random operations. */
import type { Concrete } from '../../catalogue/operations/operation.js';

export type FloatArray = Float32Array | Float64Array;

/** A tensor: its elements in row-major order. Integers and truth values lie in an Int32Array. */
export interface Tensor {
  readonly data: FloatArray | Int32Array;
  /** Concrete sizes; the batch comes first where `batched`. */
  readonly shape: readonly number[];
  readonly batched: boolean;
}

/** Makes random numbers repeatable: the same (seed, step, node) gives the same mask, in backward and after a resume too. */
export interface Counter {
  readonly seed: number;
  readonly step: number;
  /** Number of the node in its program: the same in each plan of it. */
  readonly node: number;
}

/**
 * Computes the results from the inputs. Results hold anything before. A result may lie over an input for operations with the
 * trait `element-wise`, over the first one for those with `absorbed` or `in-place`: they read element i before they write it.
 */
export type Kernel<A = never> = (
  results: readonly Tensor[],
  inputs: readonly (Tensor | undefined)[],
  attributes: Concrete<A>,
  counter: Counter,
) => void;

/** Kernels by the names of their operations. */
export type KernelTable = { readonly [operation: string]: Kernel };
