/** A linear recurrence whose steps depend on the input, channel by channel: the core of a selective state space. */
import { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
import type { Builder } from './builder.js';
import { defineOperation, type Inputs, type None, type OperationOf, type Value } from './operation.js';
import { anyBatched, sizeAt, tensor, typeAt, valueAt } from './rules.js';

type ScanInputs = [x: Value, step: Value, write: Value, read: Value, rates: Value];

/** x, step: [T, D]; write, read: [T, N]; rates: [D, N], negative where the state is to fade. Result: [T, D]. */
export const selectiveScan: OperationOf<None, ScanInputs> = defineOperation({
  name: 'selectiveScan',
  summary: 'h = exp(step rate) h + step write x, y = read h, for N numbers of state in each channel.',
  source: 'Gu & Dao 2023, Mamba: linear-time sequence modeling with selective state spaces, algorithm 2',
  inputs: ['x', 'step', 'write', 'read', 'rates'],
  traits: ['first-order'],
  types: inputs => [tensor(typeAt(inputs, 0).shape, anyBatched(inputs))],
  /** Reading is a product with the state; what fades and is written is element by element, and counts nothing. */
  multiplyAdds: (inputs, results) => elements(typeAt(results, 0).shape).times(sizeAt(typeAt(inputs, 2).shape, 1)),
  // As its authors' kernel does, which works the states out again in the backward pass.
  eagerKeeps: () => [0, 1, 2, 3, 4].map(input => ({ input })),
  decompose: (op, inputs) => [summed(op, inputs)],
});

/** The recurrence written out: what was written at s has faded by exp(rate · sum of the steps after s) when t reads it. */
function summed(op: Builder, inputs: Inputs): Value {
  const [x, step, write, read, rates] = [0, 1, 2, 3, 4].map(i => valueAt(inputs, i)) as ScanInputs;
  const [T, D, N] = [sizeAt(x.type.shape, 0), sizeAt(x.type.shape, 1), sizeAt(write.type.shape, 1)];
  const one = Dim.of(1);
  const past = op.cast(op.causalMask({ queries: T, keys: T }), { dtype: 'float' });
  const sums = op.matmul(past, step);
  const after = op.subtract(op.reshape(sums, { shape: [T, one, D] }), op.reshape(sums, { shape: [one, T, D] }));
  // Behind t nothing is read; its exponent is 0, so that it cannot overflow.
  const held = op.multiply(after, op.reshape(past, { shape: [T, T, one] }));
  const faded = op.exp(op.multiply(op.reshape(held, { shape: [T, T, D, one] }), rates));
  const seen = op.multiply(faded, op.reshape(past, { shape: [T, T, one, one] }));
  const written = op.multiply(
    op.reshape(op.multiply(x, step), { shape: [one, T, D, one] }),
    op.reshape(write, { shape: [one, T, one, N] }),
  );
  const states = op.multiply(seen, written);
  return op.reduceSum(op.multiply(states, op.reshape(read, { shape: [T, one, one, N] })), {
    axes: [1, 3],
    keep: false,
  });
}
