/**
 * How the dimensions of a tensor lie in memory, as far as it decides what PyTorch copies: a reshape that is no view, what a product or a norm
 * reads in rows. Undefined: row by row, samples first.
 */
import type { OperationNode } from '../catalogue/operations/builder.js';
import type { Value } from '../catalogue/operations/operation.js';
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';

interface Lie {
  /** Position in memory among the dimensions, the outermost first. */
  readonly place: number;
  /** Between its entries and those of the dimension around it there is a gap, or none at all (stretched). */
  readonly apart: boolean;
}

/** One for the samples, and one for each dimension of a sample. */
export type Layout = readonly Lie[] | undefined;

const one = Dim.of(1);
const isOne = (size: Dim | undefined): boolean => size?.equals(one) === true;
/** More than one sample: as many as nobody else has. */
const many = Dim.of(0);

/** Sizes with that of the samples; only whether it is 1 matters. */
const sizesOf = (shape: Shape, several: boolean): Shape => [several ? many : one, ...shape];
const rows = (sizes: Shape): readonly Lie[] => sizes.map((_, place) => ({ place, apart: false }));

/** The places of dimensions of more than one entry, which alone decide; those of a size of 1 lie anywhere. */
const placesOf = (lies: readonly Lie[], sizes: Shape): readonly number[] =>
  lies.flatMap(({ place }, i) => (isOne(sizes[i]) ? [] : [place]));

function normal(lies: readonly Lie[], sizes: Shape): Layout {
  const places = placesOf(lies, sizes);
  const inOrder = places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0));
  return inOrder && !lies.some(({ apart }, i) => apart && !isOne(sizes[i])) ? undefined : lies;
}

/** Whether an inner dimension fills each entry of the outer one: then both can be one dimension. */
function joined(outer: Lie, inner: Lie, places: readonly number[]): boolean {
  return !inner.apart && !places.some(place => place > outer.place && place < inner.place) && inner.place > outer.place;
}

function allJoined(lies: readonly Lie[], places: readonly number[]): boolean {
  return lies.every((lie, i) => {
    const outer = lies[i - 1];
    return outer === undefined || joined(outer, lie, places);
  });
}

/** Whether PyTorch reads the first operand in another order than it lies in: then it keeps what it has read. */
export function isCopied({ operation, inputs, attributes }: OperationNode, layout: Layout, several: boolean): boolean {
  const traits = layout ? (operation.traits ?? []) : [];
  // An instance norm lays samples and channels side by side.
  if (!layout || !traits.includes('folds')) return layout !== undefined && attributes['instance'] === true;
  const sizes = sizesOf(inputs[0]?.type.shape ?? [], several);
  const leading = layout.slice(0, -1).filter((_, i) => !isOne(sizes[i]));
  return !allJoined(leading, placesOf(layout, sizes));
}

/** Layout of an operation's result; `copied` where it would be a view and PyTorch makes a copy. */
export function layoutOf(node: OperationNode, of: (value: Value) => Layout, several: boolean): Layout | 'copied' {
  const { operation, inputs, results, attributes } = node;
  const { traits = [] } = operation;
  const [first] = inputs;
  const to = results[0]?.type.shape ?? [];
  const sizes = sizesOf(to, several);
  if (!traits.includes('view')) {
    if (traits.includes('in-rows')) return undefined;
    if (traits.includes('element-wise') || traits.includes('keeps-order')) return likeOperand(node, of, sizes);
    const last = traits.includes('keeps-channels-last') && real(inputs).every(v => isChannelsLast(of(v), v, several));
    return last ? normal(channelsLast, sizes) : undefined;
  }
  const from = first?.type.shape ?? [];
  const layout = first && of(first);
  const { order, axis, positions, copies } = attributes;
  if (copies === true) return 'copied';
  const lies = layout ?? rows(sizesOf(from, several));
  if (positions !== undefined) {
    const turned: readonly Lie[] = rows(sizes).map(({ place }) => ({
      place: place < 2 ? 1 - place : place,
      apart: false,
    }));
    if (positions === 'out') return normal(turned, sizes);
    const [samples, positionsOf] = lies;
    if (!samples || !positionsOf || isOne(sizes[0]) || isOne(sizes[1])) return undefined;
    return joined(positionsOf, samples, placesOf(lies, sizes)) ? undefined : 'copied';
  }
  switch (operation.name) {
    case 'permute':
      return normal(
        [0, ...(order as readonly number[]).map(i => i + 1)].flatMap(i => lies[i] ?? []),
        sizes,
      );
    case 'slice':
      return normal(sliced(lies, (axis as number) + 1, sizes), sizes);
    case 'expand': {
      const added = to.length - from.length;
      return sizes.map((size, i) => {
        const lie = i === 0 ? lies[0] : lies[i - added];
        const stretched = i > 0 && (i <= added || !(from[i - 1 - added]?.equals(size) ?? false));
        return {
          place: lie && (i === 0 || i > added) ? lie.place + (lie.place > 0 ? added : 0) : i,
          apart: stretched || lie?.apart === true,
        };
      });
    }
    default:
      return layout && traits.includes('reshapes') ? reshaped(sizesOf(from, several), sizes, layout) : layout;
  }
}

/** Samples, rows, columns, and the channel of each. */
const channelsLast: readonly Lie[] = [0, 3, 1, 2].map(place => ({ place, apart: false }));

/** Operands that come from a sample: weights lie in rows. */
const real = (inputs: OperationNode['inputs']): readonly Value[] =>
  inputs.flatMap(v => (v?.type.batched === true ? [v] : []));

function isChannelsLast(layout: Layout, { type: { shape } }: Value, several: boolean): boolean {
  if (layout?.length !== channelsLast.length) return false;
  const sizes = sizesOf(shape, several);
  const turned = [0, 2, 3, 1];
  const back = turned.flatMap(i => layout[i] ?? []);
  return (
    normal(
      back,
      turned.flatMap(i => sizes[i] ?? []),
    ) === undefined
  );
}

/** A dimension of which a part is taken lies apart; if one entry is left, what lies within it does. */
function sliced(lies: readonly Lie[], axis: number, sizes: Shape): readonly Lie[] {
  const own = lies[axis]?.place ?? 0;
  const inner = placesOf(lies, sizes).filter(place => place > own);
  const apart = isOne(sizes[axis]) ? Math.min(...inner) : own;
  return lies.map(lie => (lie.place === apart ? { ...lie, apart: true } : lie));
}

/** What is made anew in the order of the first operand as large: without gaps. */
function likeOperand({ inputs, results }: OperationNode, of: (value: Value) => Layout, sizes: Shape): Layout {
  const type = results[0]?.type;
  const like = inputs.find(
    v =>
      v &&
      v.type.batched === type?.batched &&
      v.type.shape.length + 1 === sizes.length &&
      v.type.shape.every((size, i) => sizes[i + 1]?.equals(size)),
  );
  const layout = like && of(like);
  return (
    layout &&
    normal(
      layout.map(({ place }) => ({ place, apart: false })),
      sizes,
    )
  );
}

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
