/** `attention`: scaled dot-product attention of several heads, with its projections. */
import { maskSketch } from '../sketch.js';
import { Dim } from '../../shape/dim.js';
import { biasFor, rotated } from './attention-bias.js';
import { extended, normedHeads } from './attention-options.js';
import { positionArguments } from './attention-position.js';
import { positionBuffers, positionWeights } from './attention-positions.js';
import { keySource, layout, valueSource, type AttentionArguments } from './attention-layout.js';
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
  optionalReal,
  point,
  spelled,
  type Builder,
  type Parameter,
  type Value,
  type WeightSpec,
} from './layer.js';

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
    key_bias: optionalFlag('whether keys have a bias, if not as `bias` says: it changes no weight of a mean'),
    packed: optionalFlag(
      'one weight for queries, keys and values; if not given, where their widths agree, without `rotary` and shared heads',
    ),
    causal: flag('no position sees one behind it', { default: false }),
    mask: point('true where a key may be seen, or a number to add to each match: [S], [T, S] or [heads, T, S]', {
      optional: true,
    }),
    window: optionalCount('no position sees one so far away or farther: 1 is itself only', { min: 1 }),
    position: positionArguments(),
    scale: optionalReal('factor of the matches; one over the root of a head’s width if not given'),
    softcap: optionalReal('bound of the matches: softcap · tanh(match / softcap)', { above: 0 }),
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
    const { queries, keys, values, mixed, packed, keyBias, D, keyWidth, valueWidth, headWidth } = layout(bound, a);
    const part = (rows: Dim, columns: Dim): WeightSpec => weight([rows, columns], a.init, 'xavier');
    const vector = (size: Dim, start = 'zeros'): WeightSpec => ({ shape: [size], init: start });
    const out = a.out ?? D;
    return {
      ...(packed
        ? { in_weight: part(queries.plus(keys).plus(values), D) }
        : { q_weight: part(queries, D), k_weight: part(keys, keyWidth), v_weight: part(values, valueWidth) }),
      in_bias: a.bias
        ? vector(keyBias ? queries.plus(keys).plus(values) : queries.plus(values))
        : keyBias && vector(keys),
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
    const piece = (from: Dim, to: Dim): Value | undefined =>
      w.in_bias && op.slice(w.in_bias, { axis: 0, from, to, step: Dim.of(1) });
    /** Biases of the rows; those of the keys may be the only ones, or none. */
    const offset = (from: Dim, to: Dim): Value | undefined => {
      if (l.keyBias === a.bias) return piece(from, to);
      if (from === toKeys) return l.keyBias ? w.in_bias : undefined;
      return !a.bias ? undefined : from === zero ? piece(from, to) : piece(toKeys, l.queries.plus(l.values));
    };
    // PyTorch's module puts positions before samples: what several projections read is copied for each.
    const turned = (source: Value, positions: 'in' | 'out' = 'in'): Value =>
      l.module && source.type.shape.length === 2 && source.type.batched
        ? op.reshape(source, { shape: source.type.shape, positions })
        : source;
    const project = (source: Value, own: Value | undefined, from: Dim, to: Dim): Value =>
      withBias(op, op.dense(turned(source), own ?? rows(from, to)), offset(from, to));
    const whole = l.packed && l.keyBias === a.bias;

    const keyPoint = keySource(points);
    const valuePoint = valueSource(points);
    let parts: readonly [Value, Value, Value];
    if (whole && keyPoint === undefined && valuePoint === undefined) {
      // Self-attention: one product for all three, which are views of its result.
      const all = withBias(op, op.dense(turned(x), w.in_weight as Value), w.in_bias);
      parts = [last(op, all, zero, toKeys), last(op, all, toKeys, toValues), last(op, all, toValues, end)];
    } else if (whole && keyPoint !== undefined && keyPoint === (valuePoint ?? keyPoint)) {
      const both = withBias(op, op.dense(turned(keyPoint), rows(toKeys, end)), offset(toKeys, end));
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
    if (a.qk_norm) {
      q = normedHeads(op, q, a.qk_norm, l.headWidth, w.q_norm, w.q_norm_bias);
      k = normedHeads(op, k, a.qk_norm, l.headWidth, w.k_norm, w.k_norm_bias);
    }
    if (a.position?.name === 'rotary') [q, k] = rotated(op, q, k, a, l.headWidth);
    let [, , v] = parts;
    const extra = (a.bias_kv ? 1 : 0) + (a.zero_kv ? 1 : 0);
    if (extra > 0) [k, v] = [extended(op, k, w.key, a.zero_kv), extended(op, v, w.value, a.zero_kv)];

    const dropout = training ? a.dropout : 0;
    const past = a.causal && extra > 0;
    const plain = a.position === undefined && a.window === undefined && !past;
    const mask = plain ? points.mask : biasFor(op, points.mask, a, l, w, site.buffers, past ? extra : undefined);
    const attributes = {
      heads: l.heads,
      kvHeads: l.kvHeads,
      causal: a.causal && !past,
      scale: a.scale,
      softcap: a.softcap,
      kernel: dropout > 0 ? ('plain' as const) : ('fused' as const),
      dropout,
    };
    const projected = (mixed: Value): Value =>
      turned(withBias(op, op.dense(mixed, w.out_weight as Value), w.out_bias), 'out');
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
  sketch(bound, a) {
    const { S } = layout(bound, a);
    return maskSketch(bound.T, S, a.causal, a.window?.value);
  },
  example: 'attention(heads: 4, causal: true)',
  exampleInput: '[16, 64]',
});
