/** How a tensor lies that was given another shape, where it did not lie in rows before. */
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';
import { allJoined, isOne, normal, placesOf, type Layout, type Lie } from './layout.js';

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
export function reshaped(from: Shape, to: Shape, layout: readonly Lie[]): Layout | 'copied' {
  const large = (sizes: Shape): Shape => sizes.filter(size => !isOne(size));
  const lies = layout.filter((_, i) => !isOne(from[i]));
  const places = placesOf(layout, from);
  const parts = groups(large(from), large(to));
  if (!parts) return layout.length === to.length ? layout : undefined;
  const made: (Lie & { readonly within: number })[] = [];
  let at = 0;
  for (const [old, fresh] of parts) {
    const own = lies.slice(at, at + old);
    if (!allJoined(own, places)) return 'copied';
    const [first] = own;
    for (let k = 0; k < fresh; k++)
      made.push({ place: first?.place ?? 0, apart: k === 0 && first?.apart === true, within: k });
    at += old;
  }
  const sorted = [...made].sort((a, b) => a.place - b.place || a.within - b.within);
  let next = 0;
  const all = to.map((size): Lie => {
    const lie = isOne(size) ? undefined : made[next++];
    return { place: lie ? sorted.indexOf(lie) : to.length, apart: lie?.apart ?? false };
  });
  return normal(all, to);
}
