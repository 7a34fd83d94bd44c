/** Scaled dot-product attention with its heads inside. */
import { Dim } from '../../shape/dim.js';
import { elements, type Shape } from '../../shape/shape.js';
import type { TensorType } from '../tensor.js';
import type { Builder } from './builder.js';
import { defineOperation, type Kept, type OperationOf, type Value } from './operation.js';
import { anyBatched, sizeAt, tensor, typeAt, valueAt } from './rules.js';
import type { Draw } from './source.js';

/**
 * `kvHeads`: fewer heads of keys and values, each for a group of queries'. `scale`: 1 / sqrt(width of a head) when left out.
 * `kernel`: `plain` keeps the matrix of weights for backward, `fused` does not.
 */
export type AttentionAttributes = Draw & {
  readonly heads: Dim;
  readonly kvHeads?: Dim | undefined;
  readonly causal: boolean;
  readonly scale?: number | undefined;
  /** No match is above this or below its negative: softcap · tanh(match / softcap). */
  readonly softcap?: number | undefined;
  readonly kernel: 'fused' | 'plain';
  readonly dropout?: number;
};

type AttentionInputs = [q: Value, k: Value, v: Value, mask?: Value | undefined];

/** q: [..., T, heads x d], k: [..., S, kvHeads x d], v: [..., S, kvHeads x e]; result [..., T, heads x e]. */
export const attention: OperationOf<AttentionAttributes, AttentionInputs> = defineOperation({
  name: 'attention',
  autocast: () => 'half',
  summary: 'Each query takes a mean of the values, weighted by the softmax of its products with the keys.',
  source: 'Vaswani et al. 2017, Attention is all you need, section 3.2; Ainslie et al. 2023 (grouped queries)',
  inputs: ['q', 'k', 'v', 'mask?'],
  traits: ['first-order', 'random'],
  types(inputs, { heads, kvHeads = heads }) {
    const [q, v] = [typeAt(inputs, 0), typeAt(inputs, 2)];
    return [tensor([...q.shape.slice(0, -1), sizeAt(v.shape, -1).over(kvHeads).times(heads)], anyBatched(inputs))];
  },
  /** The full T x S even when causal, as PyTorch counts. */
  multiplyAdds(inputs, results) {
    const [q, k, y] = [typeAt(inputs, 0).shape, typeAt(inputs, 1).shape, typeAt(results, 0).shape];
    return elements(q).plus(elements(y)).times(sizeAt(k, -2));
  },
  eagerKeeps({ inputs, results, needs, attributes: { heads, kvHeads = heads, kernel, dropout = 0, softcap } }) {
    const [q, k, v, y] = [typeAt(inputs, 0), typeAt(inputs, 1), typeAt(inputs, 2), typeAt(results, 0)];
    const rows = q.shape.slice(0, -1);
    const { batched } = y;
    const times = heads.over(kvHeads);
    // The plain kernel works in fp32, whatever it is given.
    const wide = ({ shape }: TensorType): Kept => ({
      buffer: [...shape.slice(0, -1), sizeAt(shape, -1).times(times)],
      dtype: 'float32',
      batched,
    });
    // No fused kernel gives a learned mask its gradient, bounds the matches, or takes values of another width than keys.
    const even = sizeAt(k.shape, -1).equals(sizeAt(v.shape, -1));
    if (kernel === 'fused' && even && needs[3] !== true && softcap === undefined) {
      const logSums: Kept = { buffer: [heads, ...rows], dtype: 'float32', batched };
      return [{ input: 0 }, { input: 1 }, { input: 2 }, { result: 0 }, logSums, ...keptMask(inputs[3])];
    }
    // Shared heads are copied for each of their queries first.
    const values: Kept = times.equals(1) ? { input: 2, as: 'float32' } : wide(v);
    const matrix: Kept = { buffer: [heads, ...rows, sizeAt(k.shape, -2)], dtype: 'float32', batched };
    const scaled: Kept = { buffer: q.shape, dtype: 'float32', batched };
    const extra = (dropout > 0 ? 2 : 0) + (softcap === undefined ? 0 : 1);
    return [values, scaled, wide(k), matrix, ...Array.from({ length: extra }, () => matrix)];
  },
  decompose: (op, inputs, attributes) => [composed(op, inputs, attributes)[0]],
});

/** A mask of truths becomes numbers to add; a mask of numbers is kept as it is. */
const keptMask = (mask: TensorType | undefined): readonly Kept[] =>
  mask === undefined
    ? []
    : [mask.dtype === 'bool' ? { buffer: mask.shape, dtype: 'float', batched: mask.batched } : { input: 3 }];

/** The same with the weights themselves, [..., heads, T, S]: no kernel that leaves the matrix out can give them. */
export const attentionWithWeights: OperationOf<
  Omit<AttentionAttributes, 'kernel'>,
  AttentionInputs,
  readonly [y: Value, weights: Value]
