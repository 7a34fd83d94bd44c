/** Distances in a sequence as buckets: near ones each by itself, far ones in stretches that grow (Raffel et al. 2020, T5). */
import type { Dim } from '../../shape/dim.js';
import type { Builder, Value } from './layer.js';

interface Buckets {
  readonly buckets: Dim;
  readonly distance: Dim;
  /** Keys lie at or before their query only: then all buckets are for that side. */
  readonly causal: boolean;
}

/** [heads, T, S] of a table [buckets, heads]; `behind` [T, S]: how far each key lies behind its query. */
export function bucketBias(op: Builder, behind: Value, table: Value, { buckets, distance, causal }: Buckets): Value {
  const number = (value: number): Value => op.constant({ value, shape: [] });
  const side = causal ? buckets : buckets.floorDiv(2);
  const near = side.floorDiv(2).value;
  const far = causal ? op.clamp(op.negate(behind), { low: 0, high: Infinity }) : op.abs(behind);
  const log = op.log(op.scaleBy(op.clamp(far, { low: near, high: Infinity }), { by: 1 / near }));
  const stretch = (side.value - near) / Math.log(distance.value / near);
  const grown = op.addConstant(op.floor(op.scaleBy(log, { by: stretch })), { constant: near });
  const found = op.where(op.greater(number(near), far), far, op.clamp(grown, { low: near, high: side.value - 1 }));
  const offset = causal
    ? found
    : op.where(op.greater(behind, number(0)), op.addConstant(found, { constant: side }), found);
  const rows = op.embedding(op.cast(offset, { dtype: 'int64' }), table);
  return op.permute(rows, { order: [2, 0, 1] });
}
