/** What attention does where positions, a mask or a window are asked for: turned queries and keys, numbers added to the matches. */
import { Dim } from '../../shape/dim.js';
import type { AttentionArguments, Layout } from './attention-layout.js';
import { givenPosition } from './attention-positions.js';
import { bucketBias } from './distance-buckets.js';
import type { Builder, Value } from './layer.js';
import { angles, counting } from './position-table.js';

/** Queries and keys with each pair of numbers turned by an angle that grows with the position. */
export function rotated(
  op: Builder,
  q: Value,
  k: Value,
  a: AttentionArguments,
  headWidth: Dim,
): readonly [Value, Value] {
  const rotary = givenPosition(a.position, 'rotary');
  if (rotary === undefined) return [q, k];
  const width = rotary.width ?? headWidth;
  const half = width.over(2);
  const lengthOf = (x: Value): Dim => x.type.shape.at(-2) ?? Dim.of(1);
  const table = (steps: Dim): readonly [Value, Value] => {
    const turns = angles(op, counting(op, steps), half, rotary.base);
    const turn = op.reshape(turns, { shape: [steps, Dim.of(1), half] });
    return [op.cos(turn), op.sin(turn)];
  };
  const forQueries = table(lengthOf(q));
  const forKeys = lengthOf(q).equals(lengthOf(k)) ? forQueries : table(lengthOf(k));
  return [turnedBy(op, q, forQueries, width, headWidth), turnedBy(op, k, forKeys, width, headWidth)];
}

function turnedBy(op: Builder, x: Value, [cos, sin]: readonly [Value, Value], width: Dim, headWidth: Dim): Value {
  const { shape } = x.type;
  const half = width.over(2);
  const heads = (shape.at(-1) ?? headWidth).over(headWidth);
  const split = op.reshape(x, { shape: [...shape.slice(0, -1), heads, headWidth] });
  const axis = shape.length;
  const part = (from: Dim, to: Dim): Value => op.slice(split, { axis, from, to, step: Dim.of(1) });
  const [left, right] = [part(Dim.of(0), half), part(half, width)];
  const first = op.subtract(op.multiply(left, cos), op.multiply(right, sin));
  const second = op.add(op.multiply(right, cos), op.multiply(left, sin));
  const rest = width.equals(headWidth) ? [] : [part(width, headWidth)];
  return op.reshape(op.concat(first, second, ...rest, { axis }), { shape });
}

/** [T, S]: how far each key lies behind its query; below zero before it. */
function between(op: Builder, { T, S }: Layout): Value {
  const one = Dim.of(1);
  const queries = op.reshape(counting(op, T), { shape: [T, one] });
  const keys = op.reshape(counting(op, S), { shape: [one, S] });
  return op.subtract(keys, queries);
}

/** Slope of each head: 2^(-8 i / heads), i from 1. */
function alibi(op: Builder, l: Layout): Value {
  const one = Dim.of(1);
  const index = op.addConstant(counting(op, l.heads), { constant: 1 });
  const slopes = op.exp(op.scaleBy(index, { by: Dim.inexact(-8 * Math.LN2).over(l.heads) }));
  const distance = op.negate(op.abs(between(op, l)));
  return op.multiply(op.reshape(slopes, { shape: [l.heads, one, one] }), distance);
}

function relative(
  op: Builder,
  l: Layout,
  a: AttentionArguments,
  weights: { readonly [name: string]: Value },
  buffers: { readonly [name: string]: Value },
): Value | undefined {
  const { position_table: table } = weights;
  const { position_index: index } = buffers;
  if (table === undefined) return undefined;
  const asked = givenPosition(a.position, 'relative_position');
  if (asked?.buckets && index === undefined) {
    const { buckets, distance } = asked;
    return bucketBias(op, between(op, l), table, { buckets, distance, causal: a.causal });
  }
  if (index === undefined) return undefined;
  const rows = op.reshape(op.embedding(index, table), { shape: [l.T, l.T, l.heads] });
  return op.permute(rows, { order: [2, 0, 1] });
}

/** 0 where a causal query sees a key, and for keys that are added behind the others: these are seen from everywhere. */
function pastAnd(op: Builder, extra: number, { T, S }: Layout): Value {
  const past = op.causalMask({ queries: T, keys: S.minus(extra) });
  const zero = op.constant({ value: 0, shape: [] });
  const before = op.where(past, zero, op.constant({ value: -Infinity, shape: [] }));
  return op.concat(before, op.constant({ value: 0, shape: [T, Dim.of(extra)] }), { axis: 1 });
}

/**
 * What is added to the matches: the mask of the call and what the position says; undefined if neither. `behind`: so many keys are added
 * behind the others, and the others are seen from behind them only.
 */
export function biasFor(
  op: Builder,
  mask: Value | undefined,
  a: AttentionArguments,
  l: Layout,
  weights: { readonly [name: string]: Value },
  buffers: { readonly [name: string]: Value },
  behind: number | undefined,
): Value | undefined {
  const bias =
    a.position?.name === 'alibi'
      ? alibi(op, l)
      : a.position?.name === 'relative_position'
        ? relative(op, l, a, weights, buffers)
        : undefined;
  const near = a.window && op.greater(op.constant({ value: a.window.value, shape: [] }), op.abs(between(op, l)));
  const past = behind === undefined ? undefined : pastAnd(op, behind, l);
  return [past, mask, near].reduce<Value | undefined>((sum, next) => joinedMasks(op, sum, next), bias);
}

/** Numbers to add and truths as one. */
function joinedMasks(op: Builder, a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const never = op.constant({ value: -Infinity, shape: [] });
  const number = (x: Value): Value =>
    x.type.dtype === 'bool' ? op.where(x, op.constant({ value: 0, shape: [] }), never) : x;
  return b.type.dtype === 'bool' ? op.where(b, number(a), never) : op.add(number(a), b);
}
