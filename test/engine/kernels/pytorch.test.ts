/** Plain kernels and gradients against what PyTorch computes, and declared kept bytes against what its autograd saves. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { operations } from '../../../src/catalogue/operations/index.js';
import type { Attribute, Attributes, Operation, Value } from '../../../src/catalogue/operations/operation.js';
import { Dim } from '../../../src/shape/dim.js';
import { elementBytes, isFloating } from '../../../src/shape/dtype.js';
import { differentiate } from '../../../src/plan/differentiate.js';
import { concreteShape, elementsOf } from '../../../src/plan/concrete.js';
import { Tape } from '../../../src/plan/program.js';
import type { Tensor } from '../../../src/engine/kernels/kernel.js';
import { emptyTensor, evaluate, valueOf, type Values } from './evaluate.js';

interface Input {
  readonly shape: readonly number[];
  readonly batched: boolean;
  readonly scale?: number;
  readonly offset?: number;
  readonly integers?: readonly number[];
  readonly fixed?: boolean;
}

type Plain = number | boolean | string | readonly (number | readonly number[])[];

interface Case {
  readonly op: string;
  readonly inputs: readonly (Input | null)[];
  readonly attributes: Readonly<Record<string, Plain>>;
  readonly kept: number;
  readonly outputs?: readonly (readonly number[])[];
  readonly gradients?: readonly (readonly number[] | null)[];
}

const BATCH = 2;
/** What PyTorch keeps of these follows another rule or another kernel than the one the operation stands for. */
const keptElsewhere: Readonly<Record<string, string>> = {
  lstm: 'an estimate: PyTorch keeps a workspace of oneDNN',
  gru: 'measured on another case',
  rnn: 'PyTorch keeps the states of its own composition',
};
const losses = ['crossEntropy', 'nll', 'mse', 'l1', 'huber', 'binaryCrossEntropy', 'klDivergence'];

const cases = JSON.parse(readFileSync('test/reference/operations.json', 'utf8')) as readonly Case[];
const table = operations as unknown as Readonly<Record<string, Operation>>;

/** Attributes that count cells are sizes. */
const sizes = new Set(
  'stride padding dilation groups kernel size outputPadding heads kvHeads hidden projection shape amounts shift divisor'.split(
    ' ',
  ),
);

function attributesOf(plain: Case['attributes']): Attributes {
  const attribute = (value: Plain, sized: boolean): Attribute => {
    if (typeof value === 'number') return sized ? Dim.of(value) : value;
    return typeof value === 'object' ? value.map(each => attribute(each, sized)) : value;
  };
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, attribute(value, sizes.has(name))]));
}

interface Recorded {
  readonly tape: Tape;
  readonly sources: readonly (Value | undefined)[];
  readonly results: readonly Value[];
}

function record({ op, inputs, attributes }: Case): Recorded {
  const tape = new Tape();
  const sources = inputs.map(input => {
    if (!input) return undefined;
    const dtype = input.integers ? 'int64' : 'float';
    return tape.sequence.source({ shape: input.shape.map(size => Dim.of(size)), batched: input.batched, dtype });
  });
  const results = tape.sequence.add(table[op]!, sources, attributesOf(attributes));
  return { tape, sources, results };
}

function filled(value: Value, input: Input, j: number): Tensor {
  const tensor = emptyTensor(value, BATCH);
  const { integers, scale = 1, offset = 0 } = input;
  for (let i = 0; i < tensor.data.length; i++) {
    tensor.data[i] = integers ? integers[i]! : scale * Math.sin(0.7 * i + 1.3 * j + 0.5) + offset;
  }
  return tensor;
}

function assertClose(found: Tensor['data'], wanted: readonly number[], what: string): void {
  assert.equal(found.length, wanted.length, what);
  wanted.forEach((number, i) => {
    const error = Math.abs(found[i]! - number) / Math.max(1, Math.abs(number));
    assert.ok(error < 1e-7, `${what} at ${i}: ${found[i]!}, PyTorch ${number}`);
  });
}

function checkValues(sample: Case, outputs: readonly (readonly number[])[]): void {
  const { tape, sources, results } = record(sample);
  const start: Values = new Map();
  sources.forEach((value, j) => {
    const input = sample.inputs[j];
    if (value && input) start.set(value, filled(value, input, j));
  });
  const reached = results.slice(0, outputs.length).filter(({ type }) => isFloating(type.dtype));
  const gradients = reached.map((result, r) => {
    const seed = tape.sequence.source(result.type);
    const tensor = emptyTensor(seed, BATCH);
    tensor.data.forEach((_, i) => (tensor.data[i] = Math.cos(0.9 * i + r)));
    start.set(seed, tensor);
    return seed;
  });
  // Running statistics have no gradient; PyTorch's sum leaves them out.
  const flowing = sample.op === 'batchNorm' ? 1 : reached.length;
  const loss = tape.from({ path: '', pass: 'loss' }, op =>
    reached
      .slice(0, flowing)
      .map((result, r) => {
        const product = op.multiply(result, gradients[r]!);
        const sum = op.reduceSum(product, { axes: result.type.shape.map((_, axis) => axis), keep: false });
        return sum.type.batched ? op.sumOverBatch(sum) : sum;
      })
      .reduce<Value | undefined>((total, each) => (total ? op.add(total, each) : each), undefined),
  );
  const by = sources.filter((value, j): value is Value => value !== undefined && sample.gradients?.[j] !== null);
  const found = loss ? differentiate(tape, loss, by) : new Map<Value, Value>();
  const values = evaluate(tape.nodes(), start, BATCH);
  outputs.forEach((wanted, i) => assertClose(valueOf(values, results[i]!).data, wanted, `result ${i}`));
  sources.forEach((value, j) => {
    const wanted = sample.gradients?.[j];
    if (!value || !wanted) return;
    const gradient = found.get(value);
    const data = gradient ? valueOf(values, gradient).data : new Float64Array(wanted.length);
    assertClose(data, wanted, `gradient by input ${j}`);
  });
}

/** Bytes by the rule of docs/memory.md: each storage once, weights never. */
function keptBytes(sample: Case): number {
  const { sources, results, tape } = record(sample);
  const { operation, attributes } = tape.sequence.nodes[0]!;
  const needs = sample.inputs.map(input => input !== null && !input.fixed);
  const kept = operation.eagerKeeps?.({
    inputs: sources.map(value => value?.type),
    results: results.map(({ type }) => type),
    needs,
    attributes,
  });
  const storages = new Set<Value>();
  let bytes = 0;
  for (const each of kept ?? []) {
    if ('buffer' in each) {
      const shape = concreteShape({ shape: each.buffer, dtype: each.dtype, batched: each.batched }, BATCH);
      bytes += elementsOf(shape) * elementBytes(each.dtype);
      continue;
    }
    const value = 'input' in each ? sources[each.input] : results[each.result];
    const isWeight = 'input' in each && sample.inputs[each.input]?.batched === false;
    if (value && !isWeight) storages.add(value);
  }
  for (const { type } of storages) bytes += elementsOf(concreteShape(type, BATCH)) * elementBytes(type.dtype);
  return bytes;
}

describe('plain kernels and PyTorch 2.15', () => {
  for (const sample of cases) {
    const { op, attributes, outputs, kept } = sample;
    const title = `${op} ${JSON.stringify(attributes).replaceAll('"', '')}`;
    if (outputs) it(`agree on ${title}`, () => checkValues(sample, outputs));
    if (keptElsewhere[op] === undefined && !losses.includes(op))
      it(`keep the same for backward: ${title}`, () => assert.equal(keptBytes(sample), kept));
  }
});
