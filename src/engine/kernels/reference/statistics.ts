/** Means and inverse deviations of sets of elements, and the gradient through both. */
import type { Numbers } from './tensors.js';

/** Elements of a set: `blocks` runs of `length` elements from `start` on, `step` apart. */
export interface ElementSet {
  readonly start: number;
  readonly blocks: number;
  readonly step: number;
  readonly length: number;
}

export interface Moments {
  readonly mean: number;
  /** The biased variance. */
  readonly variance: number;
}

/** In two passes: a difference of large numbers would lose digits. */
export function momentsOf(x: Numbers, { start, blocks, step, length }: ElementSet): Moments {
  let sum = 0;
  for (let b = 0; b < blocks; b++) {
    const from = start + b * step;
    for (let i = from; i < from + length; i++) sum += x[i]!;
  }
  const mean = sum / (blocks * length);
  let squares = 0;
  for (let b = 0; b < blocks; b++) {
    const from = start + b * step;
    for (let i = from; i < from + length; i++) squares += (x[i]! - mean) ** 2;
  }
  return { mean, variance: squares / (blocks * length) };
}

/**
 * With u = (x - mean) inverse and h = g weight: dx = inverse (h - mean of h - u mean of (h u)), mean and inverse deviation
 * being those of the set. `weightAt` and the sums for the weights' gradients take the place of an element.
 */
export function throughMoments(
  dx: Numbers,
  x: Numbers,
  g: Numbers,
  set: ElementSet,
  { mean, inverse }: { readonly mean: number; readonly inverse: number },
  weightAt: (index: number) => number,
): void {
  const { start, blocks, step, length } = set;
  const count = blocks * length;
  let sum = 0;
  let product = 0;
  for (let b = 0; b < blocks; b++) {
    const from = start + b * step;
    for (let i = from; i < from + length; i++) {
      const h = g[i]! * weightAt(i);
      sum += h;
      product += h * (x[i]! - mean) * inverse;
    }
  }
  sum /= count;
  product /= count;
  for (let b = 0; b < blocks; b++) {
    const from = start + b * step;
    for (let i = from; i < from + length; i++) {
      const u = (x[i]! - mean) * inverse;
      dx[i] = inverse * (g[i]! * weightAt(i) - sum - u * product);
    }
  }
}
