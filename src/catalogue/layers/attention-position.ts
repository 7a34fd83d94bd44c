/** How attention may know positions: rotated queries and keys, a slope, or a learned number for each distance. */
import { Dim } from '../../shape/dim.js';
import type { Argument } from '../argument.js';
import { named, type Named, type Parameter } from '../parameter.js';
import type { AttentionArguments, AttentionBound, Layout } from './attention-layout.js';
import type { BufferSpec, Builder, Requirement, Value, WeightSpec } from './layer.js';
import { angles, counting } from './position-table.js';

/** Su et al. 2021 (rotary); Press et al. 2021 (alibi); Liu et al. 2021, Swin (relative_position). */
export const positionArguments = (): Parameter<Named | undefined> =>
  named(
    ['rotary', 'alibi', 'relative_position'],
    'position',
    'how positions are known: `rotary(base: 10000)`, `alibi`, `relative_position(window: 7x7)`',
  );

/** The value of an argument of `rotary(...)` or `relative_position(...)`: the first one, or by name. */
const given = (position: Named | undefined, name: string): Argument | undefined =>
  position?.recipe?.named.get(name) ?? position?.recipe?.positional[0];

const baseOf = (position: Named): number => {
  const base = given(position, 'base');
  return base?.kind === 'number' ? base.value.value : 10000;
};

/** Height and width of the window. */
function windowOf(position: Named | undefined): readonly [Dim, Dim] | undefined {
  if (position?.name !== 'relative_position') return undefined;
  const window = given(position, 'window');
  if (window?.kind === 'number') return [window.value, window.value];
  const [height, width] = window?.kind === 'list' ? window.items : [];
  return height?.kind === 'number' && width?.kind === 'number' ? [height.value, width.value] : undefined;
}

const distances = ([height, width]: readonly [Dim, Dim]): Dim =>
  height.times(2).minus(1).times(width.times(2).minus(1));

export const positionRules: readonly Requirement<AttentionBound, AttentionArguments>[] = [
  {
    at: 'position',
    holds: (_, { position }) => position?.name !== 'relative_position' || windowOf(position) !== undefined,
    says: () => '`relative_position` needs the size of its window',
    instead: () => [{ argument: 'position', value: 'relative_position(window: 7x7)' }],
  },
  {
    at: 'position',
    holds: ({ T }, { position }) => {
      const window = windowOf(position);
      return window === undefined ? true : T.is('==', window[0].times(window[1]));
    },
    says: ({ T }, { position }) => {
      const [height, width] = windowOf(position) ?? [Dim.of(1), Dim.of(1)];
      return `a window of ${height.toString()}x${width.toString()} has ${height.times(width).toString()} positions, but there are ${T.toString()}`;
    },
  },
  {
    at: 'position',
    holds: ({ D }, { position, heads, head_width }) =>
      position?.name === 'rotary' ? (head_width ?? D.over(heads)).isMultipleOf(2) : true,
    says: ({ D }, { heads, head_width }) =>
      `rotary positions turn pairs of numbers, but a head is ${(head_width ?? D.over(heads)).toString()} wide`,
  },
];

export function positionWeights(a: AttentionArguments): { readonly [name: string]: WeightSpec } {
  const window = windowOf(a.position);
  return window === undefined ? {} : { position_table: { shape: [distances(window), a.heads], init: 'small_normal' } };
}

/** Which row of the table belongs to each pair of positions: row and column distance, counted from the most negative. */
export function positionBuffers(a: AttentionArguments): { readonly [name: string]: BufferSpec } {
  const window = windowOf(a.position);
  if (window === undefined) return {};
  const [height, width] = window;
  const count = height.times(width);
  const [h, w, n] = [height.value, width.value, count.value];
  const values = (element: number): number => {
    const [query, key] = [Math.floor(element / n), element % n];
    const down = Math.floor(query / w) - Math.floor(key / w) + h - 1;
    const right = (query % w) - (key % w) + w - 1;
    return down * (2 * w - 1) + right;
  };
  return { position_index: { shape: [count.times(count)], dtype: 'int64', fill: 0, values } };
}

/** Queries or keys with each pair of numbers turned by an angle that grows with the position. */
export function rotated(op: Builder, x: Value, a: AttentionArguments, headWidth: Dim): Value {
  const { position } = a;
  if (position?.name !== 'rotary') return x;
  const { shape } = x.type;
  const steps = shape.at(-2) ?? Dim.of(1);
  const half = headWidth.over(2);
  const heads = (shape.at(-1) ?? headWidth).over(headWidth);
  const split = op.reshape(x, { shape: [...shape.slice(0, -1), heads, headWidth] });
  const axis = shape.length;
  const part = (from: Dim, to: Dim): Value => op.slice(split, { axis, from, to, step: Dim.of(1) });
  const [left, right] = [part(Dim.of(0), half), part(half, headWidth)];
  const turn = op.reshape(angles(op, counting(op, steps), half, baseOf(position)), { shape: [steps, Dim.of(1), half] });
  const [cos, sin] = [op.cos(turn), op.sin(turn)];
  const first = op.subtract(op.multiply(left, cos), op.multiply(right, sin));
  const second = op.add(op.multiply(right, cos), op.multiply(left, sin));
  return op.reshape(op.concat(first, second, { axis }), { shape });
}

/** Slope of each head: 2^(-8 i / heads), i from 1. */
function alibi(op: Builder, l: Layout): Value {
  const one = Dim.of(1);
  const index = op.addConstant(counting(op, l.heads), { constant: 1 });
  const slopes = op.exp(op.scaleBy(index, { by: Dim.inexact(-8 * Math.LN2).over(l.heads) }));
  const queries = op.reshape(counting(op, l.T), { shape: [l.T, one] });
  const keys = op.reshape(counting(op, l.S), { shape: [one, l.S] });
  const distance = op.negate(op.abs(op.subtract(keys, queries)));
  return op.multiply(op.reshape(slopes, { shape: [l.heads, one, one] }), distance);
}

function relative(
  op: Builder,
  l: Layout,
  weights: { readonly [name: string]: Value },
  buffers: { readonly [name: string]: Value },
): Value | undefined {
  const { position_table: table } = weights;
  const { position_index: index } = buffers;
  if (table === undefined || index === undefined) return undefined;
  const rows = op.reshape(op.embedding(index, table), { shape: [l.T, l.T, l.heads] });
  return op.permute(rows, { order: [2, 0, 1] });
}

/** What is added to the matches: the mask of the call and what the position says; undefined if neither. */
export function biasFor(
  op: Builder,
  mask: Value | undefined,
  a: AttentionArguments,
  l: Layout,
  weights: { readonly [name: string]: Value },
  buffers: { readonly [name: string]: Value },
): Value | undefined {
  const bias =
    a.position?.name === 'alibi'
      ? alibi(op, l)
      : a.position?.name === 'relative_position'
        ? relative(op, l, weights, buffers)
        : undefined;
  if (bias === undefined || mask === undefined) return bias ?? mask;
  return masked(op, bias, mask);
}

/** What is added to the matches, and a mask of either kind. */
export function masked(op: Builder, bias: Value, mask: Value): Value {
  if (mask.type.dtype !== 'bool') return op.add(bias, mask);
  return op.where(mask, bias, op.constant({ value: -Infinity, shape: [] }));
}
