/** Distances of vectors to the rows of a table. */
import type { Builder, Value } from './layer.js';

/** [..., D] against [K, D]: |x|² - 2 x·c + |c|², [..., K]. */
export function squaredDistances(op: Builder, x: Value, table: Value): Value {
  const last = x.type.shape.length - 1;
  const own = op.reduceSum(op.square(x), { axes: [last], keep: true });
  const others = op.reduceSum(op.square(table), { axes: [1], keep: false });
  return op.add(op.add(op.scaleBy(op.dense(x, table), { by: -2 }), own), others);
}
