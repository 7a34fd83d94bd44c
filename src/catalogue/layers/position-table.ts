/** Tables of positions, made by operations: whole numbers in a row, and waves over them. */
import { Dim } from '../../shape/dim.js';
import type { Builder, Value } from './layer.js';

/** 0, 1, 2, ... as numbers: how many keys each query of a causal mask sees, less one. */
export function counting(op: Builder, size: Dim): Value {
  const seen = op.cast(op.causalMask({ queries: size, keys: size }), { dtype: 'float' });
  return op.addConstant(op.reduceSum(seen, { axes: [1], keep: false }), { constant: -1 });
}

const column = (op: Builder, x: Value): Value => op.reshape(x, { shape: [...x.type.shape, Dim.of(1)] });

/** [T, half]: position / base^(i / half), the angles of Vaswani et al. and of rotary embeddings. */
export function angles(op: Builder, positions: Value, half: Dim, base: number): Value {
  const steps = op.scaleBy(counting(op, half), { by: Dim.inexact(-Math.log(base)).over(half) });
  return op.multiply(column(op, positions), op.exp(steps));
}

/** Sines and cosines of angles: in turn (`mixed`), or first all sines. */
export function waves(op: Builder, turns: Value, mixed: boolean): Value {
  const { shape } = turns.type;
  const rank = shape.length;
  const [sines, cosines] = [op.sin(turns), op.cos(turns)];
  if (!mixed) return op.concat(sines, cosines, { axis: rank - 1 });
  const pairs = op.concat(column(op, sines), column(op, cosines), { axis: rank });
  return op.reshape(pairs, { shape: [...shape.slice(0, -1), (shape.at(-1) ?? Dim.of(1)).times(2)] });
}
