/** A weight of which a mask lets only a part through. */
import { defineOperation, type OperationOf, type Value } from './operation.js';
import { arriving, ifNeeded, typeAt, valueAt } from './rules.js';

/** A view: masked convolutions write zeros into the weight itself before they use it, and keep nothing for it. */
export const masked: OperationOf<Readonly<Record<string, never>>, [weight: Value, mask: Value]> = defineOperation({
  name: 'masked',
  summary: 'A weight with zeros where its mask, as large, has them.',
  source: 'van den Oord et al. 2016, Pixel recurrent neural networks',
  inputs: ['weight', 'mask'],
  traits: ['view'],
  types: inputs => [typeAt(inputs, 0)],
  gradient: ({ op, inputs, gradients, needs }) => [
    ifNeeded(needs, 0, () => op.masked(arriving(gradients), valueAt(inputs, 1))),
    undefined,
  ],
});
