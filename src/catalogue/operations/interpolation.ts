/** Reading between cells, as sums over all cells of an axis: what sampling operations are made of. */
import { Dim } from '../../shape/dim.js';
import type { Builder } from './builder.js';
import type { Value } from './operation.js';

/** 0, 1, 2, ...: how many keys each query of a causal mask sees, less one. */
export function counting(op: Builder, size: Dim): Value {
  const seen = op.cast(op.causalMask({ queries: size, keys: size }), { dtype: 'float' });
  return op.addConstant(op.reduceSum(seen, { axes: [1], keep: false }), { constant: -1 });
}

/** How much each cell of an axis counts at each place: 1 there, 0 from a distance of 1 on. Adds a dimension behind. */
export function shares(op: Builder, place: Value, size: Dim): Value {
  const distance = op.subtract(op.reshape(place, { shape: [...place.type.shape, Dim.of(1)] }), counting(op, size));
  return op.relu(op.addConstant(op.negate(op.abs(distance)), { constant: 1 }));
}
