/** `attention`: scaled dot-product attention of several heads, with its projections. */
import { Dim } from '../../shape/dim.js';
import { biasFor, masked, positionBuffers, positionWeights, rotated } from './attention-bias.js';
import { positionArguments } from './attention-position.js';
import { keySource, layout, valueSource, type AttentionArguments, type Layout } from './attention-layout.js';
import { attentionRules } from './attention-rules.js';
import { init, weight } from './initial.js';
import {
  count,
  defineLayer,
  flag,
  fraction,
  optionalChoice,
  optionalCount,
  optionalFlag,
  point,
  spelled,
  type Builder,
  type Parameter,
  type Value,
  type WeightSpec,
} from './layer.js';

/** Learned vectors and a zero behind the keys (or values), as two options of PyTorch add them. */
function extended(op: Builder, x: Value, learned: Value | undefined, zero: boolean): Value {
  const axis = x.type.shape.length - 2;
  const row = (v: Value): Value =>
    op.expand(v, { shape: [...x.type.shape.slice(0, -2), Dim.of(1), ...x.type.shape.slice(-1)] });
  const nothing = zero ? op.constant({ value: 0, shape: [Dim.of(1), ...x.type.shape.slice(-1)] }) : undefined;
  const parts = [x, learned, nothing].filter(part => part !== undefined);
  return parts.length === 1 ? x : op.concat(...parts.map(part => (part === x ? x : row(part))), { axis });
}

/** 0 where a causal query sees a key, and for keys that are added behind the others: these are seen from everywhere. */
function pastAnd(op: Builder, extra: number, { T, S }: Layout): Value {
  const past = op.causalMask({ queries: T, keys: S.minus(extra) });
  const zero = op.constant({ value: 0, shape: [] });
  const before = op.where(past, zero, op.constant({ value: -Infinity, shape: [] }));
  return op.concat(before, op.constant({ value: 0, shape: [T, Dim.of(extra)] }), { axis: 1 });
}

