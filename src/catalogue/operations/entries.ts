/** Entries of an axis by a list of places, and the way back. */
import { Dim } from '../../shape/dim.js';
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { arriving, resized, shaped, sizeAt, typeAt, valueAt } from './rules.js';

/** `places` count from 0; one may occur several times. */
export type EntriesAttributes = { readonly axis: number; readonly places: readonly number[] };

export const pickEntries: OperationOf<EntriesAttributes> = defineOperation({
  name: 'pickEntries',
  summary: 'The entries of an axis that a list names, in its order.',
  source: 'torch: indexing by a list',
  inputs: ['x'],
  types(inputs, { axis, places }) {
    const x = typeAt(inputs, 0);
    return [
      shaped(
        x,
        x.shape.map((size, i) => (i === axis ? Dim.of(places.length) : size)),
      ),
    ];
  },
  eagerKeeps: ({ attributes: { places } }) => [{ buffer: [Dim.of(places.length)], dtype: 'int64', batched: false }],
  gradient: ({ op, inputs, gradients, attributes }) => [
    op.placeEntries(arriving(gradients), {
      ...attributes,
      size: sizeAt(valueAt(inputs, 0).type.shape, attributes.axis),
    }),
  ],
});

/** `size`: of the axis that entries were taken from. */
export const placeEntries: OperationOf<EntriesAttributes & { readonly size: Dim }, [gradient: Value]> = defineOperation(
  {
    name: 'placeEntries',
    summary: 'Adds each entry to the place that it was taken from; the rest is 0.',
    inputs: ['gradient'],
    types(inputs, { axis, size }) {
      return [resized(typeAt(inputs, 0), axis, size)];
    },
    gradient: ({ op, gradients, attributes: { axis, places } }) => [
      op.pickEntries(arriving(gradients), { axis, places }),
    ],
  },
);
