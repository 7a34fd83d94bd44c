/** Divides the samples of a data set: for training, for validation, held back for the last word. */
import { permutation, streamOf } from '../../shape/random.js';

/** Every sample is in exactly one part, in a mixed order. */
export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly heldBack: Int32Array;
}

export interface SplitOptions {
  readonly count: number;
  readonly seed: number;
  /** Numbers of samples, not shares; the rest is for training. */
  readonly heldBack?: number;
  readonly validation?: number;
  /** The class of each sample: then each class has its due share of every part, but for a fraction of one sample. */
  readonly classes?: Int32Array;
}

/** Decided by the options alone: the same division each time. */
export function split({ count, seed, heldBack = 0, validation = 0, classes }: SplitOptions): Split {
  const mixed = permutation(count, seed, streamOf('split'));
  const [held, rest] = take(mixed, heldBack, classes);
  const [validating, training] = take(rest, validation, classes);
  // Taking by classes empties one class before another, which leaves the rest less mixed at its beginning: so once more.
  const again = (part: Int32Array, name: string): Int32Array =>
    permutation(part.length, seed, streamOf('split', name)).map(position => part[position] ?? 0);
  return {
    train: again(training, 'train'),
    validation: again(validating, 'validation'),
    heldBack: again(held, 'held back'),
  };
}

/** The first `wanted` samples of an order and the others, both in that order; by classes if these are given. */
function take(
  order: Int32Array,
  wanted: number,
  classes: Int32Array | undefined,
): [taken: Int32Array, rest: Int32Array] {
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > order.length)
    throw new RangeError(`${wanted} of ${order.length} samples cannot be set apart`);
  if (!classes) return [order.slice(0, wanted), order.slice(wanted)];
  const open = quotas(order, wanted, classes);
  const taken = order.map(sample => {
    const kind = classes[sample] ?? 0;
    const left = open.get(kind) ?? 0;
    if (left > 0) open.set(kind, left - 1);
    return left > 0 ? 1 : 0;
  });
  return [order.filter((_, i) => taken[i] === 1), order.filter((_, i) => taken[i] === 0)];
}

/** How many samples of each class make `wanted` in all: due shares rounded down, what is left to the largest fractions (Hamilton). */
function quotas(order: Int32Array, wanted: number, classes: Int32Array): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const sample of order) sizes.set(classes[sample] ?? 0, (sizes.get(classes[sample] ?? 0) ?? 0) + 1);
  const shares = [...sizes]
    .sort(([a], [b]) => a - b)
    .map(([kind, size]) => {
      const due = (size * wanted) / Math.max(1, order.length);
      return { kind, whole: Math.floor(due), fraction: due - Math.floor(due) };
    });
  const missing = wanted - shares.reduce((sum, { whole }) => sum + whole, 0);
  const luckiest = new Set([...shares].sort((a, b) => b.fraction - a.fraction).slice(0, missing));
  return new Map(shares.map(share => [share.kind, share.whole + (luckiest.has(share) ? 1 : 0)]));
}
