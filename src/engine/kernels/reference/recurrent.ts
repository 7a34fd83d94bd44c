/** Recurrent layers, one sequence after the other: for each layer and direction its steps in order. */
import type { GruAttributes, LstmAttributes, RnnAttributes } from '../../../catalogue/operations/recurrent.js';
import type { Concrete } from '../../../catalogue/operations/operation.js';
import { streamOf, uniform } from '../../../shape/random.js';
import type { Counter, Kernel, Tensor } from '../kernel.js';
import { samplesOf, sizesOf, tensorAt, type Numbers } from './tensors.js';

type Vector = Float64Array;
type AnyAttributes = Concrete<LstmAttributes> & Partial<Pick<Concrete<RnnAttributes>, 'activation'>>;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** out = w x + bias. */
function affine(out: Vector, w: Numbers, x: Vector, bias: Numbers | undefined): void {
  for (let i = 0; i < out.length; i++) {
    let sum = bias?.[i] ?? 0;
    for (let j = 0; j < x.length; j++) sum += w[i * x.length + j]! * x[j]!;
    out[i] = sum;
  }
}

interface Cell {
  readonly byInput: Numbers;
  readonly byState: Numbers;
  readonly inputBias: Numbers | undefined;
  readonly stateBias: Numbers | undefined;
  readonly projection: Numbers | undefined;
}

/** Next h (and c, changed in place) from the products of x with all gates. */
type Step = (gates: Vector, h: Vector, c: Vector, cell: Cell) => Vector;

function recur(
  results: readonly Tensor[],
  inputs: readonly (Tensor | undefined)[],
  a: AnyAttributes,
  gateCount: number,
  states: number,
  counter: Counter,
  step: Step,
): void {
  const [y, x] = [tensorAt(results, 0), tensorAt(inputs, 0)];
  const sizes = sizesOf(x);
  const [steps, width] = [sizes.at(-2)!, sizes.at(-1)!];
  /** Sequences of a sample. */
  const beside = sizes.slice(0, -2).reduce((all, size) => all * size, 1);
  const directions = a.bidirectional ? 2 : 1;
  const out = a.projection ?? a.hidden;
  const weights = inputs.slice(1 + states);
  const perCell = 2 + a.biases + (a.projection === undefined ? 0 : 1);
  const cellAt = (index: number): Cell => {
    const data = (i: number): Numbers => tensorAt(weights, index * perCell + i).data;
    return {
      byInput: data(0),
      byState: data(1),
      inputBias: a.biases > 0 ? data(2) : undefined,
      stateBias: a.biases > 1 ? data(3) : undefined,
      projection: a.projection === undefined ? undefined : data(2 + a.biases),
    };
  };
  const rows = a.layers * directions;
  const initial = (state: number, n: number, index: number, size: number): Vector => {
    const given = inputs[1 + state];
    if (!given) return new Float64Array(size);
    const start = ((given.batched ? n : n % beside) * rows + index) * size;
    return Float64Array.from(given.data.subarray(start, start + size));
  };
  const gates = new Float64Array(gateCount * a.hidden);

  for (let n = 0; n < samplesOf(x) * beside; n++) {
    let flow: Vector[] = Array.from({ length: steps }, (_, t) =>
      Float64Array.from(x.data.subarray((n * steps + t) * width, (n * steps + t + 1) * width)),
    );
    for (let layer = 0; layer < a.layers; layer++) {
      const made = Array.from({ length: steps }, () => new Float64Array(out * directions));
      for (let direction = 0; direction < directions; direction++) {
        const index = layer * directions + direction;
        const cell = cellAt(index);
        let h = initial(0, n, index, out);
        const c = states > 1 ? initial(1, n, index, a.hidden) : new Float64Array(a.hidden);
        for (let i = 0; i < steps; i++) {
          const t = direction === 0 ? i : steps - 1 - i;
          affine(gates, cell.byInput, flow[t]!, cell.inputBias);
          h = step(gates, h, c, cell);
          made[t]!.set(h, direction * out);
        }
        tensorAt(results, 1).data.set(h, (n * rows + index) * out);
        if (states > 1) tensorAt(results, 2).data.set(c, (n * rows + index) * a.hidden);
      }
      flow = made;
      if (a.dropout && layer + 1 < a.layers) drop(flow, n, layer, a, a.dropout, counter);
    }
    flow.forEach((row, t) => y.data.set(row, (n * steps + t) * row.length));
  }
}

/** As the dropout that the plain composition has there. */
function drop(
  flow: Vector[],
  n: number,
  layer: number,
  a: AnyAttributes,
  p: number,
  { seed, step, node }: Counter,
): void {
  const stream = streamOf('draw', step, (a.draw ?? node) + (layer + 1) / 1024);
  flow.forEach((row, t) => {
    const start = (n * flow.length + t) * row.length;
    row.forEach((value, i) => (row[i] = uniform(seed, stream, start + i) < p ? 0 : value / (1 - p)));
  });
}

/** Gates in the order input, forget, cell, output. */
export const lstm: Kernel<LstmAttributes> = (results, inputs, a, counter) => {
  const { hidden } = a;
  const fromState = new Float64Array(4 * hidden);
  recur(results, inputs, a, 4, 2, counter, (gates, h, c, cell) => {
    affine(fromState, cell.byState, h, cell.stateBias);
    const y = new Float64Array(hidden);
    for (let i = 0; i < hidden; i++) {
      const part = (gate: number): number => gates[gate * hidden + i]! + fromState[gate * hidden + i]!;
      c[i] = logistic(part(1)) * c[i]! + logistic(part(0)) * Math.tanh(part(2));
      y[i] = logistic(part(3)) * Math.tanh(c[i]!);
    }
    if (!cell.projection) return y;
    const projected = new Float64Array(h.length);
    affine(projected, cell.projection, y, undefined);
    return projected;
  });
};

/** Gates in the order reset, update, candidate. */
export const gru: Kernel<GruAttributes> = (results, inputs, a, counter) => {
  const { hidden, resetAfter = true } = a;
  const fromState = new Float64Array(3 * hidden);
  const fromReset = new Float64Array(3 * hidden);
  recur(results, inputs, a, 3, 1, counter, (gates, h, _, cell) => {
    affine(fromState, cell.byState, h, cell.stateBias);
    const both = (gate: number, i: number): number => gates[gate * hidden + i]! + fromState[gate * hidden + i]!;
    const resets = Float64Array.from({ length: hidden }, (_, i) => logistic(both(0, i)));
    const masked = resets.map((reset, i) => reset * h[i]!);
    if (!resetAfter) affine(fromReset, cell.byState, masked, cell.stateBias);
    return Float64Array.from({ length: hidden }, (_, i) => {
      const at = 2 * hidden + i;
      const state = resetAfter ? resets[i]! * fromState[at]! : fromReset[at]!;
      const candidate = Math.tanh(gates[at]! + state);
      return candidate + logistic(both(1, i)) * (h[i]! - candidate);
    });
  });
};

export const rnn: Kernel<RnnAttributes> = (results, inputs, a, counter) => {
  const fromState = new Float64Array(a.hidden);
  recur(results, inputs, a, 1, 1, counter, (gates, h, _, cell) => {
    affine(fromState, cell.byState, h, cell.stateBias);
    return gates.map((gate, i) => {
      const sum = gate + fromState[i]!;
      return a.activation === 'relu' ? Math.max(0, sum) : Math.tanh(sum);
    });
  });
};
