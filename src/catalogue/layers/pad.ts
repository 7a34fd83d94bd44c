/** `pad`: cells around a map. */
import { paddedSketch } from '../sketch.js';
import { Dim } from '../../shape/dim.js';
import { channelAxis, defineChannelLayer } from './channel-axis.js';
import { torchSides } from './conv-padding.js';
import { choice, optionalPadding, point, real, spatial, type Shape, type TensorType } from './layer.js';
import { padded, reach } from './pad-rules.js';
import { axisIn, written } from './rules.js';
import { everyAxis } from './window.js';
import type { Sides } from '../spatial-parameters.js';

interface Arguments {
  readonly amount: Sides | undefined;
  readonly axis: number | undefined;
}

const NONE = [Dim.of(0), Dim.of(0)] as const;

/** Sides that are asked for, or those that make the map as large as another point, the odd cell at the end. */
function sides(axes: Shape, a: Arguments, like: TensorType | undefined): Sides {
  if (a.amount !== undefined) return a.amount;
  if (like === undefined) return axes.map(() => NONE);
  const channel = axisIn(like.shape.length, a.axis ?? 0);
  const target = like.shape.filter((_, i) => i !== channel);
  return axes.map((size, i) => {
    const total = (target[i] ?? size).minus(size);
    const low = total.floorDiv(2);
    return [low, total.minus(low)];
  });
}

const sizes = (axes: Shape, all: Sides): Shape =>
  axes.map((size, i) => size.plus(all[i]?.[0] ?? 0).plus(all[i]?.[1] ?? 0));

/** What is left once the negative sides are cut, before any cell is added. */
const cutAway = (axes: Shape, all: Sides): Shape =>
  axes.map((size, i) => size.plus((all[i]?.[0] ?? Dim.of(0)).min(0)).plus((all[i]?.[1] ?? Dim.of(0)).min(0)));

export const pad = defineChannelLayer({
  name: 'pad',
  summary: 'Adds cells around a map, or takes some away where a number is negative.',
  formula: 'size = before + input + behind',
  source: 'torch.nn.functional.pad',
  keras: 'layers.ZeroPadding1D, 2D, 3D',
  traits: ['linear'],
  parameters: {
    amount: optionalPadding('cells on each side: a number, one for each axis, or `[[before, behind], ...]`', {
      min: -(2 ** 31),
      alias: 'padding',
    }),
    like: point('a point whose size the map gets', { optional: true }),
    mode: choice(['zeros', 'reflect', 'replicate', 'circular'], 'what the cells hold', { default: 'zeros' }),
    value: real('the number in the cells, where they hold no copies', { default: 0 }),
    axis: channelAxis(),
  },
  input: ['C', ...spatial(1, 3)],
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
      at: 'amount',
      holds: ({ axes, points }, a) => {
        const all = sides(axes, a, points.like);
        const { mode } = a;
        if (mode === 'zeros') return true;
        return everyAxis(axes, i => {
          const [low, high] = all[i] ?? NONE;
          const limit = reach(axes[i] ?? Dim.of(1), mode);
          return limit === undefined ? true : low.max(high).is('<=', limit);
        });
      },
      says: ({ axes }, { mode }) =>
        `\`${mode}\` has nothing more to show: around ${written(axes)} it can add at most ${written(axes.map(size => (mode === 'zeros' ? size : (reach(size, mode) ?? size))))} cells on a side`,
    },
    {
      at: 'amount',
      holds: ({ axes, points }, a) => {
        const all = sides(axes, a, points.like);
        return everyAxis(axes, i => (cutAway(axes, all)[i] ?? Dim.of(0)).is('>=', 0));
      },
      says: ({ axes, points }, a) => {
        const left = cutAway(axes, sides(axes, a, points.like));
        return `more is cut away than there is: cells are cut before others are added, and of ${written(axes)} that leaves ${written(left)}`;
      },
    },
    {
      at: 'amount',
      holds: ({ axes, points }, a) => {
        const result = sizes(axes, sides(axes, a, points.like));
        const least = a.mode === 'reflect' || a.mode === 'replicate' ? 1 : 0;
        return everyAxis(axes, i => (result[i] ?? Dim.of(1)).is('>=', least));
      },
      says: ({ axes, points }, a) =>
        `nothing would be left of the ${written(axes)} map: ${written(sizes(axes, sides(axes, a, points.like)))}`,
    },
  ],
  shape: ({ C, axes, points }, a) => [C, ...sizes(axes, sides(axes, a, points.like))],
  lower: (op, x, _, a, { bound: { axes, points } }) => padded(op, x, sides(axes, a, points.like), a.mode, a.value),
  spell: {
    pytorch: ({ axes, points }, a) => {
      const list = torchSides(sides(axes, a, points.like))
        .map(String)
        .join(', ');
      const rank = String(axes.length);
      if (a.mode !== 'zeros') {
        return `nn.${{ reflect: 'Reflection', replicate: 'Replication', circular: 'Circular' }[a.mode]}Pad${rank}d((${list}))`;
      }
      return a.value === 0 ? `nn.ZeroPad${rank}d((${list}))` : `nn.ConstantPad${rank}d((${list}), ${String(a.value)})`;
    },
  },
  sketch: ({ axes, points }, a) => paddedSketch(axes, sides(axes, a, points.like), a.mode, a.value),
  example: 'pad(2, mode: reflect)',
});
