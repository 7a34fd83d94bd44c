/** Recurrent layers as whole operations: simple, gated and long short-term memory, over layers and directions. */
import { Dim } from '../../shape/dim.js';
import { elements } from '../../shape/shape.js';
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
/** `single`: one step, as PyTorch's cells compute it. */
export type LstmAttributes = RecurrentAttributes & { readonly projection?: Dim | undefined; readonly single?: boolean };
export type RnnAttributes = RecurrentAttributes & { readonly activation: 'tanh' | 'relu'; readonly single?: boolean };
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

const rowsOf = (a: RecurrentAttributes): number => a.layers * directionsOf(a);

/** So many numbers for each sequence. */
const perSample = ({ shape, dtype, batched }: TensorType, count: Dim): Kept => ({
  buffer: [...shape.slice(0, -2), count],
  dtype,
  batched,
});

/** What the layers read: the first one a copy for each direction, the next ones what is below them, and what drops out of it. */
function between(x: TensorType, a: RecurrentAttributes, out: Dim): readonly Kept[] {
  const [steps, width] = [sizeAt(x.shape, -2), sizeAt(x.shape, -1)];
  const directions = directionsOf(a);
  const each = (a.dropout ?? 0) > 0 ? 2 : 1;
  const above = out.times((a.layers - 1) * directions * each);
  return [{ input: 0 }, perSample(x, steps.times(width.times(directions - 1).plus(above)))];
}

/** Numbers of a row as oneDNN lays it: whole lines of 64 bytes, and one more where rows would meet in the cache. */
function rowOf(width: Dim): Dim {
  const lines = width.ceilDiv(16).times(16);
  return lines.isMultipleOf(256) === true ? lines.plus(16) : lines;
}

/** Seven parts of the workspace begin at pages of 4 KiB, so half a page of each is lost in the mean. */
const HALF_PAGES = 7 * 512;

/** What oneDNN keeps of one layer and direction for a sample: gates, states between layers and steps, memory cells, and of their gradients. */
function workspace(steps: Dim, width: Dim, hidden: Dim): Dim {
  const gates = rowOf(hidden.times(4)).plus(rowOf(hidden)).times(steps);
  const states = rowOf(width.max(hidden)).times(6).plus(hidden.times(4));
  return gates.plus(states.times(steps.plus(1)));
}

export const lstm: OperationOf<LstmAttributes, CellInputs, readonly [y: Value, h: Value, c: Value]> = defineOperation({
  name: 'lstm',
  autocast: () => 'half',
  summary: 'A state and a memory cell with input, forget and output gates, step by step.',
  source: 'Hochreiter & Schmidhuber 1997; Gers et al. 2000 (forget gate); Sak et al. 2014 (projection)',
  inputs: ['x', 'h?', 'c?', 'weights...'],
  traits: ['first-order', 'random'],
  types: (inputs, a) => resultTypes(typeAt(inputs, 0), a.projection ?? a.hidden, a.hidden, a),
  multiplyAdds: inputs => products(inputs, 3),
  eagerKeeps({ inputs, attributes: a }) {
    const x = typeAt(inputs, 0);
    const [rows, directions] = [rowsOf(a), directionsOf(a)];
    const steps = sizeAt(x.shape, -2);
    const { projection, hidden } = a;
    // Four gates and the tanh of the memory cell; zeros at the start are one tensor for both.
    if (a.single === true) {
      const given = [1, 2].flatMap(i => (inputs[i] ? [{ input: i }] : []));
      return [{ input: 0 }, ...given, perSample(x, hidden.times(given.length === 2 ? 5 : 6))];
    }
    // Gates, memory cell, its tanh and the product of both, projected: PyTorch goes step by step.
    if (projection)
      return [...between(x, a, projection), perSample(x, steps.times(hidden.times(7).plus(projection)).times(rows))];
    const above = hidden.times(steps).times((a.layers - 1) * directions);
    let own = hidden.times(2 * rows);
    // Two directions give a result each, which are laid side by side for the layer above.
    if (directions > 1) own = own.plus(hidden.times(steps).times(rows));
    own = own.plus(above);
    if ((a.dropout ?? 0) > 0) own = own.plus(above.times(directions === 1 ? 2 : 1));
    let copies = Dim.of(HALF_PAGES * rows);
    for (let layer = 0; layer < a.layers; layer++) {
      const width = layer === 0 ? sizeAt(x.shape, -1) : hidden.times(directions);
      own = own.plus(workspace(steps, width, hidden).times(directions));
      // Without biases the weights are copied.
      if (a.biases === 0) copies = copies.plus(hidden.times(4 * directions).times(width.plus(hidden)));
    }
    return [
      { input: 0 },
      ...(directions === 1 ? [{ result: 0 }] : []),
      ...[1, 2].map((i): Kept => (inputs[i] ? { input: i } : perSample(x, hidden.times(rows)))),
      perSample(x, own),
      { buffer: [copies], dtype: x.dtype, batched: false },
    ];
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
  autocast: () => 'half',
  summary: 'A state with reset and update gates, step by step.',
  source: 'Cho et al. 2014, Learning phrase representations using RNN encoder-decoder',
  inputs: ['x', 'h?', 'weights...'],
  traits: ['first-order', 'random'],
  types: (inputs, a) => resultTypes(typeAt(inputs, 0), a.hidden, undefined, a),
  multiplyAdds: inputs => products(inputs, 2),
  // Seven numbers a step and unit, one of them the state before.
  eagerKeeps({ inputs, attributes: a }) {
    const x = typeAt(inputs, 0);
    const states = a.hidden.times(rowsOf(a));
    const all = states.times(sizeAt(x.shape, -2)).times(7);
    const own = inputs[1] ? [{ input: 1 }, perSample(x, all.minus(states))] : [perSample(x, all)];
    return [...between(x, a, a.hidden), ...own];
  },
  decompose: (op, inputs, a) =>
    unrolled(op, inputs[0], [inputs[1]], inputs.slice(2), { ...a, cell: 'gru', directions: directionsOf(a) }),
});

export const rnn: OperationOf<RnnAttributes, StateInputs, readonly [y: Value, h: Value]> = defineOperation({
  name: 'rnn',
  autocast: () => 'half',
  summary: 'The state is an activation of products with the input and with the state before.',
  source: 'Elman 1990, Finding structure in time',
  inputs: ['x', 'h?', 'weights...'],
  traits: ['first-order', 'random'],
  types: (inputs, a) => resultTypes(typeAt(inputs, 0), a.hidden, undefined, a),
  multiplyAdds: inputs => products(inputs, 2),
  // Each state, which is an activation's result, and that at the start.
  eagerKeeps({ inputs, attributes: a }) {
    const x = typeAt(inputs, 0);
    const states = a.hidden.times(rowsOf(a));
    const start: Kept = inputs[1] ? { input: 1 } : perSample(x, states);
    // A cell hands its state out as it is.
    const made: Kept = a.single === true ? { result: 1 } : perSample(x, states.times(sizeAt(x.shape, -2)));
    return [...between(x, a, a.hidden), start, made];
  },
  decompose: (op, inputs, a) =>
    unrolled(op, inputs[0], [inputs[1]], inputs.slice(2), { ...a, cell: 'rnn', directions: directionsOf(a) }),
});
