/** Small programs written by hand, and random ones. */
import fc from 'fast-check';
import { trainingStep } from '../../src/plan/step.js';
import {
  Tape,
  type NamedValue,
  type Program,
  type ProgramWeight,
  type Step,
  type Value,
} from '../../src/plan/program.js';
import { shapeOf } from '../../src/shape/shape.js';

export interface Growing {
  readonly tape: Tape;
  input(name: string, shape: readonly number[], dtype?: 'float' | 'int64'): Value;
  weight(path: string, shape: readonly number[], trainable?: boolean): Value;
  program(outputs: readonly NamedValue[]): Program;
}

/** A program to be filled by `tape`'s builder. */
export function growing(): Growing {
  const tape = new Tape();
  const inputs: NamedValue[] = [];
  const weights: ProgramWeight[] = [];
  return {
    tape,
    input(name, shape, dtype = 'float') {
      const value = tape.sequence.source({ shape: shapeOf(...shape), dtype, batched: true });
      inputs.push({ name, value });
      return value;
    },
    weight(path, shape, trainable = true) {
      const type = { shape: shapeOf(...shape), dtype: 'float', batched: false } as const;
      const value = tape.sequence.source(type);
      const [layer = '', name = ''] = path.split('.');
      weights.push({ path, layer, name, shape: type.shape, init: 'zeros', trainable, value });
      return value;
    },
    program: outputs => ({ tape, inputs, weights, buffers: [], outputs }),
  };
}

/** Two dense layers with a tanh between, and the mean square of what comes out. */
export function tinyStep(): { readonly step: Step; readonly loss: Value } {
  const net = growing();
  const { op } = net.tape.sequence;
  const x = net.input('x', [3]);
  const [w1, b1] = [net.weight('one.weight', [4, 3]), net.weight('one.bias', [4])];
  const [w2, b2] = [net.weight('two.weight', [2, 4]), net.weight('two.bias', [2])];
  const h = op.tanh(op.addBias(op.dense(x, w1), b1, { axis: 0 }));
  const y = op.addBias(op.dense(h, w2), b2, { axis: 0 });
  const loss = op.meanOverBatch(op.reduceMean(op.square(y), { axes: [0], keep: false }));
  const step = trainingStep(net.program([{ name: 'y', value: y }]), loss, [
    { name: 'loss', value: loss },
    { name: 'y', value: y },
  ]);
  return { step, loss };
}

/** Which operation comes next and what it reads: places in the list of values so far, taken modulo its length. */
export interface Draft {
  readonly kind: 'add' | 'multiply' | 'relu' | 'square' | 'reshape' | 'dense';
  readonly a: number;
  readonly b: number;
}

export const drafts = fc.array(
  fc.record<Draft>({
    kind: fc.constantFrom('add', 'multiply', 'relu', 'square', 'reshape', 'dense'),
    a: fc.nat(1000),
    b: fc.nat(1000),
  }),
  { minLength: 1, maxLength: 30 },
);

/** A step of operations on vectors of 4; every value may be read as often as it likes. */
export function randomStep(list: readonly Draft[]): Step {
  const net = growing();
  const { op } = net.tape.sequence;
  const values = [net.input('x', [4]), net.input('z', [4])];
  const any = (i: number): Value => values[i % values.length]!;
  list.forEach(({ kind, a, b }, i) => {
    const made = {
      add: () => op.add(any(a), any(b)),
      multiply: () => op.multiply(any(a), any(b)),
      relu: () => op.relu(any(a)),
      square: () => op.square(any(a)),
      reshape: () => op.reshape(op.reshape(any(a), { shape: shapeOf(2, 2) }), { shape: shapeOf(4) }),
      dense: () => op.dense(any(a), net.weight(`w${i}.weight`, [4, 4])),
    }[kind]();
    values.push(made);
  });
  const last = values.at(-1)!;
  const loss = op.meanOverBatch(op.reduceMean(op.square(last), { axes: [0], keep: false }));
  return trainingStep(net.program([{ name: 'y', value: last }]), loss, [
    { name: 'loss', value: loss },
    { name: 'y', value: last },
  ]);
}
