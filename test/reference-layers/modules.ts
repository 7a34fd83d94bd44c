/** For each module of PyTorch, how the language writes it. */
import { attentionModules } from './attention.js';
import { recurrentModules } from './recurrent.js';
import { resamplingModules } from './resampling.js';
import { windowModules } from './window.js';
import { call, type Writer } from './steps.js';

type Shape = readonly number[];

const rank = (inputs: readonly Shape[]): number => inputs[0]?.length ?? 0;
const number = (value: unknown): number => (typeof value === 'number' ? value : NaN);
const channels = (inputs: readonly Shape[], at = 1): number => inputs[0]?.[at] ?? NaN;

/** A dimension as PyTorch counts it, batch included, without the batch. */
const axis = (dim: unknown): number => (number(dim) < 0 ? number(dim) : number(dim) - 1);

const plain =
  (name: string): Writer =>
  () => ({ lines: [name] });

const along =
  (name: string): Writer =>
  ({ dim }) => ({ lines: [call(name, [], { axis: axis(dim) })] });

const batchNorm =
  (axes: number): Writer =>
  ({ num_features, affine, track_running_stats, momentum }, inputs, one) => {
    const size = rank(inputs) - 2;
    const fits = axes === 1 ? size === 0 || size === 1 : size === axes;
    if (channels(inputs) !== num_features || !fits) return 'inferred';
    // One number a channel is no mistake of the network but of its training: so the training is written down.
    const batch = inputs[0]?.[0] ?? 1;
    const after = one.error ? `train Case { batch: ${String(batch)} }` : '';
    return { lines: [call('batchnorm', [], { affine, track: track_running_stats, momentum })], after };
  };

const instanceNorm =
  (axes: number): Writer =>
  ({ num_features, affine, track_running_stats }, inputs, one) => {
    if (rank(inputs) === axes + 1) return 'unbatched';
    if (one.error && channels(inputs) !== num_features) return 'inferred';
    // Which rank is meant, PyTorch's module says; here the input does.
    if (rank(inputs) !== axes + 2 && !one.error) return 'inferred';
    return { lines: [call('instancenorm', [], { affine, track: track_running_stats })] };
  };

const lastNorm =
  (name: string): Writer =>
  ({ normalized_shape, elementwise_affine, bias }, inputs) => {
    const shape = (Array.isArray(normalized_shape) ? normalized_shape : [normalized_shape]) as Shape;
    const [input = []] = inputs;
    if (input.length === 1) return 'unbatched';
    if (shape.length >= input.length) return 'batch';
    if (shape.some((size, i) => size !== input[input.length - shape.length + i])) return 'inferred';
    return {
      lines: [call(name, [], { axes: shape.map((_, i) => i - shape.length), affine: elementwise_affine, bias })],
    };
  };

const norms: Readonly<Record<string, Writer>> = {
  BatchNorm1d: batchNorm(1),
  BatchNorm2d: batchNorm(2),
  BatchNorm3d: batchNorm(3),
  InstanceNorm1d: instanceNorm(1),
  InstanceNorm2d: instanceNorm(2),
  InstanceNorm3d: instanceNorm(3),
  LayerNorm: lastNorm('layernorm'),
  RMSNorm: lastNorm('rmsnorm'),
  GroupNorm: ({ num_groups, num_channels, affine }, inputs) =>
    rank(inputs) > 1 && channels(inputs) !== num_channels
      ? 'inferred'
      : { lines: [call('groupnorm', [num_groups], { affine })] },
  LocalResponseNorm: ({ size }) => ({ lines: [call('local_response_norm', [size])] }),
};

