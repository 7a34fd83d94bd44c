/** How the result of an operation lies in memory, and whether PyTorch copies what it reads. */
import type { OperationNode } from '../catalogue/operations/builder.js';
import type { Value } from '../catalogue/operations/operation.js';
import type { Shape } from '../shape/shape.js';
import { isOne, sizesOf, rows, placesOf, normal, joined, allJoined, type Layout, type Lie } from './layout.js';
import { reshaped } from './reshaped-layout.js';

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
