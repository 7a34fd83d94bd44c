/** What attention does for positions, where it knows them: turned queries and keys, and what is added to the matches. */
import { Dim } from '../../shape/dim.js';
import type { AttentionArguments, Layout } from './attention-layout.js';
import { baseOf, distances, windowOf } from './attention-position.js';
import type { BufferSpec, Builder, Value, WeightSpec } from './layer.js';
import { angles, counting } from './position-table.js';

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
