/** Rows of a table by their numbers. */
import { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { arriving, ifNeeded, sizeAt, tensor, typeAt, valueAt } from './rules.js';

/** The row that learns nothing, if there is one. */
export type Padded = { readonly padding?: number };

/** Weight: [rows, width]. */
export const embedding: OperationOf<Padded, [indices: Value, weight: Value]> = defineOperation({
  name: 'embedding',
  eagerBackward: 'kernel',
  summary: 'The row of the table for each index.',
  inputs: ['indices', 'weight'],
  types(inputs) {
    const [indices, weight] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    return [tensor([...indices.shape, sizeAt(weight.shape, 1)], indices.batched)];
  },
  eagerKeeps: () => [{ input: 0 }],
  gradient({ op, inputs, gradients, needs, attributes }) {
    const [indices, weight, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const to = { ...attributes, shape: weight.type.shape };
    return [undefined, ifNeeded(needs, 1, () => op.embeddingGradient(indices, g, to))];
  },
});

export const embeddingGradient: OperationOf<Padded & { readonly shape: Shape }, [indices: Value, gradient: Value]> =
  defineOperation({
    name: 'embeddingGradient',
    summary: 'Adds each row of the gradient to the row of the table that its index names.',
    inputs: ['indices', 'gradient'],
    types: (_, { shape }) => [tensor(shape, false)],
    eagerKeeps: () => [{ input: 0 }],
    gradient({ op, inputs, gradients, attributes: { padding } }) {
      const indices = valueAt(inputs, 0);
      const rows = op.embedding(indices, arriving(gradients));
      if (padding === undefined) return [undefined, rows];
      const none = op.constant({ value: padding, shape: [], dtype: indices.type.dtype });
      const learned = op.reshape(op.notEqual(indices, none), { shape: [...indices.type.shape, Dim.of(1)] });
      return [undefined, op.where(learned, rows, op.constant({ value: 0, shape: [] }))];
    },
  });

export const oneHot: OperationOf<{ readonly classes: Dim }, [indices: Value]> = defineOperation({
  name: 'oneHot',
  summary: '1 at the position that an index names, 0 elsewhere, along a new last dimension.',
  inputs: ['indices'],
  types: (inputs, { classes }) => [tensor([...typeAt(inputs, 0).shape, classes], typeAt(inputs, 0).batched)],
});
