/** Runs recorded operations with plain kernels in double precision, each tensor in memory of its own. */
import type { ProgramNode, Value } from '../../../src/plan/program.js';
import { concreteAttributes, concreteShape, elementsOf, numbersOf } from '../../../src/plan/concrete.js';
import type { Kernel, Tensor } from '../../../src/engine/kernels/kernel.js';
import { referenceKernels } from '../../../src/engine/kernels/reference/index.js';

export type Values = Map<Value, Tensor>;

/** A tensor of the value's type that holds what no kernel may leave in it. */
export function emptyTensor({ type }: Value, batch: number): Tensor {
  const shape = concreteShape(type, batch);
  const count = elementsOf(shape);
  const data = numbersOf(type.dtype) === 'float' ? new Float64Array(count).fill(NaN) : new Int32Array(count).fill(-99);
  return { data, shape, batched: type.batched };
}

/** Adds the results of all nodes to the values of their sources. */
export function evaluate(nodes: readonly ProgramNode[], values: Values, batch: number): Values {
  for (const { operation, inputs, results, attributes, number } of nodes) {
    const kernel: Kernel | undefined = referenceKernels[operation.name];
    if (!kernel) throw new Error(`no kernel for ${operation.name}`);
    const made = results.map(result => emptyTensor(result, batch));
    const given = inputs.map(input => input && valueOf(values, input));
    kernel(made, given, concreteAttributes(attributes) as never, { seed: 7, step: 3, node: number });
    results.forEach((result, i) => values.set(result, made[i]!));
  }
  return values;
}

export function valueOf(values: Values, value: Value): Tensor {
  const found = values.get(value);
  if (!found) throw new Error('a value was read before it was made');
  return found;
}
