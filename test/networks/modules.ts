/** Lists of layers, ours and PyTorch's, brought into one form so that they can be compared line by line. */
import type { LayerLine } from '../../src/analysis/report.js';
import type { Shape } from '../../src/shape/shape.js';
import type { ReferenceLayer } from './reference.js';

/** A line of either list. Trailing ones of a shape are dropped: `[C, 1, 1]` and `[C]` are the same numbers. */
export interface ModuleLine {
  readonly type: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly in: string;
  readonly out: string;
  readonly parameters: number;
  readonly buffers: number;
  readonly integers: number;
  readonly multiplyAdds: number;
}

type Args = Readonly<Record<string, unknown>>;
const plain = (args: unknown): Args => JSON.parse(JSON.stringify(args)) as Args;

const pair = (value: unknown): unknown => (Array.isArray(value) ? value : [value, value]);

/** `[[1, 1], [0, 0]]`, cells before and behind along each axis, as PyTorch's one number an axis. */
function padding(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((sides: unknown) => {
    const [before, after] = sides as readonly number[];
    return before === after ? before : sides;
  });
}

const last = (shape: Shape | undefined): unknown => shape?.at(-1)?.toJSON();
const first = (shape: Shape | undefined): unknown => shape?.[0]?.toJSON();

interface Spelling {
  readonly type: string;
  args(args: Args, input: Shape | undefined): Args;
}

/** Our kinds as PyTorch's modules: the type and the arguments as it names them. `inplace` is no part of the function. */
export const spellings: Readonly<Record<string, Spelling>> = {
  conv: {
    type: 'Conv2d',
    args: (a, input) => ({
      in_channels: first(input),
      out_channels: a['channels'],
      kernel_size: a['kernel'],
      stride: a['stride'],
      padding: padding(a['padding']),
      dilation: a['dilation'],
      groups: a['groups'],
      bias: a['bias'],
      padding_mode: a['padding_mode'],
    }),
  },
  batchnorm: {
    type: 'BatchNorm2d',
    args: (a, input) => ({
      num_features: first(input),
      eps: a['eps'],
      momentum: a['momentum'],
      affine: a['affine'],
      track_running_stats: a['track'],
      bias: a['affine'],
    }),
  },
  layernorm: {
    type: 'LayerNorm',
    args: (a, input) => ({
      normalized_shape: (a['axes'] as readonly number[]).map(axis => input?.at(axis)?.toJSON()),
      eps: a['eps'],
      elementwise_affine: a['affine'],
      bias: a['bias'],
    }),
  },
  relu: { type: 'ReLU', args: () => ({}) },
  relu6: { type: 'ReLU6', args: () => ({}) },
  tanh: { type: 'Tanh', args: () => ({}) },
  gelu: {
    type: 'GELU',
    args: a => ({ approximate: a['approximate'] === true || a['approximate'] === 'tanh' ? 'tanh' : 'none' }),
  },
  maxpool: {
    type: 'MaxPool2d',
    args: a => ({
      kernel_size: a['kernel'],
      stride: a['stride'] ?? a['kernel'],
      padding: padding(a['padding']),
      dilation: a['dilation'],
      return_indices: false,
      ceil_mode: a['ceil_mode'],
    }),
  },
  avgpool: {
    type: 'AvgPool2d',
    args: a => ({
      kernel_size: a['kernel'],
      stride: a['stride'] ?? a['kernel'],
      padding: padding(a['padding']),
      ceil_mode: a['ceil_mode'],
      count_include_pad: a['count_pad'],
      divisor_override: a['divisor'] ?? null,
    }),
  },
  adaptive_avgpool: { type: 'AdaptiveAvgPool2d', args: a => ({ output_size: a['size'] }) },
  global_avgpool: { type: 'AdaptiveAvgPool2d', args: () => ({ output_size: [1, 1] }) },
  dense: {
    type: 'Linear',
    args: (a, input) => ({ in_features: last(input), out_features: a['width'], bias: a['bias'] }),
  },
  dropout: { type: 'Dropout', args: a => ({ p: a['p'] }) },
  attention: {
    type: 'MultiheadAttention',
    args: (a, input) => ({
      bias: a['bias'],
      add_bias_kv: a['bias_kv'],
      embed_dim: last(input),
      num_heads: a['heads'],
      dropout: a['dropout'],
      add_zero_attn: a['zero_kv'],
      kdim: last(input),
      vdim: last(input),
      batch_first: true,
    }),
  },
};

/** Arguments that PyTorch keeps as a pair or as one number, as the caller wrote them. */
const pairs = new Set(['kernel_size', 'stride', 'padding', 'dilation', 'output_size']);

const even = (args: Args): Args =>
  Object.fromEntries(
    Object.entries(args)
      .filter(([name]) => name !== 'inplace')
      .map(([name, value]) => [name, pairs.has(name) ? pair(value) : value]),
  );

function shapeText(sizes: readonly (number | string | null)[] | undefined): string {
  const left = [...(sizes ?? [])];
  while (left.length > 1 && left.at(-1) === 1) left.pop();
  return left.join('x');
}

const ofShape = (shape: Shape | undefined): string => shapeText(shape?.map(d => d.toJSON()));

/** Of one sample: the reference's first dimension is its batch. Attention takes the flow three times. */
export function ofReference(layer: ReferenceLayer, batch: number): ModuleLine {
  return {
    type: layer.type,
    args: even(layer.args),
    in: shapeText(layer.in[0]?.slice(1)),
    out: shapeText(layer.out[0]?.slice(1)),
    parameters: layer.params,
    buffers: layer.buffers,
    integers: layer.integer_buffers ?? 0,
    multiplyAdds: layer.macs / batch,
  };
}

export function ofOurs(line: LayerLine): ModuleLine {
  const spelling = spellings[line.kind];
  const [input] = line.inputShapes;
  const args = line.node.kind === 'layer' ? plain(line.node.call.args) : {};
  return {
    type: spelling?.type ?? line.kind,
    args: even(plain(spelling?.args(args, input) ?? args)),
    in: ofShape(input),
    out: ofShape(line.outputShape),
    parameters: line.parameters.trainable.value + line.parameters.frozen.value,
    buffers: line.buffers.float.value,
    integers: line.buffers.integer.value,
    multiplyAdds: line.multiplyAdds?.value ?? NaN,
  };
}
