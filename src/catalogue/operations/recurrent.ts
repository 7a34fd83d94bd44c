/** Recurrent layers as whole operations: simple, gated and long short-term memory, over layers and directions. */
import { Dim } from '../../shape/dim.js';
import { elements, type Shape } from '../../shape/shape.js';
import type { TensorType } from '../tensor.js';
import { defineOperation, type Kept, type OperationOf, type Value } from './operation.js';
import { sizeAt, tensor, typeAt } from './rules.js';
import { unrolled } from './unrolled.js';

/**
 * `biases`: vectors for each layer and direction; 2 as in PyTorch, 1 as in Keras, 0 for none. `dropout`: between layers.
 * Weights in order for each layer and each of its directions: by input [gates x hidden, in], by state, biases, projection.
 */
export type RecurrentAttributes = {
  readonly hidden: Dim;
  readonly layers: number;
  readonly bidirectional: boolean;
  readonly biases: 0 | 1 | 2;
  readonly dropout?: number;
  readonly draw?: number;
};
export type LstmAttributes = RecurrentAttributes & { readonly projection?: Dim | undefined };
export type RnnAttributes = RecurrentAttributes & { readonly activation: 'tanh' | 'relu' };
/** `resetAfter`: the reset gate acts on the product with the state, as in PyTorch; else on the state before. */
export type GruAttributes = RecurrentAttributes & { readonly resetAfter?: boolean };

/** x: [..., T, width]; h, c: [..., layers x directions, hidden], zeros when left out. */
type StateInputs = [x: Value, h: Value | undefined, ...weights: Value[]];
type CellInputs = [x: Value, h: Value | undefined, c: Value | undefined, ...weights: Value[]];

const directionsOf = ({ bidirectional }: RecurrentAttributes): number => (bidirectional ? 2 : 1);

function resultTypes(x: TensorType, out: Dim, cell: Dim | undefined, a: RecurrentAttributes): readonly TensorType[] {
  const rows = Dim.of(a.layers * directionsOf(a));
  const beside = x.shape.slice(0, -2);
  const state = (width: Dim): TensorType => tensor([...beside, rows, width], x.batched);
  const y = tensor([...beside, sizeAt(x.shape, -2), out.times(directionsOf(a))], x.batched);
  return cell ? [y, state(out), state(cell)] : [y, state(out)];
}

/** Products with all matrices, for each step. */
function products(inputs: readonly (TensorType | undefined)[], weightsFrom: number): Dim {
  const steps = elements(typeAt(inputs, 0).shape.slice(0, -1));
  let perStep = Dim.of(0);
  for (const weight of inputs.slice(weightsFrom)) {
    if (weight?.shape.length === 2) perStep = perStep.plus(sizeAt(weight.shape, 0).times(sizeAt(weight.shape, 1)));
  }
  return perStep.times(steps);
}

const perStep = (x: TensorType, width: Dim): Kept => ({
  buffer: [...x.shape.slice(0, -1), width] satisfies Shape,
  dtype: x.dtype,
  batched: x.batched,
});

export const lstm: OperationOf<LstmAttributes, CellInputs, readonly [y: Value, h: Value, c: Value]> = defineOperation({
  name: 'lstm',
  summary: 'A state and a memory cell with input, forget and output gates, step by step.',
  source: 'Hochreiter & Schmidhuber 1997; Gers et al. 2000 (forget gate); Sak et al. 2014 (projection)',
  inputs: ['x', 'h?', 'c?', 'weights...'],
  traits: ['first-order', 'random'],
  types: (inputs, a) => resultTypes(typeAt(inputs, 0), a.projection ?? a.hidden, a.hidden, a),
  multiplyAdds: inputs => products(inputs, 3),
  // An estimate: PyTorch keeps a workspace of oneDNN, measured once as about 22 numbers a step and unit beside input and result.
  eagerKeeps({ inputs, attributes: a }) {
    const x = typeAt(inputs, 0);
    const units = a.hidden.times(a.layers * directionsOf(a));
    return [{ input: 0 }, { result: 0 }, perStep(x, units.times(22))];
  },
  decompose: (op, inputs, a) =>
    unrolled(op, inputs[0], [inputs[1], inputs[2]], inputs.slice(3), {
      ...a,
      cell: 'lstm',
      directions: directionsOf(a),
    }),
});

export const gru: OperationOf<GruAttributes, StateInputs, readonly [y: Value, h: Value]> = defineOperation({
  name: 'gru',
  summary: 'A state with reset and update gates, step by step.',
  source: 'Cho et al. 2014, Learning phrase representations using RNN encoder-decoder',
  inputs: ['x', 'h?', 'weights...'],
  traits: ['first-order', 'random'],
  types: (inputs, a) => resultTypes(typeAt(inputs, 0), a.hidden, undefined, a),
  multiplyAdds: inputs => products(inputs, 2),
  // Measured once: the input and seven numbers a step and unit.
  eagerKeeps({ inputs, attributes: a }) {
    const x = typeAt(inputs, 0);
    return [{ input: 0 }, perStep(x, a.hidden.times(7 * a.layers * directionsOf(a)))];
  },
  decompose: (op, inputs, a) =>
    unrolled(op, inputs[0], [inputs[1]], inputs.slice(2), { ...a, cell: 'gru', directions: directionsOf(a) }),
});

export const rnn: OperationOf<RnnAttributes, StateInputs, readonly [y: Value, h: Value]> = defineOperation({
  name: 'rnn',
  summary: 'The state is an activation of products with the input and with the state before.',
  source: 'Elman 1990, Finding structure in time',
  inputs: ['x', 'h?', 'weights...'],
  traits: ['first-order', 'random'],
  types: (inputs, a) => resultTypes(typeAt(inputs, 0), a.hidden, undefined, a),
  multiplyAdds: inputs => products(inputs, 2),
  // The input and each state, which is an activation's result.
  eagerKeeps({ inputs, attributes: a }) {
    const x = typeAt(inputs, 0);
    return [{ input: 0 }, perStep(x, a.hidden.times(a.layers * directionsOf(a)))];
  },
  decompose: (op, inputs, a) =>
    unrolled(op, inputs[0], [inputs[1]], inputs.slice(2), { ...a, cell: 'rnn', directions: directionsOf(a) }),
});
