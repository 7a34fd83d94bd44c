/**
 * How the dimensions of a tensor lie in memory, as far as it decides what PyTorch copies: a reshape that is no view, what a product or a norm
 * reads in rows. Undefined: row by row, samples first.
 */
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';

export interface Lie {
  /** Position in memory among the dimensions, the outermost first. */
  readonly place: number;
  /** Between its entries and those of the dimension around it there is a gap, or none at all (stretched). */
  readonly apart: boolean;
}

/** One for the samples, and one for each dimension of a sample. */
export type Layout = readonly Lie[] | undefined;

export const one = Dim.of(1);
export const isOne = (size: Dim | undefined): boolean => size?.equals(one) === true;
/** More than one sample: as many as nobody else has. */
export const many = Dim.of(0);

/** Sizes with that of the samples; only whether it is 1 matters. */
export const sizesOf = (shape: Shape, several: boolean): Shape => [several ? many : one, ...shape];
export const rows = (sizes: Shape): readonly Lie[] => sizes.map((_, place) => ({ place, apart: false }));

/** The places of dimensions of more than one entry, which alone decide; those of a size of 1 lie anywhere. */
export const placesOf = (lies: readonly Lie[], sizes: Shape): readonly number[] =>
  lies.flatMap(({ place }, i) => (isOne(sizes[i]) ? [] : [place]));

export function normal(lies: readonly Lie[], sizes: Shape): Layout {
  const places = placesOf(lies, sizes);
  const inOrder = places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0));
  return inOrder && !lies.some(({ apart }, i) => apart && !isOne(sizes[i])) ? undefined : lies;
}

/** Whether an inner dimension fills each entry of the outer one: then both can be one dimension. */
export function joined(outer: Lie, inner: Lie, places: readonly number[]): boolean {
  return !inner.apart && !places.some(place => place > outer.place && place < inner.place) && inner.place > outer.place;
}

export function allJoined(lies: readonly Lie[], places: readonly number[]): boolean {
  return lies.every((lie, i) => {
    const outer = lies[i - 1];
    return outer === undefined || joined(outer, lie, places);
  });
}