const activations: Readonly<Record<string, Writer>> = {
  ReLU: plain('relu'),
  ReLU6: plain('relu6'),
  LeakyReLU: plain('leaky_relu'),
  ELU: plain('elu'),
  SELU: plain('selu'),
  CELU: plain('celu'),
  GELU: plain('gelu'),
  SiLU: plain('silu'),
  Mish: plain('mish'),
  Sigmoid: plain('sigmoid'),
  Tanh: plain('tanh'),
  Softplus: plain('softplus'),
  Softsign: plain('softsign'),
  Hardtanh: plain('hardtanh'),
  Hardswish: plain('hardswish'),
  Hardsigmoid: plain('hardsigmoid'),
  LogSigmoid: plain('log_sigmoid'),
  Tanhshrink: plain('tanhshrink'),
  Threshold: ({ threshold, value }) => ({ lines: [call('threshold', [threshold, value])] }),
  GLU: along('glu'),
  Softmax: along('softmax'),
  LogSoftmax: along('log_softmax'),
  Softmin: along('softmin'),
  Softmax2d: (_, inputs) => (rank(inputs) < 3 ? 'inferred' : { lines: ['softmax(axis: 0)'] }),
  PReLU: ({ num_parameters }, inputs) => {
    if (num_parameters === 1) return { lines: ['prelu'] };
    if (rank(inputs) === 1) return 'unbatched';
    return channels(inputs) === num_parameters ? { lines: ['prelu(per: channel)'] } : 'inferred';
  },
  Dropout: ({ p }) => ({ lines: [call('dropout', [p])] }),
  AlphaDropout: ({ p }) => ({ lines: [call('alpha_dropout', [p])] }),
  Dropout1d: ({ p }, _, one) => (one.error ? 'inferred' : { lines: [call('channel_dropout', [p])] }),
  Dropout2d: ({ p }) => ({ lines: [call('channel_dropout', [p])] }),
  Dropout3d: ({ p }) => ({ lines: [call('channel_dropout', [p])] }),
};

/** Embeddings: real numbers flow in where the case has no integers; what an index is, only data say. */
const embeddings: Readonly<Record<string, Writer>> = {
  Embedding: ({ num_embeddings, embedding_dim, padding_idx, max_norm }, _, one) => {
    if (one.fill !== undefined) return 'inferred';
    const step = call('embedding', [num_embeddings, embedding_dim], { padding: padding_idx, max_norm });
    return { lines: one.dtype === 'int64' ? [step] : ['relu', step] };
  },
  EmbeddingBag: ({ num_embeddings, embedding_dim, mode }, inputs) =>
    rank(inputs) === 1 ? 'unbatched' : { lines: [call('embedding_bag', [num_embeddings, embedding_dim], { mode })] },
};

const dense: Readonly<Record<string, Writer>> = {
  Linear: ({ in_features, out_features, bias }, inputs) => {
    if (out_features === 0) return 'empty';
    if (rank(inputs) === 1) return 'unbatched';
    return inputs[0]?.at(-1) === in_features ? { lines: [call('dense', [out_features], { bias })] } : 'inferred';
  },
  Bilinear: ({ in2_features, out_features, bias }, inputs) =>
    inputs[1]?.at(-1) === in2_features
      ? { lines: [`x -> ${call('bilinear', [out_features], { bias }).replace(/\)$/, ', other: y)')}`] }
      : 'inferred',
  Identity: plain('identity'),
  CosineSimilarity: ({ dim }) => ({ lines: [`x -> cosine_similarity(y, axis: ${String(axis(dim))})`] }),
  PairwiseDistance: ({ p }) => ({
    lines: [`x -> pairwise_distance(y, axis: -1${p === undefined ? '' : `, p: ${String(p)}`})`],
  }),
};

const reshaping: Readonly<Record<string, Writer>> = {
  Flatten: ({ start_dim, end_dim }, inputs) => {
    const ranks = rank(inputs);
    const start = number(start_dim) < 0 ? number(start_dim) + ranks : number(start_dim);
    if (start === 0) return 'batch';
    return { lines: [call('flatten', [], { from: axis(start_dim), to: axis(end_dim) })] };
  },
  Unflatten: ({ dim, unflattened_size }) =>
    dim === 0 ? 'batch' : { lines: [call('reshape', [unflattened_size], { axis: axis(dim) })] },
  PixelShuffle: ({ upscale_factor }, inputs) =>
    rank(inputs) === 3 ? 'unbatched' : { lines: [call('pixel_shuffle', [upscale_factor])] },
  PixelUnshuffle: ({ downscale_factor }, inputs) =>
    rank(inputs) === 3 ? 'unbatched' : { lines: [call('pixel_unshuffle', [downscale_factor])] },
  ChannelShuffle: ({ groups }) => ({ lines: [call('channel_shuffle', [groups])] }),
};

export const modules: Readonly<Record<string, Writer>> = {
  ...windowModules,
  ...norms,
  ...activations,
  ...embeddings,
  ...dense,
  ...reshaping,
  ...attentionModules,
  ...recurrentModules,
  ...resamplingModules,
};