> = defineOperation({
  name: 'attentionWithWeights',
  autocast: () => 'half',
  summary: 'Attention, and the weights of its means.',
  source: 'Vaswani et al. 2017, Attention is all you need, section 3.2',
  inputs: ['q', 'k', 'v', 'mask?'],
  traits: ['first-order', 'random'],
  types(inputs, attributes) {
    const [y] = attention.types(inputs, { ...attributes, kernel: 'plain' });
    const [q, k] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    const front = q.shape.slice(0, -2);
    const matrix = [...front, attributes.heads, sizeAt(q.shape, -2), sizeAt(k.shape, -2)];
    return [y!, tensor(matrix, y!.batched)];
  },
  multiplyAdds: (inputs, results, attributes) =>
    attention.multiplyAdds!(inputs, results, { ...attributes, kernel: 'plain' }),
  // What the plain kernel keeps, but that only the queries are scaled here, in the length that is given; the matrix is the result.
  eagerKeeps(context) {
    const { heads, kvHeads = heads } = context.attributes;
    const kept = attention.eagerKeeps!({ ...context, attributes: { ...context.attributes, kernel: 'plain' } });
    return kept.map((item, i) => {
      if (i === 3) return { result: 1 };
      if (i === 2 && kvHeads.equals(heads)) return { input: 1 };
      return 'buffer' in item ? { ...item, dtype: 'float' } : 'input' in item ? { input: item.input } : item;
    });
  },
  decompose: (op, inputs, attributes) => composed(op, inputs, { ...attributes, kernel: 'plain' }),
});

/** [..., T, heads x d] as [..., heads, T, d]. */
export function splitHeads(op: Builder, x: Value, heads: Dim): Value {
  const { shape } = x.type;
  const rank = shape.length;
  const split = [...shape.slice(0, -1), heads, sizeAt(shape, -1).over(heads)];
  return op.permute(op.reshape(x, { shape: split }), { order: swapped(rank + 1, rank - 2, rank - 1) });
}

function joinHeads(op: Builder, x: Value, shape: Shape): Value {
  const rank = x.type.shape.length;
  return op.reshape(op.permute(x, { order: swapped(rank, rank - 3, rank - 2) }), { shape });
}

const swapped = (rank: number, a: number, b: number): number[] =>
  Array.from({ length: rank }, (_, i) => (i === a ? b : i === b ? a : i));

/** Each head of keys or values as often as there are queries for it. */
function repeatHeads(op: Builder, x: Value, heads: Dim, kvHeads: Dim): Value {
  const times = heads.over(kvHeads);
  if (times.equals(1)) return x;
  const { shape } = x.type;
  const [front, last] = [shape.slice(0, -2), shape.slice(-2)];
  const one = op.reshape(x, { shape: [...front, Dim.of(1), ...last] });
  return op.reshape(op.expand(one, { shape: [...front, times, ...last] }), {
    shape: [...front.slice(0, -1), heads, ...last],
  });
}

function composed(
  op: Builder,
  inputs: readonly (Value | undefined)[],
  attributes: AttentionAttributes,
): readonly [Value, Value] {
  const { heads, kvHeads = heads, causal, dropout = 0, draw } = attributes;
  const [q, k, v, mask] = [valueAt(inputs, 0), valueAt(inputs, 1), valueAt(inputs, 2), inputs[3]];
  const width = sizeAt(q.type.shape, -1).over(heads);
  const scale = attributes.scale ?? Dim.of(1).over(width.sqrt());
  const part = (x: Value): Value => repeatHeads(op, splitHeads(op, x, kvHeads), heads, kvHeads);
  const products = op.matmul(splitHeads(op, q, heads), part(k), { transposeB: true });
  let scores = op.scaleBy(products, { by: scale });
  const { softcap } = attributes;
  if (softcap !== undefined) {
    scores = op.scaleBy(op.tanh(op.scaleBy(scores, { by: 1 / softcap })), { by: softcap });
  }
  const never = op.constant({ value: -Infinity, shape: [] });
  if (mask) scores = mask.type.dtype === 'bool' ? op.where(mask, scores, never) : op.add(scores, mask);
  if (causal) {
    const [t, s] = [sizeAt(q.type.shape, -2), sizeAt(k.type.shape, -2)];
    scores = op.where(op.causalMask({ queries: t, keys: s }), scores, never);
  }
  let weights = op.softmax(scores, { axis: scores.type.shape.length - 1 });
  if (dropout > 0)
    weights = op.dropout(weights, { p: dropout, channel: false, ...(draw === undefined ? {} : { draw }) });
  const mixed = op.matmul(weights, part(v));
  const values = sizeAt(v.type.shape, -1).over(kvHeads).times(heads);
  return [joinHeads(op, mixed, [...q.type.shape.slice(0, -1), values]), weights];
}

/** True where a query may see a key: at its own position and before it, counted from the first of both. */
export const causalMask: OperationOf<{ readonly queries: Dim; readonly keys: Dim }, []> = defineOperation({
  name: 'causalMask',
  summary: 'True where the key does not come after the query.',
  inputs: [],
  types: (_, { queries, keys }) => [tensor([queries, keys], false, 'bool')],
});
