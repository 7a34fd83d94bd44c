/** The order of an epoch, and its batches. */
import { permutation, streamOf } from '../../shape/random.js';

/** The samples in the order of this epoch: decided by seed and epoch alone, so that a resumed run goes on with the same one. */
export function epochOrder(samples: Int32Array, seed: number, epoch: number): Int32Array {
  return permutation(samples.length, seed, streamOf('shuffle', epoch)).map(position => samples[position] ?? 0);
}

export interface BatchOptions {
  readonly size: number;
  /** Leaves out a last batch that is smaller than the others. */
  readonly dropLast?: boolean;
}

export function batchCount(samples: number, { size, dropLast = false }: BatchOptions): number {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`a batch of ${size} samples makes no sense`);
  return dropLast ? Math.floor(samples / size) : Math.ceil(samples / size);
}

/** Batch number `number`, from 0: a view of the order, not a copy. */
export function batchAt(order: Int32Array, number: number, { size }: BatchOptions): Int32Array {
  return order.subarray(number * size, (number + 1) * size);
}

export function* batches(order: Int32Array, options: BatchOptions): Generator<Int32Array> {
  const count = batchCount(order.length, options);
  for (let number = 0; number < count; number++) yield batchAt(order, number, options);
}
