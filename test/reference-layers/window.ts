/** Convolutions, poolings and windows as columns. */
import { call, single, spread, type Args, type Json, type Writer } from './steps.js';

type Shape = readonly number[];

/** The number of axes is PyTorch's: `Conv1d` has one, whatever flows in. */
const ranked =
  (
    axes: number,
    make: (args: Args, spreadOut: (json: Json | undefined) => Json | undefined) => readonly string[],
  ): Writer =>
  (args, inputs) => {
    const [input = []] = inputs;
    if (input.length === axes + 1) return 'unbatched';
    return { lines: make(args, json => spread(json, axes)) };
  };

/** Channels flow in with the input; where the case says another number, there is nothing to write. */
const withChannels =
  (axes: number, make: Writer): Writer =>
  (args, inputs, one) => {
    const [input = []] = inputs;
    if (input.length === axes + 2 && args['in_channels'] !== input[1]) return 'inferred';
    return make(args, inputs, one);
  };

const conv = (axes: number): Writer =>
  withChannels(
    axes,
    ranked(axes, (a, list) => [
      call('conv', [a['out_channels'], list(a['kernel_size'])], {
        stride: single(a['stride']),
        padding: single(a['padding']),
        dilation: single(a['dilation']),
        groups: a['groups'],
        bias: a['bias'],
        padding_mode: a['padding_mode'],
      }),
    ]),
  );

const transposed = (axes: number): Writer =>
  withChannels(
    axes,
    ranked(axes, (a, list) => [
      call('transposed_conv', [a['out_channels'], list(a['kernel_size'])], {
        stride: a['stride'],
        padding: a['padding'],
        output_padding: a['output_padding'],
        dilation: a['dilation'],
        groups: a['groups'],
        bias: a['bias'],
        padding_mode: a['padding_mode'],
      }),
    ]),
  );

const maxpool = (axes: number): Writer =>
  ranked(axes, (a, list) => {
    const step = call('maxpool', [list(a['kernel_size'])], {
      stride: a['stride'],
      padding: a['padding'],
      dilation: a['dilation'],
      ceil_mode: a['ceil_mode'],
    });
    return a['return_indices'] === true
      ? [`pool = ${step}`, 'output y = pool.output', 'output places = pool.indices']
      : [step];
  });

const avgpool = (axes: number): Writer =>
  ranked(axes, (a, list) => [
    call('avgpool', [list(a['kernel_size'])], {
      stride: a['stride'],
      padding: a['padding'],
      ceil_mode: a['ceil_mode'],
      count_pad: a['count_include_pad'],
      divisor: a['divisor_override'],
    }),
  ]);

const lppool = (axes: number): Writer =>
  ranked(axes, (a, list) => [
    call('lppool', [a['norm_type'], list(a['kernel_size'])], { stride: a['stride'], ceil_mode: a['ceil_mode'] }),
  ]);

const adaptive = (name: string, axes: number): Writer =>
  ranked(axes, (a, list) => [call(name, [list(a['output_size'])])]);

const columns =
  (write: (a: Args) => string, batchedRank: number): Writer =>
  (args, inputs) => {
    const [input = []] = inputs as readonly Shape[];
    return input.length === batchedRank - 1 ? 'unbatched' : { lines: [write(args)] };
  };

const byAxes = (name: string, make: (axes: number) => Writer): Readonly<Record<string, Writer>> =>
  Object.fromEntries([1, 2, 3].map(axes => [`${name}${String(axes)}d`, make(axes)]));

export const windowModules: Readonly<Record<string, Writer>> = {
  ...byAxes('Conv', conv),
  ...byAxes('ConvTranspose', transposed),
  ...byAxes('MaxPool', maxpool),
  ...byAxes('AvgPool', avgpool),
  ...byAxes('LPPool', lppool),
  ...byAxes('AdaptiveAvgPool', axes => adaptive('adaptive_avgpool', axes)),
  ...byAxes('AdaptiveMaxPool', axes => adaptive('adaptive_maxpool', axes)),
  FractionalMaxPool2d: ranked(2, a => [
    call('fractional_maxpool', [a['kernel_size']], { size: a['output_size'], ratio: a['output_ratio'] }),
  ]),
  Unfold: columns(
    a => call('unfold', [a['kernel_size']], { stride: a['stride'], padding: a['padding'], dilation: a['dilation'] }),
    4,
  ),
  Fold: columns(
    a =>
      call('fold', [a['output_size'], a['kernel_size']], {
        stride: a['stride'],
        padding: a['padding'],
        dilation: a['dilation'],
      }),
    3,
  ),
};
