/** What attention does where it is asked to: keys added behind the others, heads that are normalized. */
import { Dim } from '../../shape/dim.js';
import type { AttentionArguments } from './attention-layout.js';
import type { Builder, Value } from './layer.js';

/** Learned vectors and a zero behind the keys (or values), as two options of PyTorch add them. */
export function extended(op: Builder, x: Value, learned: Value | undefined, zero: boolean): Value {
  const axis = x.type.shape.length - 2;
  const row = (v: Value): Value =>
    op.expand(v, { shape: [...x.type.shape.slice(0, -2), Dim.of(1), ...x.type.shape.slice(-1)] });
  const nothing = zero ? op.constant({ value: 0, shape: [Dim.of(1), ...x.type.shape.slice(-1)] }) : undefined;
  const parts = [x, learned, nothing].filter(part => part !== undefined);
  return parts.length === 1 ? x : op.concat(...parts.map(part => (part === x ? x : row(part))), { axis });
}

/** Each head's vectors normalized: [..., T, heads x d] with weights of one head's width. */
export function normedHeads(
  op: Builder,
  x: Value,
  kind: NonNullable<AttentionArguments['qk_norm']>,
  width: Dim,
  scale: Value | undefined,
  shift: Value | undefined,
): Value {
  const { shape } = x.type;
  const all = shape[shape.length - 1] ?? width;
  const split = op.reshape(x, { shape: [...shape.slice(0, -1), all.over(width), width] });
  const axes = [shape.length];
  const normed =
    kind === 'rmsnorm'
      ? op.rmsNorm(split, scale, { axes, eps: 2 ** -23 })
      : op.layerNorm(split, scale, shift, { axes, eps: 1e-5 });
  return op.reshape(normed, { shape });
}
