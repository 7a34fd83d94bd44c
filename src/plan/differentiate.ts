/** Backward: the gradient of one number by some values, recorded on the same tape, so that it can be differentiated again. */
import { detailsOf } from '../catalogue/details.js';
import { isFloating } from '../shape/dtype.js';
import type { ProgramNode, Tape, Value } from './program.js';

/** Gradients by value; a value on which the loss does not depend is missing. */
export function differentiate(tape: Tape, loss: Value, by: readonly Value[]): ReadonlyMap<Value, Value> {
  const nodes = tape.nodes();
  const needing = new Set<Value>(by);
  spread(needing, nodes);
  const arrived = new Map<Value, Value>();
  if (!needing.has(loss)) return arrived;
  const one = tape.from({ path: 'loss', pass: 'backward' }, op => op.constant({ value: 1, shape: loss.type.shape }));
  arrived.set(loss, one);
  pull(tape, nodes, needing, arrived);
  return new Map(
    by.flatMap(value => {
      const gradient = arrived.get(value);
      return gradient ? [[value, gradient] as const] : [];
    }),
  );
}

/** Adds every floating result that a gradient by a value in `needing` would come from. */
function spread(needing: Set<Value>, nodes: readonly ProgramNode[]): void {
  for (const { operation, inputs, results } of nodes) {
    if (operation.traits?.includes('stops-gradient')) continue;
    if (!inputs.some(input => input !== undefined && needing.has(input))) continue;
    for (const result of results) if (isFloating(result.type.dtype)) needing.add(result);
  }
}

/** Takes gradients through the nodes, last one first. */
function pull(tape: Tape, nodes: readonly ProgramNode[], needing: Set<Value>, arrived: Map<Value, Value>): void {
  for (const node of [...nodes].reverse()) {
    const gradients = node.results.map(result => (needing.has(result) ? arrived.get(result) : undefined));
    if (gradients.every(gradient => gradient === undefined)) continue;
    const { operation, inputs, results, attributes, path } = node;
    const needs = inputs.map(input => input !== undefined && needing.has(input));
    if (!needs.includes(true)) continue;
    if (operation.traits?.includes('first-order')) {
      through(tape, node, gradients, needing, arrived);
      continue;
    }
    const found = tape.from({ path, pass: 'backward' }, op =>
      detailsOf('operation', operation).gradient?.({ op, inputs, results, gradients, needs, attributes }),
    );
    if (!found) throw new Error(`the operation ${operation.name} has no gradient`);
    found.forEach((gradient, i) => {
      const input = inputs[i];
      if (input && gradient && needs[i]) accumulate(tape, path, arrived, input, gradient);
    });
  }
}

/** A gradient that has none of its own is written as plain operations first, and the gradients go through these. */
function through(
  tape: Tape,
  { operation, inputs, attributes, path }: ProgramNode,
  gradients: readonly (Value | undefined)[],
  needing: Set<Value>,
  arrived: Map<Value, Value>,
): void {
  const start = tape.length;
  const results = tape.from({ path, pass: 'backward' }, op =>
    detailsOf('operation', operation).decompose?.(op, inputs, attributes),
  );
  if (!results) throw new Error(`the operation ${operation.name} has no decomposition`);
  const inner = tape.nodes(start);
  spread(needing, inner);
  results.forEach((result, i) => {
    const gradient = gradients[i];
    if (gradient) accumulate(tape, path, arrived, result, gradient);
  });
  pull(tape, inner, needing, arrived);
}

function accumulate(tape: Tape, path: string, arrived: Map<Value, Value>, value: Value, gradient: Value): void {
  const before = arrived.get(value);
  const sum = before ? tape.from({ path, pass: 'backward' }, op => op.add(before, gradient)) : gradient;
  arrived.set(value, sum);
}
