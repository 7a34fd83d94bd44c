/** Upsampling and padding. */
import { call, type Args, type Json, type Writer } from './steps.js';

const upsample =
  (usual: Args): Writer =>
  args => {
    const { scale_factor: factor, size, mode, align_corners: align } = { ...usual, ...args };
    const word = typeof mode === 'string' ? mode.replace('-', '_') : undefined;
    return { lines: [call('upsample', [], { factor, size, mode: word, align })] };
  };

/** PyTorch lists the sides of the last axis first; other lists are no pairs and stay as they are. */
function sides(padding: Json | undefined, axes: number): Json | undefined {
  if (!Array.isArray(padding) || padding.length !== 2 * axes) return padding;
  const list = padding as readonly number[];
  return Array.from({ length: axes }, (_, i) => list.slice(2 * (axes - 1 - i), 2 * (axes - i)));
}

const pad =
  (axes: number, mode?: string): Writer =>
  ({ padding, value }, inputs) =>
    inputs[0]?.length === axes + 1 ? 'unbatched' : { lines: [call('pad', [sides(padding, axes)], { mode, value })] };

const kinds: Readonly<Record<string, string | undefined>> = {
  ZeroPad: undefined,
  ConstantPad: undefined,
  ReflectionPad: 'reflect',
  ReplicationPad: 'replicate',
  CircularPad: 'circular',
};

export const resamplingModules: Readonly<Record<string, Writer>> = {
  Upsample: upsample({}),
  UpsamplingNearest2d: upsample({ mode: 'nearest' }),
  UpsamplingBilinear2d: upsample({ mode: 'bilinear', align_corners: true }),
  ...Object.fromEntries(
    Object.entries(kinds).flatMap(([name, mode]) =>
      [1, 2, 3].map(axes => [`${name}${String(axes)}d`, pad(axes, mode)] as const),
    ),
  ),
};
