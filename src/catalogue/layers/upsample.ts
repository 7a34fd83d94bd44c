/** `upsample`: another resolution by interpolation. */
import { resizedSketch } from '../sketch.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import {
  choice,
  factors,
  flag,
  optionalPerAxis,
  point,
  spatial,
  spelled,
  type Dim,
  type Shape,
  type TensorType,
} from './layer.js';
import { axisIn, written } from './rules.js';
import { everyAxis } from './window.js';

const modes = ['nearest', 'linear', 'bilinear', 'trilinear', 'bicubic', 'area', 'nearest_exact'] as const;
type Mode = (typeof modes)[number];

/** Number of axes that the name of a mode stands for. */
const rankOf: Partial<Record<Mode, number>> = { linear: 1, bilinear: 2, trilinear: 3, bicubic: 2 };
const interpolates = (mode: Mode): boolean =>
  mode === 'linear' || mode === 'bilinear' || mode === 'trilinear' || mode === 'bicubic';

const linearOf = (axes: number): string => ['linear', 'bilinear', 'trilinear'][axes - 1] ?? 'nearest';

interface Arguments {
  readonly factor: readonly Dim[] | undefined;
  readonly size: readonly Dim[] | undefined;
  readonly axis: number | undefined;
}

/** Sizes of the axes: those asked for, those of another point, or the input's times the factor, rounded down. */
function sizes(axes: Shape, a: Arguments, like: TensorType | undefined): Shape {
  if (a.size !== undefined) return a.size;
  if (like !== undefined) {
    const channel = axisIn(like.shape.length, a.axis ?? 0);
    return like.shape.filter((_, i) => i !== channel);
  }
  return axes.map((size, i) => size.times(a.factor?.[i] ?? 1).floor());
}

export const upsample = defineChannelLayer({
  name: 'upsample',
  summary: 'Gives a map another resolution by a factor, to a size, or to the size of another point.',
  formula: 'size = ⌊input · factor⌋',
  source: 'torch.nn.functional.interpolate',
  keras: 'layers.UpSampling1D, 2D, 3D',
  traits: ['linear'],
  parameters: {
    factor: factors('how many times larger', { alias: 'scale_factor' }),
    size: optionalPerAxis('size of the result', { min: 1 }),
    like: point('a point whose resolution it gets', { optional: true }),
    mode: choice(modes, 'how cells in between are found', { default: 'nearest' }),
    align: flag('lays the corner cells of input and result on each other', { default: false, alias: 'align_corners' }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  requires: [
    {
      at: 'factor',
      holds: ({ points }, a) => [a.factor, a.size, points.like].filter(given => given !== undefined).length === 1,
      says: () => 'needs exactly one of `factor`, `size` and `like`',
      instead: (_, a) => [
        ...(a.factor !== undefined && a.size !== undefined ? (['size', 'factor'] as const) : []).map(argument => ({
          argument,
          value: undefined,
        })),
        { argument: 'factor', value: '2' },
      ],
    },
    {
      at: 'like',
      holds: ({ axes, points: { like } }) => like === undefined || like.shape.length === axes.length + 1,
      says: ({ x, points: { like } }) => `${written(like?.shape ?? [])} has not as many axes as ${written(x.shape)}`,
    },
    {
      at: 'mode',
      holds: ({ axes }, { mode }) => rankOf[mode] === undefined || rankOf[mode] === axes.length,
      says: ({ axes, x }, { mode }) =>
        `\`${mode}\` is for ${String(rankOf[mode])} axes, but ${written(x.shape)} has ${String(axes.length)} behind the channel`,
      instead: ({ axes }) => [{ argument: 'mode', value: linearOf(axes.length) }],
    },
    {
      at: 'align',
      holds: (_, { align, mode }) => !align || interpolates(mode),
      says: (_, { mode }) => `\`align\` has no meaning for \`${mode}\`: it is for linear and cubic interpolation`,
      instead: ({ axes }) => [
        { argument: 'align', value: 'false' },
        { argument: 'mode', value: linearOf(axes.length) },
      ],
    },
    {
      at: 'factor',
      holds: ({ axes, points }, a) => {
        const result = sizes(axes, a, points.like);
        return everyAxis(result, i => result[i]?.is('>=', 1) ?? true);
      },
      says: ({ axes, points }, a) => `the result would be ${written(sizes(axes, a, points.like))}: nothing is left`,
      instead: () => ['0.25', '0.5', '1'].map(value => ({ argument: 'factor', value })),
    },
  ],
  shape: ({ C, axes, points }, a) => [C, ...sizes(axes, a, points.like)],
  lower(op, x, _, a, { bound: { axes, points } }) {
    const size = sizes(axes, a, points.like);
    // Cells of the area that a result covers are those of an adaptive pooling.
    if (a.mode === 'area') return op.adaptiveAvgpool(x, { size });
    return op.upsample(x, { size, mode: a.mode, align: a.align, ...(a.factor && { scales: a.factor }) });
  },
  spell: {
    pytorch: ({ axes, points }, a) =>
      spelled('nn.Upsample', [], {
        size: { value: a.factor === undefined ? sizes(axes, a, points.like) : undefined, default: undefined },
        scale_factor: { value: a.factor, default: undefined },
        mode: {
          value: a.mode.replace('_', '-'),
          default: 'nearest',
        },
        align_corners: { value: a.align || undefined, default: undefined },
      }),
  },
  sketch: ({ axes, points: { like } }, a) =>
    a.mode === 'area'
      ? undefined
      : resizedSketch(axes, sizes(axes, a, like), a.mode === 'bicubic' ? 4 : interpolates(a.mode) ? 2 : 1, a.align),
  example: 'upsample(2)',
});
