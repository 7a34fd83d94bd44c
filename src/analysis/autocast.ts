/** How PyTorch stores real numbers under autocast on the CPU: weights and samples in fp32, the rest by the rule of each operation. */
import { detailsOf } from '../catalogue/details.js';
import type { OperationNode } from '../catalogue/operations/builder.js';
import type { Value } from '../catalogue/operations/operation.js';
import { isFloating, type StoredType } from '../shape/dtype.js';

export interface Cast {
  /** What it casts its real operands to, where they are not that already; undefined: it reads them as they are. */
  readonly operands: StoredType | undefined;
  readonly results: readonly StoredType[];
  /** What it keeps of its own. */
  readonly own: StoredType;
}

/** `stored`: how each operand is. */
export function castOf(
  { operation, inputs, results, attributes }: OperationNode,
  stored: (value: Value) => StoredType,
  half: StoredType,
): Cast {
  const rule = detailsOf('operation', operation).autocast?.(
    inputs.map(v => v?.type),
    attributes,
  );
  const real = inputs.flatMap(v => (v && isFloating(v.type.dtype) ? [v] : []));
  // A single number decides nothing beside tensors.
  const tensors = real.filter(({ type }) => type.batched || type.shape.length > 0);
  const deciding = tensors.length > 0 ? tensors : real;
  const wide = deciding.length === 0 || deciding.some(v => stored(v) === 'float32');
  const own = rule === 'half' || (!wide && (rule === undefined || rule === 'like first')) ? half : 'float32';
  const first = inputs[0] && rule === 'like first' ? stored(inputs[0]) : own;
  return {
    operands: rule === 'half' ? half : rule === 'full' ? 'float32' : undefined,
    results: results.map((_, i) => (i === 0 ? first : own)),
    own,
  };
}
