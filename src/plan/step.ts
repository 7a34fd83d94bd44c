/** Steps of a program: its outputs alone, or a loss with the gradients of all weights that are trained. */
import { differentiate } from './differentiate.js';
import type { NamedValue, Program, ProgramNode, Step, Value } from './program.js';

/** The operations on which any of the roots depends, in order; dead ones are left out. */
export function neededNodes(nodes: readonly ProgramNode[], roots: Iterable<Value>): readonly ProgramNode[] {
  const needed = new Set<Value>(roots);
  const kept: ProgramNode[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.results.some(result => needed.has(result))) continue;
    kept.push(node);
    for (const input of node.inputs) if (input) needed.add(input);
  }
  return kept.reverse();
}

/** A pass that only reads values; buffers stay as they are. */
export function evaluationStep(program: Program, reads: readonly NamedValue[]): Step {
  const nodes = neededNodes(
    program.tape.nodes(),
    reads.map(({ value }) => value),
  );
  const buffers = program.buffers.map(buffer => ({ ...buffer, update: undefined }));
  return { nodes, inputs: program.inputs, weights: program.weights, buffers, gradients: [], reads };
}

/** Forward, the loss, backward, and the buffers' new values. */
export function trainingStep(program: Program, loss: Value, reads: readonly NamedValue[]): Step {
  const trainable = program.weights.filter(weight => weight.trainable);
  const found = differentiate(
    program.tape,
    loss,
    trainable.map(({ value }) => value),
  );
  const gradients = trainable.map(weight => ({ weight, value: found.get(weight.value) }));
  const roots = [
    loss,
    ...reads.map(({ value }) => value),
    ...gradients.flatMap(({ value }) => value ?? []),
    ...program.buffers.flatMap(({ update }) => update ?? []),
  ];
  const nodes = neededNodes(program.tape.nodes(), roots);
  const { inputs, weights, buffers } = program;
  return { nodes, inputs, weights, buffers, gradients, reads };
}
