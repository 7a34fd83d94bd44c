/** Sizes of an attention layer's parts, from its arguments and inputs. */
import { Dim } from '../../shape/dim.js';
import type { Builder, Shape, TensorType, Value } from './layer.js';
import type { Named } from '../parameter.js';

export interface AttentionArguments {
  readonly heads: Dim;
  readonly kv_heads: Dim | undefined;
  readonly head_width: Dim | undefined;
  readonly value_width: Dim | undefined;
  readonly out: Dim | undefined;
  readonly bias: boolean;
  readonly bias_kv: boolean;
  readonly zero_kv: boolean;
  readonly causal: boolean;
  readonly qk_norm: 'layernorm' | 'rmsnorm' | undefined;
  readonly position: Named | undefined;
}

export interface AttentionBound {
  readonly rest: Shape;
  readonly T: Dim;
  readonly D: Dim;
  readonly points: { readonly [name: string]: TensorType | undefined };
}

type Points<T> = { readonly [name: string]: T | undefined };

/** Where keys come from, if not from the flow. */
export const keySource = <T>(points: Points<T>): T | undefined => points.keys ?? points.context;
/** Where values come from, if not from the keys' source. */
export const valueSource = <T>(points: Points<T>): T | undefined => points.values ?? points.context;

export interface Layout {
  readonly heads: Dim;
  readonly kvHeads: Dim;
  readonly headWidth: Dim;
  /** Widths of all heads' queries, keys, values, and of what they mix. */
  readonly queries: Dim;
  readonly keys: Dim;
  readonly values: Dim;
  readonly mixed: Dim;
  readonly D: Dim;
  readonly T: Dim;
  /** Number of keys. */
  readonly S: Dim;
  readonly keyWidth: Dim;
  readonly valueWidth: Dim;
  /** All three projections take vectors of one width: then one weight holds them, as in PyTorch. */
  readonly packed: boolean;
  split(op: Builder, x: Value, heads: Dim): Value;
  spread(op: Builder, x: Value): Value;
  masked(op: Builder, scores: Value, mask: Value | undefined, causal: boolean): Value;
}

export function layout(bound: AttentionBound, a: AttentionArguments): Layout {
  const { D, T, points } = bound;
  const { heads } = a;
  const kvHeads = a.kv_heads ?? heads;
  const headWidth = a.head_width ?? D.over(heads);
  const valueHead = a.value_width ?? headWidth;
  const source = keySource(points);
  const valueFrom = valueSource(points) ?? source;
  const widthOf = (type: TensorType | undefined): Dim => type?.shape.at(-1) ?? D;
  const extra = (a.bias_kv ? 1 : 0) + (a.zero_kv ? 1 : 0);
  const keyWidth = widthOf(source);
  const valueWidth = widthOf(valueFrom);
  return {
    heads,
    kvHeads,
    headWidth,
    queries: heads.times(headWidth),
    keys: kvHeads.times(headWidth),
    values: kvHeads.times(valueHead),
    mixed: heads.times(valueHead),
    D,
    T,
    S: (source?.shape.at(-2) ?? T).plus(extra),
    keyWidth,
    valueWidth,
    packed: keyWidth.equals(D) && valueWidth.equals(D),
    split: splitHeads,
    spread: (op, x) => spreadHeads(op, x, heads, kvHeads),
    masked,
  };
}

/** [..., T, heads x d] as [..., heads, T, d]. */
function splitHeads(op: Builder, x: Value, heads: Dim): Value {
  const { shape } = x.type;
  const width = (shape.at(-1) ?? heads).over(heads);
  const split = op.reshape(x, { shape: [...shape.slice(0, -1), heads, width] });
  const rank = shape.length + 1;
  const order = Array.from({ length: rank }, (_, i) => (i === rank - 3 ? rank - 2 : i === rank - 2 ? rank - 3 : i));
  return op.permute(split, { order });
}

/** Each head of keys as often as queries share it. */
function spreadHeads(op: Builder, x: Value, heads: Dim, kvHeads: Dim): Value {
  const times = heads.over(kvHeads);
  if (times.equals(1)) return x;
  const { shape } = x.type;
  const [front, back] = [shape.slice(0, -2), shape.slice(-2)];
  const one = op.reshape(x, { shape: [...front, Dim.of(1), ...back] });
  const many = op.expand(one, { shape: [...front, times, ...back] });
  return op.reshape(many, { shape: [...front.slice(0, -1), heads, ...back] });
}

function masked(op: Builder, scores: Value, mask: Value | undefined, causal: boolean): Value {
  const never = op.constant({ value: -Infinity, shape: [] });
  const seen =
    mask === undefined ? scores : mask.type.dtype === 'bool' ? op.where(mask, scores, never) : op.add(scores, mask);
  if (!causal) return seen;
  const [queries, keys] = [scores.type.shape.at(-2) ?? Dim.of(1), scores.type.shape.at(-1) ?? Dim.of(1)];
  return op.where(op.causalMask({ queries, keys }), seen, never);
}
