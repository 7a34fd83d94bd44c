/** Attention, and the encoder and decoder layers of the library. */
import { call, value, type Args, type Writer } from './steps.js';

const blocks = 'import Encoder, EncoderLayer, Decoder, DecoderLayer from "netwright:transformer"';

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
  return { lines: [`EncoderLayer(${value(a['nhead'])}, ${value(width)}${named(a)})`], batchAt: batchAt(a), blocks };
};

const decoder: Writer = a => ({
  lines: [`x -> DecoderLayer(${value(a['nhead'])}, ${value(a['dim_feedforward'])}${named(a)}, memory: y)`],
  batchAt: batchAt(a),
  blocks,
});

const transformer: Writer = a => {
  const sizes = `${value(a['nhead'])}, ${value(a['dim_feedforward'])}`;
  const lines = [
    `memory = x -> Encoder(${value(a['num_encoder_layers'])}, ${sizes}, last: true)`,
    `y -> Decoder(${value(a['num_decoder_layers'])}, ${sizes}, last: true, memory: memory)`,
  ];
  return { lines, batchAt: batchAt(a), blocks };
};

export const attentionModules: Readonly<Record<string, Writer>> = {
  MultiheadAttention: attention,
  TransformerEncoderLayer: encoder,
  TransformerDecoderLayer: decoder,
  Transformer: transformer,
};
