/** Attention, and the encoder and decoder layers that are blocks in the language. */
import { call, value, type Args, type Writer } from './steps.js';

const blocks = `
block Feed(width, act, bias) {
  input x: [T, D]
  dense(width, bias: bias) -> act -> dense(D, bias: bias)
}
block Encoder(heads, width, act = relu, bias = true, first = false) {
  if first {
    residual { layernorm(bias: bias) -> attention(heads: heads, bias: bias) }
    residual { layernorm(bias: bias) -> Feed(width, act, bias) }
  } else {
    residual { attention(heads: heads, bias: bias) }
    layernorm(bias: bias)
    residual { Feed(width, act, bias) }
    layernorm(bias: bias)
  }
}
block Decoder(memory, heads, width, act = relu, bias = true) {
  residual { attention(heads: heads, bias: bias) }
  layernorm(bias: bias)
  residual { attention(heads: heads, context: memory, bias: bias) }
  layernorm(bias: bias)
  residual { Feed(width, act, bias) }
  layernorm(bias: bias)
}`;

const batchAt = (a: Args): number => (a['batch_first'] === true ? 0 : 1);

const attention: Writer = (a, inputs) => {
  const [query = [], keys = []] = inputs;
  if (query.length < 3) return 'unbatched';
  if (query.at(-1) !== a['embed_dim']) return 'inferred';
  if (keys[batchAt(a)] !== query[batchAt(a)]) return 'batch';
  const step = call('attention', [], {
    heads: a['num_heads'],
    bias: a['bias'],
    bias_kv: a['add_bias_kv'],
    zero_kv: a['add_zero_attn'],
  }).replace(/\)$/, ', keys: y, values: z)');
  // PyTorch gives the mean over the heads of their weights.
  const lines = [
    `step = x -> ${step}`,
    'output mixed = step.output',
    'output seen = step.weights -> reduce(mean, axis: 0)',
  ];
  return { lines, batchAt: batchAt(a) };
};

const named = (a: Args): string => {
  const parts = [
    ['act', a['activation']],
    ['bias', a['bias']],
    ['first', a['norm_first']],
  ] as const;
  return parts.flatMap(([name, json]) => (json === undefined ? [] : [`, ${name}: ${value(json)}`])).join('');
};

const encoder: Writer = (a, inputs) => {
  const [input = []] = inputs;
  if (input.length < 3) return 'unbatched';
  if (input.at(-1) !== a['d_model']) return 'inferred';
  const width = a['dim_feedforward'] ?? 2048;
  return { lines: [`Encoder(${value(a['nhead'])}, ${value(width)}${named(a)})`], batchAt: batchAt(a), blocks };
};

const decoder: Writer = a => ({
  lines: [`x -> Decoder(y, ${value(a['nhead'])}, ${value(a['dim_feedforward'])}${named(a)})`],
  batchAt: batchAt(a),
  blocks,
});

const transformer: Writer = a => {
  const sizes = `${value(a['nhead'])}, ${value(a['dim_feedforward'])}`;
  const lines = [
    `memory = x -> repeat ${value(a['num_encoder_layers'])} { Encoder(${sizes}) } -> layernorm`,
    `y -> repeat ${value(a['num_decoder_layers'])} { Decoder(memory, ${sizes}) } -> layernorm`,
  ];
  return { lines, batchAt: batchAt(a), blocks };
};

export const attentionModules: Readonly<Record<string, Writer>> = {
  MultiheadAttention: attention,
  TransformerEncoderLayer: encoder,
  TransformerDecoderLayer: decoder,
  Transformer: transformer,
};
