/**
 * How the dimensions of a view lie in memory, as far as it decides whether a reshape of it can be a view too or must copy, as PyTorch's does.
 * Undefined: row by row, as every operation that is no view writes its result.
 */
import type { OperationNode } from '../catalogue/operations/builder.js';
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';

interface Lie {
  /** Position in memory among the dimensions, the outermost first. */
  readonly place: number;
  /** Between its entries and those of the dimension around it there is a gap, or none at all (stretched). */
  readonly apart: boolean;
}

/** One for each dimension of a sample; the batch stays outside. */
export type Layout = readonly Lie[] | undefined;

const rows = (shape: Shape): readonly Lie[] => shape.map((_, place) => ({ place, apart: false }));

function normal(lies: readonly Lie[]): Layout {
  return lies.every(({ place, apart }, i) => place === i && !apart) ? undefined : lies;
}

/** Layout of a view's result; `copied` where there is none and PyTorch makes a copy. */
export function layoutOf({ operation, inputs, results, attributes }: OperationNode, layout: Layout): Layout | 'copied' {
  const [from, to] = [inputs[0]?.type.shape ?? [], results[0]?.type.shape ?? []];
  const { order, axis } = attributes;
  switch (operation.name) {
    case 'permute': {
      const lies = layout ?? rows(from);
      return normal((order as readonly number[]).map(i => lies[i] ?? { place: i, apart: false }));
    }
    case 'slice':
      return normal((layout ?? rows(from)).map((lie, i) => (i === axis ? { ...lie, apart: true } : lie)));
    case 'expand': {
      const added = to.length - from.length;
      const lies = layout ?? rows(from);
      return to.map((size, i) => {
        const lie = lies[i - added];
        const stretched = !lie || !(from[i - added]?.equals(size) ?? false);
        return { place: lie ? lie.place + added : i, apart: stretched || lie.apart };
      });
    }
    default:
      return layout && operation.traits?.includes('reshapes') ? reshaped(from, to, layout) : layout;
  }
}

const one = Dim.of(1);

/** Dimensions of both shapes that hold the same elements; undefined where sizes do not tell. */
function groups(from: Shape, to: Shape): readonly (readonly [old: number, fresh: number])[] | undefined {
  const found: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < from.length && j < to.length) {
    const start = [i, j] as const;
    let [a, b] = [from[i++] ?? one, to[j++] ?? one];
    while (!a.equals(b)) {
      const less = a.is('<', b);
      if (less === 'unknown' || (less ? i : j) >= (less ? from : to).length) return undefined;
      if (less) a = a.times(from[i++] ?? one);
      else b = b.times(to[j++] ?? one);
    }
    found.push([i - start[0], j - start[1]]);
  }
  return found;
}

/** Dimensions that are merged must lie one within the other, without gaps. */
function reshaped(from: Shape, to: Shape, layout: readonly Lie[]): Layout | 'copied' {
  // A size of 1 lies anywhere.
  const large = (shape: Shape): Shape => shape.filter(size => !size.equals(1));
  const lies = layout.filter((_, i) => from[i]?.equals(1) !== true);
  const places = lies.map(({ place }) => place).sort((a, b) => a - b);
  const parts = groups(large(from), large(to));
  if (!parts) return layout.length === to.length ? layout : undefined;
  const made: (Lie & { readonly within: number })[] = [];
  let at = 0;
  for (const [old, fresh] of parts) {
    const own = lies.slice(at, at + old);
    for (let k = 1; k < own.length; k++) {
      const [outer, inner] = [own[k - 1], own[k]];
      if (!outer || !inner || inner.apart) return 'copied';
      if (places.indexOf(inner.place) !== places.indexOf(outer.place) + 1) return 'copied';
    }
    const [first] = own;
    for (let k = 0; k < fresh; k++)
      made.push({ place: first?.place ?? 0, apart: k === 0 && first?.apart === true, within: k });
    at += old;
  }
  const sorted = [...made].sort((a, b) => a.place - b.place || a.within - b.within);
  let next = 0;
  const all = to.map((size, place): Lie => {
    if (size.equals(1)) return { place, apart: false };
    const lie = made[next++];
    return { place: lie ? sorted.indexOf(lie) : place, apart: lie?.apart ?? false };
  });
  // Sizes of 1 took no part in the order: count the others alone.
  const ranks = all.filter((_, i) => to[i]?.equals(1) !== true).map(({ place }) => place);
  return ranks.every((place, i) => place === i) && !all.some(({ apart }) => apart) ? undefined : all;
}
