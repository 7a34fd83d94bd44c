/** One operation on given numbers, in double precision. */
import { operations } from '../../../src/catalogue/operations/index.js';
import type { Attributes, Operation } from '../../../src/catalogue/operations/operation.js';
import type { DType } from '../../../src/shape/dtype.js';
import { Dim } from '../../../src/shape/dim.js';
import { Tape } from '../../../src/plan/program.js';
import type { Tensor } from '../../../src/engine/kernels/kernel.js';
import { emptyTensor, evaluate, valueOf, type Values } from './evaluate.js';

export interface Operand {
  /** With the batch in front where `batched`. */
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
  readonly batched?: boolean;
  readonly dtype?: DType;
}

const table = operations as unknown as Readonly<Record<string, Operation>>;

export function runOp(
  name: keyof typeof operations,
  operands: readonly (Operand | undefined)[],
  attributes: Attributes = {},
): readonly Tensor[] {
  const tape = new Tape();
  const batch = operands.find(operand => operand?.batched)?.shape[0] ?? 1;
  const values: Values = new Map();
  const sources = operands.map(operand => {
    if (!operand) return undefined;
    const { shape, batched = false, dtype = 'float', data } = operand;
    const sizes = (batched ? shape.slice(1) : shape).map(size => Dim.of(size));
    const value = tape.sequence.source({ shape: sizes, batched, dtype });
    const tensor = emptyTensor(value, batch);
    tensor.data.set(data);
    values.set(value, tensor);
    return value;
  });
  const results = tape.sequence.add(table[name]!, sources, attributes);
  evaluate(tape.nodes(), values, batch);
  return results.map(result => valueOf(values, result));
}
