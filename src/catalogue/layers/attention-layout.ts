/** Sizes of an attention layer's parts, from its arguments and inputs. */
import type { Dim } from '../../shape/dim.js';
import type { Shape, TensorType } from './layer.js';
import type { Named } from '../parameter.js';

export interface AttentionArguments {
  readonly heads: Dim;
  readonly kv_heads: Dim | undefined;
  readonly head_width: Dim | undefined;
  readonly value_width: Dim | undefined;
  readonly out: Dim | undefined;
  readonly bias: boolean;
  readonly key_bias: boolean | undefined;
  readonly packed: boolean | undefined;
  readonly window: Dim | undefined;
  readonly scale: number | undefined;
  readonly softcap: number | undefined;
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
  /** One weight holds all three projections, as in PyTorch's module: each takes vectors of one width. */
  readonly packed: boolean;
  /** Nothing is asked for that PyTorch's module cannot do. */
  readonly module: boolean;
  /** Whether keys have a bias. */
  readonly keyBias: boolean;
}

/** Whether one weight can hold the three projections. */
export const packable = (keyWidth: Dim, valueWidth: Dim, D: Dim): boolean => keyWidth.equals(D) && valueWidth.equals(D);

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
  const keyBias = a.key_bias ?? a.bias;
  // What PyTorch's module cannot do is written with three dense layers, in what is published.
  const usual = kvHeads.equals(heads) && a.position?.name !== 'rotary' && keyBias === a.bias;
  const options = [a.packed, a.position, a.window, a.qk_norm, a.head_width, a.value_width, a.out, a.scale, a.softcap];
  const module = usual && options.every(option => option === undefined);
  return {
    module,
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
    packed: (a.packed ?? usual) && packable(keyWidth, valueWidth, D),
    keyBias,
  };
}
