/** Losses: their operations give PyTorch's values (`reference/training.json`), computed by the plain kernels in double precision. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { losses } from '../../src/catalogue/losses/index.js';
import type { WholeLoss } from '../../src/catalogue/losses/loss.js';
import { Tape } from '../../src/plan/program.js';
import { Dim } from '../../src/shape/dim.js';
import { emptyTensor, evaluate, valueOf, type Values } from '../engine/kernels/evaluate.js';
import { readCall } from './read-call.js';

interface Value {
  readonly call: string;
  /** Shapes of the inputs, of one sample. */
  readonly shapes: readonly (readonly number[])[];
  readonly classes?: readonly unknown[];
  readonly value: number;
}
const training = JSON.parse(readFileSync('test/reference/training.json', 'utf8')) as { losses: readonly Value[] };
const table = losses as readonly WholeLoss[];
const BATCH = 2;

const called = (call: string): string => (call.includes('(') ? call : `${call}()`);

function lossOf({ call, shapes, classes }: Value): { readonly value: number; readonly shape: readonly Dim[] } {
  const { declaration, args } = readCall(table, called(call));
  const tape = new Tape();
  const values: Values = new Map();
  const inputs = shapes.map((shape, j) => {
    const integers = classes !== undefined && j === shapes.length - 1;
    const source = tape.sequence.source({
      shape: shape.map(n => Dim.of(n)),
      dtype: integers ? 'int64' : 'float',
      batched: true,
    });
    const tensor = emptyTensor(source, BATCH);
    const given = integers
      ? (classes.flat() as number[])
      : Array.from(tensor.data, (_, i) => Math.sin(0.9 * i + 1.1 * j + 0.3));
    tensor.data.set(given);
    values.set(source, tensor);
    return source;
  });
  const named = Object.fromEntries(declaration.inputs.flatMap(({ name }, i) => (inputs[i] ? [[name, inputs[i]]] : [])));
  const result = declaration.lower?.(tape.sequence.op, named, args);
  assert.ok(result, 'no operations');
  assert.equal(result.type.batched, false, 'one number for the batch');
  evaluate(tape.nodes(), values, BATCH);
  return { value: Number(valueOf(values, result).data[0]), shape: result.type.shape };
}

describe('losses', () => {
  for (const one of training.losses) {
    it(`${one.call} of ${JSON.stringify(one.shapes)} is PyTorch's`, () => {
      const { value, shape } = lossOf(one);
      assert.deepEqual(shape, []);
      assert.ok(Math.abs(value - one.value) < 1e-9, `${String(value)} instead of ${String(one.value)}`);
    });
  }

  it('contrastive is the squared distance of a pair that belongs together', () => {
    // By hand: left and right differ in one number by 0.5, so d = 0.5 and the loss of a pair is 0.25 or (1 - 0.5)² = 0.25.
    const { declaration, args } = readCall(table, 'contrastive()');
    for (const together of [1, 0]) {
      const tape = new Tape();
      const values: Values = new Map();
      const source = (shape: readonly number[], data: readonly number[]) => {
        const value = tape.sequence.source({ shape: shape.map(n => Dim.of(n)), dtype: 'float', batched: true });
        const tensor = emptyTensor(value, 1);
        tensor.data.set(data);
        values.set(value, tensor);
        return value;
      };
      const inputs = { left: source([2], [1, 0.5]), right: source([2], [1, 0]), target: source([], [together]) };
      const result = declaration.lower?.(tape.sequence.op, inputs, args);
      assert.ok(result);
      evaluate(tape.nodes(), values, 1);
      assert.ok(Math.abs(Number(valueOf(values, result).data[0]) - 0.25) < 1e-5);
    }
  });

  it('each has an example that names it', () => {
    for (const { name, example } of table) assert.ok(example.startsWith(name), name);
  });
});
