/** Receptive fields along one axis: which cells of the input an output cell can depend on. */
import { Dim, type DimLike } from './dim.js';

export interface ReceptiveField {
  /** Cells from the first to the last that one output cell depends on, padding included. */
  readonly size: Dim;
  /** Input cells from one output cell's field to the next one's; a fraction after upsampling. */
  readonly jump: Dim;
  /** Where the field of the first output cell begins; negative inside the padding. */
  readonly start: Dim;
}

export const ownField: ReceptiveField = { size: Dim.of(1), jump: Dim.of(1), start: Dim.of(0) };

/** The field behind a window of `extent` cells (its dilation counted in). */
export function throughWindow(
  field: ReceptiveField,
  { extent, stride = 1, low = 0 }: { readonly extent: Dim; readonly stride?: DimLike; readonly low?: DimLike },
): ReceptiveField {
  return {
    size: field.size.plus(extent.minus(1).times(field.jump)),
    jump: field.jump.times(stride),
    start: field.start.minus(field.jump.times(low)),
  };
}

/** The largest field behind a transposed window: an output cell o reads the inputs i with 0 <= o + low - i * stride < extent. */
export function throughTransposed(
  field: ReceptiveField,
  { extent, stride = 1, low = 0 }: { readonly extent: Dim; readonly stride?: DimLike; readonly low?: DimLike },
): ReceptiveField {
  const first = Dim.of(1).minus(extent).plus(low).ceilDiv(stride);
  return {
    size: field.size.plus(extent.ceilDiv(stride).minus(1).times(field.jump)),
    jump: field.jump.over(stride),
    start: field.start.plus(field.jump.times(first)),
  };
}

/** The field of what joins two paths; undefined where their cells do not lie on one grid. */
export function joined(a: ReceptiveField, b: ReceptiveField): ReceptiveField | undefined {
  if (!a.jump.equals(b.jump)) return undefined;
  const start = a.start.min(b.start);
  const end = a.start.plus(a.size).max(b.start.plus(b.size));
  return { size: end.minus(start), jump: a.jump, start };
}

/** The field of a part within the whole: `inner` counts in cells of the tensor that has the field `outer`. */
export function composed(outer: ReceptiveField, inner: ReceptiveField): ReceptiveField {
  return {
    size: outer.size.plus(inner.size.minus(1).times(outer.jump)),
    jump: outer.jump.times(inner.jump),
    start: outer.start.plus(outer.jump.times(inner.start)),
  };
}
