/** `crop`: the middle of a map, or a part of it. */
import { croppedSketch } from '../sketch.js';
import { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { torchSides } from './conv-padding.js';
import { optionalPerAxis, optionalPadding, point, spatial, type Shape, type TensorType } from './layer.js';
import { padded } from './pad-rules.js';
import { axisIn, written } from './rules.js';
import { everyAxis } from './window.js';
import type { Sides } from '../spatial-parameters.js';

interface Arguments {
  readonly amount: Sides | undefined;
  readonly offset: readonly Dim[] | undefined;
  readonly axis: number | undefined;
}

const NONE = [Dim.of(0), Dim.of(0)] as const;

/** Cells to take away on each side: as asked for, or as much as the map is larger than another point. */
function cuts(axes: Shape, a: Arguments, like: TensorType | undefined): Sides {
  if (a.amount !== undefined) return a.amount;
  if (like === undefined) return axes.map(() => NONE);
  const channel = axisIn(like.shape.length, a.axis ?? 0);
  const target = like.shape.filter((_, i) => i !== channel);
  return axes.map((size, i) => {
    const total = size.minus(target[i] ?? size);
    const low = a.offset?.[i] ?? total.floorDiv(2);
    return [low, total.minus(low)];
  });
}

const sizes = (axes: Shape, all: Sides): Shape =>
  axes.map((size, i) => size.minus(all[i]?.[0] ?? 0).minus(all[i]?.[1] ?? 0));

export const crop = defineChannelLayer({
  name: 'crop',
  summary: 'Takes cells away around a map, so many or down to the size of another point.',
  formula: 'size = input - before - behind',
  source: 'Ronneberger et al. 2015, U-Net; Long et al. 2015, FCN (offset)',
  keras: 'layers.Cropping1D, 2D, 3D',
  traits: ['views'],
  parameters: {
    amount: optionalPadding(
      'cells to take away on each side: a number, one for each axis, or `[[before, behind], ...]`',
      {},
    ),
    like: point('a point whose size the map gets', { optional: true }),
    offset: optionalPerAxis('first cell that is kept, with `like`; the middle if not given', { min: 0 }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
  dtype: 'same',
  requires: [
    {
      at: 'amount',
      holds: ({ points: { like } }, a) => (a.amount === undefined) !== (like === undefined),
      says: () => 'needs either an `amount` or a point to be `like`',
      instead: () => [{ argument: 'amount', value: '1' }],
    },
    {
      at: 'like',
      holds: ({ axes, points: { like } }) => like === undefined || like.shape.length === axes.length + 1,
      says: ({ x, points: { like } }) => `${written(like?.shape ?? [])} has not as many axes as ${written(x.shape)}`,
    },
    {
      at: 'like',
      holds: ({ axes, points }, a) => {
        const all = cuts(axes, a, points.like);
        return everyAxis(axes, i => (all[i]?.[0] ?? NONE[0]).min(all[i]?.[1] ?? NONE[1]).is('>=', 0));
      },
      says: ({ axes, points: { like } }) =>
        `${written(axes)} is too small to be cut to the size of ${written(like?.shape ?? [])}`,
    },
    {
      at: 'amount',
      holds: ({ axes, points }, a) => {
        const result = sizes(axes, cuts(axes, a, points.like));
        return everyAxis(axes, i => (result[i] ?? Dim.of(1)).is('>=', 1));
      },
      says: ({ axes }) => `nothing would be left of the ${written(axes)} map`,
    },
  ],
  shape: ({ C, axes, points }, a) => [C, ...sizes(axes, cuts(axes, a, points.like))],
  lower(op, x, _, a, { bound: { axes, points } }) {
    const outward = cuts(axes, a, points.like).map(([low, high]) => [low.negate(), high.negate()] as const);
    return padded(op, x, outward, 'zeros', 0);
  },
  spell: {
    pytorch: ({ axes, points }, a) =>
      `F.pad(x, (${torchSides(cuts(axes, a, points.like))
        .map(d => d.negate().toString())
        .join(', ')}))`,
  },
  sketch: ({ axes, points }, a) => croppedSketch(axes, cuts(axes, a, points.like)),
  example: 'crop(1)',
});
