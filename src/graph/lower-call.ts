/** Turns a call into operations, and counts what they cost. */
import type { Bound } from '../catalogue/layers/layer.js';
import { Sequence } from '../catalogue/operations/builder.js';
import type { Value as OperationValue } from '../catalogue/operations/operation.js';
import type { TensorType } from '../catalogue/tensor.js';
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';
import type { Call, Lowered } from './graph.js';

const unknownNumber: TensorType = { shape: [], dtype: 'float', batched: false };

export function multiplyAddsOf(lowered: Lowered | undefined): Dim {
  let total = Dim.of(0);
  for (const node of lowered?.nodes ?? []) {
    const one = node.operation.multiplyAdds?.(
      node.inputs.map(v => v?.type),
      node.results.map(v => v.type),
      node.attributes,
    );
    if (one) total = total.plus(one);
  }
  return total;
}

/** A layer's operations for one call. */
export function lower(call: Call, bound: Bound, training: boolean, allResults: boolean): Lowered {
  const { layer } = call;
  const sequence = new Sequence();
  const inputs = call.inputs.map(type => sequence.source(type ?? unknownNumber));
  const sources = (
    specs: readonly { name: string; shape: Shape }[],
    dtype: (i: number) => TensorType['dtype'],
  ): Record<string, OperationValue> => {
    const made: Record<string, OperationValue> = {};
    for (const [i, spec] of specs.entries())
      made[spec.name] = sequence.source({ shape: spec.shape, dtype: dtype(i), batched: false });
    return made;
  };
  const weights = sources(call.weights, () => 'float');
  const buffers = sources(call.buffers, i => call.buffers[i]?.dtype ?? 'float');
  const updates = new Map<string, OperationValue>();
  const behind = call.inputs.length - call.pointNames.length;
  const points: Record<string, OperationValue | undefined> = {};
  for (const [i, name] of call.pointNames.entries()) {
    if (layer.parameters[name]?.takes === 'point') points[name] = inputs[behind + i];
  }
  const x = inputs[0] ?? sequence.source(unknownNumber);
  const results = layer.lower(sequence.op, x, weights, call.args, {
    bound,
    all: layer.input === 'joined' ? inputs : inputs.slice(0, 1),
    points,
    buffers,
    training,
    ...(allResults && { wanted: new Set(call.resultNames) }),
    update: (name, value) => updates.set(name, value),
  });
  return {
    nodes: sequence.nodes,
    inputs,
    weights,
    buffers,
    results: Array.isArray(results) ? (results as readonly OperationValue[]) : [results as OperationValue],
    updates,
  };
}
