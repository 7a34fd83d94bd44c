/** Recurrent operations step by step: the plain composition that has gradients. */
import { Dim } from '../../shape/dim.js';
import type { Builder } from './builder.js';
import type { Value } from './operation.js';
import { sizeAt, valueAt } from './rules.js';

interface Unrolling {
  readonly cell: 'lstm' | 'gru' | 'rnn';
  readonly hidden: Dim;
  readonly layers: number;
  readonly directions: number;
  readonly biases: 0 | 1 | 2;
  readonly projection?: Dim | undefined;
  readonly activation?: 'tanh' | 'relu';
  readonly resetAfter?: boolean;
  readonly dropout?: number;
  readonly draw?: number;
}

interface Cell {
  readonly byInput: Value;
  readonly byState: Value;
  readonly inputBias: Value | undefined;
  readonly stateBias: Value | undefined;
  readonly projection: Value | undefined;
}

type States = readonly Value[];

function cellOf(weights: readonly (Value | undefined)[], { biases, projection }: Unrolling, index: number): Cell {
  const size = 2 + biases + (projection ? 1 : 0);
  const own = weights.slice(index * size, (index + 1) * size);
  return {
    byInput: valueAt(own, 0),
    byState: valueAt(own, 1),
    inputBias: biases > 0 ? own[2] : undefined,
    stateBias: biases > 1 ? own[3] : undefined,
    projection: projection ? own[2 + biases] : undefined,
  };
}

/** Results in the operation's order: all outputs, then the last states. The number of steps must be known. */
export function unrolled(
  op: Builder,
  input: Value | undefined,
  initial: readonly (Value | undefined)[],
  weights: readonly (Value | undefined)[],
  a: Unrolling,
): readonly Value[] {
  let x = valueAt([input], 0);
  const beside = x.type.shape.slice(0, -2);
  const [along, across] = [beside.length, beside.length + 1];
  const steps = sizeAt(x.type.shape, along).value;
  const widths = a.cell === 'lstm' ? [a.projection ?? a.hidden, a.hidden] : [a.hidden];
  const last: Value[][] = widths.map(() => []);
  for (let layer = 0; layer < a.layers; layer++) {
    const outputs: Value[] = [];
    for (let direction = 0; direction < a.directions; direction++) {
      const index = layer * a.directions + direction;
      const cell = cellOf(weights, a, index);
      let states: States = widths.map((width, i) => {
        const given = initial[i];
        return given
          ? row(op, given, index)
          : op.constant({ value: 0, shape: [...beside, width], batched: x.type.batched });
      });
      const found: Value[] = [];
      for (let step = 0; step < steps; step++) {
        const at = direction === 0 ? step : steps - 1 - step;
        states = next(op, row(op, x, at), states, cell, a);
        found[at] = asRow(op, valueAt(states, 0));
      }
      outputs.push(found.length === 1 ? valueAt(found, 0) : op.concat(...found, { axis: along }));
      states.forEach((state, i) => last[i]?.push(asRow(op, state)));
    }
    x = outputs.length === 1 ? valueAt(outputs, 0) : op.concat(...outputs, { axis: across });
    if (a.dropout && layer + 1 < a.layers) {
      // Each layer draws a stream of its own, below those that a sequence hands out for whole operations.
      const draw = a.draw === undefined ? {} : { draw: a.draw + (layer + 1) / 1024 };
      x = op.dropout(x, { p: a.dropout, channel: false, ...draw });
    }
  }
  return [x, ...last.map(rows => (rows.length === 1 ? valueAt(rows, 0) : op.concat(...rows, { axis: along })))];
}

/** One row of [..., rows, width], as [..., width]. */
function row(op: Builder, x: Value, index: number): Value {
  const from = Dim.of(index);
  const { shape } = x.type;
  const one = op.slice(x, { axis: shape.length - 2, from, to: from.plus(1), step: Dim.of(1) });
  return op.reshape(one, { shape: [...shape.slice(0, -2), ...shape.slice(-1)] });
}

/** [..., width] as [..., 1, width]. */
function asRow(op: Builder, x: Value): Value {
  const { shape } = x.type;
  return op.reshape(x, { shape: [...shape.slice(0, -1), Dim.of(1), ...shape.slice(-1)] });
}

const lastAxis = (x: Value): number => x.type.shape.length - 1;

function gate(op: Builder, x: Value, hidden: Dim, index: number): Value {
  return op.slice(x, { axis: lastAxis(x), from: hidden.times(index), to: hidden.times(index + 1), step: Dim.of(1) });
}

const biased = (op: Builder, x: Value, bias: Value | undefined): Value =>
  bias ? op.addBias(x, bias, { axis: lastAxis(x) }) : x;

function next(op: Builder, x: Value, states: States, cell: Cell, a: Unrolling): States {
  const h = valueAt(states, 0);
  const fromInput = biased(op, op.dense(x, cell.byInput), cell.inputBias);
  if (a.cell === 'gru') return [nextGru(op, fromInput, h, cell, a)];
  const all = op.add(fromInput, biased(op, op.dense(h, cell.byState), cell.stateBias));
  if (a.cell === 'rnn') return [a.activation === 'relu' ? op.relu(all) : op.tanh(all)];
  const part = (index: number): Value => gate(op, all, a.hidden, index);
  const [input, forget, output] = [op.sigmoid(part(0)), op.sigmoid(part(1)), op.sigmoid(part(3))];
  const c = op.add(op.multiply(forget, valueAt(states, 1)), op.multiply(input, op.tanh(part(2))));
  const y = op.multiply(output, op.tanh(c));
  return [cell.projection ? op.dense(y, cell.projection) : y, c];
}

function nextGru(op: Builder, fromInput: Value, h: Value, cell: Cell, a: Unrolling): Value {
  const part = (x: Value, index: number): Value => gate(op, x, a.hidden, index);
  const fromState = biased(op, op.dense(h, cell.byState), cell.stateBias);
  const reset = op.sigmoid(op.add(part(fromInput, 0), part(fromState, 0)));
  const update = op.sigmoid(op.add(part(fromInput, 1), part(fromState, 1)));
  const state =
    a.resetAfter === false
      ? part(biased(op, op.dense(op.multiply(reset, h), cell.byState), cell.stateBias), 2)
      : op.multiply(reset, part(fromState, 2));
  const candidate = op.tanh(op.add(part(fromInput, 2), state));
  return op.add(candidate, op.multiply(update, op.subtract(h, candidate)));
}
