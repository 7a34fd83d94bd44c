/** Rows of a table by their numbers. */
import type { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import { defineOperation, type None, type OperationOf, type Value } from './operation.js';
import { arriving, ifNeeded, sizeAt, tensor, typeAt, valueAt } from './rules.js';

/** Weight: [rows, width]. */
export const embedding: OperationOf<None, [indices: Value, weight: Value]> = defineOperation({
  name: 'embedding',
  summary: 'The row of the table for each index.',
  inputs: ['indices', 'weight'],
  types(inputs) {
    const [indices, weight] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    return [tensor([...indices.shape, sizeAt(weight.shape, 1)], indices.batched)];
  },
  eagerKeeps: () => [{ input: 0 }],
  gradient({ op, inputs, gradients, needs }) {
    const [indices, weight, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    return [undefined, ifNeeded(needs, 1, () => op.embeddingGradient(indices, g, { shape: weight.type.shape }))];
  },
});

export const embeddingGradient: OperationOf<{ readonly shape: Shape }, [indices: Value, gradient: Value]> =
  defineOperation({
    name: 'embeddingGradient',
    summary: 'Adds each row of the gradient to the row of the table that its index names.',
    inputs: ['indices', 'gradient'],
    types: (_, { shape }) => [tensor(shape, false)],
    eagerKeeps: () => [{ input: 0 }],
    gradient: ({ op, inputs, gradients }) => [undefined, op.embedding(valueAt(inputs, 0), arriving(gradients))],
  });

export const oneHot: OperationOf<{ readonly classes: Dim }, [indices: Value]> = defineOperation({
  name: 'oneHot',
  summary: '1 at the position that an index names, 0 elsewhere, along a new last dimension.',
  inputs: ['indices'],
  types: (inputs, { classes }) => [tensor([...typeAt(inputs, 0).shape, classes], typeAt(inputs, 0).batched)],
});