/** Each head's vectors normalized: [..., T, heads x d] with weights of one head's width. */
function normedHeads(
  op: Builder,
  x: Value,
  kind: AttentionArguments['qk_norm'],
  width: Dim,
  scale: Value | undefined,
  shift: Value | undefined,
): Value {
  if (kind === undefined) return x;
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

const headNorm = (): Parameter<AttentionArguments['qk_norm']> => {
  const one = optionalChoice(
    ['layernorm', 'rmsnorm'],
    'normalizes each head’s queries and keys; `true` is `layernorm`',
  );
  return {
    ...one,
    read: (argument, site) =>
      argument.kind === 'flag' ? { value: argument.value ? 'layernorm' : undefined } : one.read(argument, site),
  };
};

const last = (op: Builder, x: Value, from: Dim, to: Dim): Value =>
  op.slice(x, { axis: x.type.shape.length - 1, from, to, step: Dim.of(1) });

const withBias = (op: Builder, x: Value, bias: Value | undefined): Value =>
  bias ? op.addBias(x, bias, { axis: x.type.shape.length - 1 }) : x;

export const attention = defineLayer({
  name: 'attention',
  summary: 'Each position takes a mean of all positions’ values, weighted by how well its query matches their keys.',
  formula: 'softmax(Q Kᵀ / √d) V, for each head, then a dense layer',
  source: 'Vaswani et al. 2017, Attention is all you need',
  keras: 'layers.MultiHeadAttention, GroupQueryAttention',
  traits: ['mixes-channels', 'adds-bias', 'non-linear', 'feature-last'],
  parameters: {
    heads: count('number of heads', { min: 1, default: 1, alias: 'num_heads' }),
    context: point('short for `keys: x, values: x`', { optional: true }),
    keys: point('where keys come from; the flow if not given', { optional: true }),
    values: point('where values come from; the keys’ source if not given', { optional: true }),
    kv_heads: optionalCount('number of heads of keys and values, each shared by a group of queries', { min: 1 }),
    head_width: optionalCount('width of a head’s queries and keys; the flow’s width over `heads` if not given', {
      min: 1,
    }),
    value_width: optionalCount('width of a head’s values; `head_width` if not given', { min: 1 }),
    out: optionalCount('width of the result; the flow’s if not given', { min: 1 }),
    bias: flag('adds learned numbers to queries, keys, values and the result', { default: true }),
    out_bias: optionalFlag('whether the result has a bias, if not as `bias` says'),
    causal: flag('no position sees one behind it', { default: false }),
    mask: point('true where a key may be seen, or a number to add to each match: [S], [T, S] or [heads, T, S]', {
      optional: true,
    }),
    position: positionArguments(),
    dropout: fraction('chance of a weight to be dropped while training', { default: 0 }),
    qk_norm: headNorm(),
    bias_kv: flag('one learned key and value behind the others', { default: false, alias: 'add_bias_kv' }),
    zero_kv: flag('one key and value of zeros behind the others', { default: false, alias: 'add_zero_attn' }),
    init: init(),
  },
  input: ['...', 'T', 'D'],
  requires: attentionRules,
  results: ['output', 'weights'],
  shape: (bound, a) => {
    const { rest, T, D } = bound;
    const { heads, S } = layout(bound, a);
    return [
      [...rest, T, a.out ?? D],
      [...rest, heads, T, S],
    ];
  },
  weights(bound, a) {
    const { queries, keys, values, mixed, packed, D, keyWidth, valueWidth, headWidth } = layout(bound, a);
    const part = (rows: Dim, columns: Dim): WeightSpec => weight([rows, columns], a.init, 'xavier');
    const vector = (size: Dim, start = 'zeros'): WeightSpec => ({ shape: [size], init: start });
    const out = a.out ?? D;
    return {
      ...(packed
        ? { in_weight: part(queries.plus(keys).plus(values), D) }
        : { q_weight: part(queries, D), k_weight: part(keys, keyWidth), v_weight: part(values, valueWidth) }),
      in_bias: a.bias && vector(queries.plus(keys).plus(values)),
      key: a.bias_kv && { shape: [Dim.of(1), keys], init: 'xavier_normal' },
      value: a.bias_kv && { shape: [Dim.of(1), values], init: 'xavier_normal' },
      q_norm: a.qk_norm !== undefined && vector(headWidth, 'ones'),
      q_norm_bias: a.qk_norm === 'layernorm' && vector(headWidth),
      k_norm: a.qk_norm !== undefined && vector(headWidth, 'ones'),
      k_norm_bias: a.qk_norm === 'layernorm' && vector(headWidth),
      ...(a.position && positionWeights(a)),
      out_weight: weight([out, mixed], a.init, 'kaiming_uniform'),
      out_bias: (a.out_bias ?? a.bias) && vector(out),
    };
  },
  buffers: (_, a) => (a.position ? positionBuffers(a) : {}),
  lower(op, x, w, a, site) {
    const { bound, points, training, wanted } = site;
    const l = layout(bound, a);
    const zero = Dim.of(0);
    const [toKeys, toValues] = [l.queries, l.queries.plus(l.keys)];
    const end = toValues.plus(l.values);
    const rows = (from: Dim, to: Dim): Value => {
      const all = w.in_weight as Value;
      return op.slice(all, { axis: 0, from, to, step: Dim.of(1) });
    };
    const offset = (from: Dim, to: Dim): Value | undefined =>
      w.in_bias && op.slice(w.in_bias, { axis: 0, from, to, step: Dim.of(1) });
    const project = (source: Value, own: Value | undefined, from: Dim, to: Dim): Value =>
      withBias(op, op.dense(source, own ?? rows(from, to)), offset(from, to));

    const keyPoint = keySource(points);
    const valuePoint = valueSource(points);
    let parts: readonly [Value, Value, Value];
    if (l.packed && keyPoint === undefined && valuePoint === undefined) {
      // Self-attention: one product for all three, which are views of its result.
      const all = withBias(op, op.dense(x, w.in_weight as Value), w.in_bias);
      parts = [last(op, all, zero, toKeys), last(op, all, toKeys, toValues), last(op, all, toValues, end)];
    } else if (l.packed && keyPoint !== undefined && keyPoint === (valuePoint ?? keyPoint)) {
      const both = withBias(op, op.dense(keyPoint, rows(toKeys, end)), offset(toKeys, end));
      const split = l.keys;
      parts = [
        project(x, undefined, zero, toKeys),
        last(op, both, zero, split),
        last(op, both, split, split.plus(l.values)),
      ];
    } else {
      const k = keyPoint ?? x;
      parts = [
        project(x, w.q_weight, zero, toKeys),
        project(k, w.k_weight, toKeys, toValues),
        project(valuePoint ?? k, w.v_weight, toValues, end),
      ];
    }
    let [q, k] = parts;
    q = normedHeads(op, q, a.qk_norm, l.headWidth, w.q_norm, w.q_norm_bias);
    k = normedHeads(op, k, a.qk_norm, l.headWidth, w.k_norm, w.k_norm_bias);
    if (a.position) [q, k] = [rotated(op, q, a, l.headWidth), rotated(op, k, a, l.headWidth)];
    k = extended(op, k, w.key, a.zero_kv);
    const v = extended(op, parts[2], w.value, a.zero_kv);

    const dropout = training ? a.dropout : 0;
    const extra = (a.bias_kv ? 1 : 0) + (a.zero_kv ? 1 : 0);
    const seen = a.causal && extra > 0 ? pastAnd(op, extra, l) : undefined;
    const added = a.position ? biasFor(op, points.mask, a, l, w, site.buffers) : points.mask;
    const mask = seen && added ? masked(op, seen, added) : (seen ?? added);
    const attributes = {
      heads: l.heads,
      kvHeads: l.kvHeads,
      causal: a.causal && seen === undefined,
      kernel: dropout > 0 ? ('plain' as const) : ('fused' as const),
      dropout,
    };
    const projected = (mixed: Value): Value => withBias(op, op.dense(mixed, w.out_weight as Value), w.out_bias);
    if (!wanted?.has('weights')) return [projected(op.attention(q, k, v, mask, attributes))];
    const [mixed, weights] = op.attentionWithWeights(q, k, v, mask, attributes);
    return [projected(mixed), weights];
  },
  spell: {
    pytorch: (bound, a) => {
      const l = layout(bound, a);
      return spelled('nn.MultiheadAttention', [bound.D, a.heads], {
        dropout: { value: a.dropout, default: 0 },
        bias: { value: a.bias, default: true },
        add_bias_kv: { value: a.bias_kv, default: false },
        add_zero_attn: { value: a.zero_kv, default: false },
        kdim: { value: l.packed ? undefined : l.keyWidth, default: undefined },
        vdim: { value: l.packed ? undefined : l.valueWidth, default: undefined },
        batch_first: { value: true, default: false },
      });
    },
  },
  example: 'attention(heads: 4)',
  exampleInput: '[16, 64]',
});
