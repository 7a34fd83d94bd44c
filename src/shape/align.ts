/** Shapes that meet in `add`, `multiply`, `mean`, `maximum`: equal, stretched from 1, or a lower rank matched from the front. */
import type { Dim } from './dim.js';

/** Sizes of two shapes at one axis of the result. */
export interface Meeting {
  readonly axis: number;
  readonly left: Dim;
  readonly right: Dim;
}

export interface Aligned {
  readonly fits: true;
  readonly shape: readonly Dim[];
  /** Sizes that are equal only for some values of their symbols. */
  readonly conditions: readonly Meeting[];
  /** Another axis of the larger shape at which the lower rank would fit too: it may match by chance. */
  readonly alsoAt: number | undefined;
}

export type Clash =
  | ({ readonly kind: 'size' } & Meeting)
  | { readonly kind: 'axis'; readonly axis: number; readonly rank: number; readonly other: number };

export interface Misaligned {
  readonly fits: false;
  readonly clash: Clash;
  /** What the result would most likely have been: the shape of higher rank. */
  readonly shape: readonly Dim[];
}

/** The shape of `a` joined with `b`; `axis` says where in the larger one the lower rank begins (from the end if negative). */
export function align(a: readonly Dim[], b: readonly Dim[], axis?: number): Aligned | Misaligned {
  const swap = b.length > a.length;
  const [large, little] = swap ? [b, a] : [a, b];
  const start = axis === undefined ? 0 : axis < 0 ? large.length + axis : axis;
  const scalar = little.length === 0;
  if (!scalar && (start < 0 || start + little.length > large.length)) {
    const clash: Clash = { kind: 'axis', axis: axis ?? 0, rank: little.length, other: large.length };
    return { fits: false, clash, shape: large };
  }
  const shape: Dim[] = [];
  const conditions: Meeting[] = [];
  for (const [i, size] of large.entries()) {
    const other = little[i - start];
    const met = other ? meet(size, other) : size;
    shape.push(met === 'never' || met === 'perhaps' ? size : met);
    if (!other || (met !== 'never' && met !== 'perhaps')) continue;
    const meeting = swap ? { axis: i, left: other, right: size } : { axis: i, left: size, right: other };
    if (met === 'never') return { fits: false, clash: { kind: 'size', ...meeting }, shape: large };
    conditions.push(meeting);
  }
  const mayChance = axis === undefined && little.length < large.length && !little.every(d => d.equals(1));
  return { fits: true, shape, conditions, alsoAt: mayChance ? otherPlace(large, little) : undefined };
}

function meet(a: Dim, b: Dim): Dim | 'never' | 'perhaps' {
  if (a.equals(b) || b.equals(1)) return a;
  if (a.equals(1)) return b;
  // A symbol is not taken for a 1 that stretches: where it is 1, the numbers put in say so.
  const same = a.is('==', b);
  return same === true ? a : same === false ? 'never' : 'perhaps';
}

/** The last place but the first at which all sizes are the same. */
function otherPlace(large: readonly Dim[], little: readonly Dim[]): number | undefined {
  for (let start = large.length - little.length; start > 0; start -= 1) {
    if (little.every((size, i) => large[start + i]?.equals(size) === true)) return start;
  }
  return undefined;
}

/** The clash in words, without the two shapes. */
export function clashText(clash: Clash): string {
  if (clash.kind === 'size') {
    return `dimension ${clash.axis} is ${clash.left.toString()} on one side and ${clash.right.toString()} on the other`;
  }
  const dimensions = clash.rank === 1 ? '1 dimension' : `${clash.rank} dimensions`;
  return `${dimensions} from axis ${clash.axis} on do not fit into ${clash.other}`;
}
