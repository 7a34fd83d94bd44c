/** Rows of a table by their numbers. */
import { Dim } from '../../shape/dim.js';
import type { Shape } from '../../shape/shape.js';
import type { TensorType } from '../tensor.js';
import { defineOperation, type Kept, type OperationOf, type Value } from './operation.js';
import { arriving, ifNeeded, sizeAt, tensor, typeAt, valueAt } from './rules.js';

/** The row that learns nothing, if there is one. */
export type Padded = { readonly padding?: number };

/** The rows of a bag are joined behind: PyTorch does both at once, and keeps where each bag begins, how large it is, and whose each index is. */
type OfBag = { readonly bag?: 'sum' | 'mean' | 'max' };

/** Weight: [rows, width]. */
export const embedding: OperationOf<Padded & OfBag, [indices: Value, weight: Value]> = defineOperation({
  name: 'embedding',
  eagerBackward: 'kernel',
  summary: 'The row of the table for each index.',
  inputs: ['indices', 'weight'],
  types(inputs) {
    const [indices, weight] = [typeAt(inputs, 0), typeAt(inputs, 1)];
    return [tensor([...indices.shape, sizeAt(weight.shape, 1)], indices.batched)];
  },
  eagerKeeps: ({ inputs, attributes: { bag } }) => [{ input: 0 }, ...(bag ? bookkeeping(typeAt(inputs, 0), bag) : [])],
  gradient({ op, inputs, gradients, needs, attributes: { padding } }) {
    const [indices, weight, g] = [valueAt(inputs, 0), valueAt(inputs, 1), arriving(gradients)];
    const to = { ...(padding === undefined ? {} : { padding }), shape: weight.type.shape };
    return [undefined, ifNeeded(needs, 1, () => op.embeddingGradient(indices, g, to))];
  },
});

function bookkeeping({ shape, batched }: TensorType, bag: 'sum' | 'mean' | 'max'): readonly Kept[] {
  const whole = (buffer: Shape, each: boolean): Kept => ({ buffer, dtype: 'int64', batched: each });
  const owners = [whole(shape, batched), whole([], false)];
  // Of a maximum it keeps besides which row had it, for each number: the maximum does that.
  return [whole([Dim.of(bag === 'max' ? 2 : 3)], batched), ...(bag === 'sum' ? [] : owners)];
}

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
