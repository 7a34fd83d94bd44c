/** `checkOp`: declared shapes are the kernel's, gradients and gradients of gradients are differences, all in double precision. */
import assert from 'node:assert/strict';
import type { Attributes, WholeOperation, Value } from '../../../src/catalogue/operations/operation.js';
import type { Builder } from '../../../src/catalogue/operations/builder.js';
import { Dim } from '../../../src/shape/dim.js';
import { isFloating, type DType } from '../../../src/shape/dtype.js';
import { integer, streamOf, uniform } from '../../../src/shape/random.js';
import { differentiate } from '../../../src/plan/differentiate.js';
import { Tape } from '../../../src/plan/program.js';
import { emptyTensor, evaluate, valueOf, type Values } from './evaluate.js';

/** An input: its type, and from where its numbers are drawn. */
export interface Given {
  readonly shape: readonly number[];
  readonly batched: boolean;
  readonly dtype: DType;
  readonly low: number;
  readonly high: number;
  /** Its gradient is not asked for. */
  readonly fixed: boolean;
}

export interface Case {
  readonly inputs: readonly (Given | undefined)[];
  readonly attributes?: Attributes;
  /** Instead of the operation alone: what makes its inputs fit together. */
  readonly build?: (op: Builder, inputs: readonly Value[]) => Value | readonly Value[];
  /** The gradient is so many times the difference: 0 and -1 for what stops or turns it. */
  readonly factor?: number;
  readonly batch?: number;
  /** The results through which gradients flow, where these are not all. */
  readonly reaching?: readonly number[];
}

const given =
  (defaults: Partial<Given>) =>
  (shape: readonly number[], more: Partial<Given> = {}): Given => ({
    shape,
    batched: true,
    dtype: 'float',
    low: -2,
    high: 2,
    fixed: false,
    ...defaults,
    ...more,
  });

/** A tensor for each sample. */
export const each = given({});
/** One for all: a weight. */
export const all = given({ batched: false });
export const indices = (shape: readonly number[], below: number, more: Partial<Given> = {}): Given =>
  given({ dtype: 'int64', low: 0, high: below, fixed: true })(shape, more);

export const dims = (...sizes: readonly number[]): readonly Dim[] => sizes.map(size => Dim.of(size));
export const pairs = (...sides: readonly (readonly [number, number])[]): readonly (readonly [Dim, Dim])[] =>
  sides.map(([before, after]) => [Dim.of(before), Dim.of(after)] as const);

function source(tape: Tape, { shape, batched, dtype }: Given): Value {
  return tape.sequence.source({ shape: dims(...shape), batched, dtype });
}

function fill(value: Value, batch: number, stream: number, low = -1, high = 1): ReturnType<typeof emptyTensor> {
  const tensor = emptyTensor(value, batch);
  for (let i = 0; i < tensor.data.length; i++) {
    tensor.data[i] = isFloating(value.type.dtype)
      ? low + (high - low) * uniform(1, stream, i)
      : integer(1, stream, i, high - low) + low;
  }
  return tensor;
}

/** Sum of all elements of all float results, each times a random number of its own: a number that depends on all of them. */
function mixed(tape: Tape, results: readonly Value[], weights: Map<Value, number>, purpose: string): Value | undefined {
  let total: Value | undefined;
  results.forEach((result, i) => {
    if (!isFloating(result.type.dtype)) return;
    const weight = tape.sequence.source({ ...result.type });
    weights.set(weight, streamOf(purpose, i));
    tape.from({ path: '', pass: 'loss' }, op => {
      const product = op.multiply(result, weight);
      const sum = op.reduceSum(product, { axes: result.type.shape.map((_, axis) => axis), keep: false });
      const number = sum.type.batched ? op.sumOverBatch(sum) : sum;
      total = total ? op.add(total, number) : number;
    });
  });
  return total;
}

export function checkOp(operation: WholeOperation, sample: Case): void {
  const batch = sample.batch ?? 2;
  const tape = new Tape();
  const sources = sample.inputs.map(input => input && source(tape, input));
  const present = sources.filter(value => value !== undefined);
  const made = tape.from({ path: '', pass: 'forward' }, op =>
    sample.build ? sample.build(op, present) : tape.sequence.add(operation, sources, sample.attributes ?? {}),
  );
  const results = 'id' in made ? [made] : made;
  const weights = new Map<Value, number>();
  if (operation.decompose) checkDecomposition(operation, sample, batch);
  const reaching = sample.reaching?.map(i => results[i]!) ?? results;
  const loss = mixed(tape, reaching, weights, 'result');
  const start: Values = new Map();
  sources.forEach((value, i) => {
    const input = sample.inputs[i];
    if (value && input) start.set(value, fill(value, batch, streamOf('input', i), input.low, input.high));
  });
  for (const [value, stream] of weights) start.set(value, fill(value, batch, stream));

  const first = evaluate(tape.nodes(), new Map(start), batch);
  for (const result of results) {
    const { data, shape } = valueOf(first, result);
    const wanted = emptyTensor(result, batch);
    assert.deepEqual(shape, wanted.shape);
    if (wanted.data instanceof Float64Array)
      assert.ok(data.every(Number.isFinite), 'a kernel leaves numbers unwritten');
    else assert.ok(!data.includes(-99), 'a kernel leaves integers unwritten');
  }
  const by = sources.filter((value, i): value is Value => value !== undefined && sample.inputs[i]?.fixed === false);
  if (!loss || by.length === 0) return;

  const gradients = differentiate(tape, loss, by);
  checkDifferences('gradient', tape, loss, by, gradients, start, batch, sample.factor ?? 1);
  if (sample.factor !== undefined) return;

  const found = [...gradients.values()];
  const second = new Map<Value, number>();
  const inner = mixed(tape, found, second, 'gradient');
  if (!inner) return;
  for (const [value, stream] of second) start.set(value, fill(value, batch, stream));
  checkDifferences('second gradient', tape, inner, by, differentiate(tape, inner, by), start, batch, 1);
}

/** A kernel and the plain operations that its own operation is made of give the same. */
function checkDecomposition(operation: WholeOperation, sample: Case, batch: number): void {
  if (sample.build) return;
  const tape = new Tape();
  const sources = sample.inputs.map(input => input && source(tape, input));
  const whole = tape.sequence.add(operation, sources, sample.attributes ?? {});
  const { attributes } = tape.sequence.nodes[0]!;
  const parts = operation.decompose?.(tape.sequence.op, sources, attributes) ?? [];
  const start: Values = new Map();
  sources.forEach((value, i) => {
    const input = sample.inputs[i];
    if (value && input) start.set(value, fill(value, batch, streamOf('input', i), input.low, input.high));
  });
  const values = evaluate(tape.nodes(), start, batch);
  assert.equal(parts.length, whole.length);
  whole.forEach((value, i) => {
    const [a, b] = [valueOf(values, value), valueOf(values, parts[i]!)];
    assert.deepEqual(a.shape, b.shape);
    a.data.forEach((x, at) =>
      assert.ok(Math.abs(x - b.data[at]!) < 1e-9, `result ${i} at ${at}: ${x}, ${b.data[at]!}`),
    );
  });
}

const STEP = 1e-4;
/** Of a large input, so many elements are moved. */
const MOST_ELEMENTS = 12;

function checkDifferences(
  what: string,
  tape: Tape,
  loss: Value,
  by: readonly Value[],
  gradients: ReadonlyMap<Value, Value>,
  start: Values,
  batch: number,
  factor: number,
): void {
  const nodes = tape.nodes();
  const values = evaluate(nodes, new Map(start), batch);
  const needed = nodes.slice(0, nodes.findIndex(({ results }) => results.includes(loss)) + 1);
  const numberAt = (): number => valueOf(evaluate(needed, new Map(start), batch), loss).data[0]!;
  by.forEach((value, which) => {
    const at = valueOf(start, value).data;
    const gradient = gradients.get(value);
    const found = gradient && valueOf(values, gradient).data;
    const jump = Math.ceil(at.length / MOST_ELEMENTS);
    for (let i = 0; i < at.length; i += jump) {
      const held = at[i]!;
      const difference = (reach: number): number => {
        at[i] = held + reach;
        const above = numberAt();
        at[i] = held - reach;
        const below = numberAt();
        at[i] = held;
        return (above - below) / (2 * reach);
      };
      // Richardson: the errors of two steps cancel to fourth order.
      const wanted = factor * ((4 * difference(STEP / 2) - difference(STEP)) / 3);
      const got = found?.[i] ?? 0;
      const error = Math.abs(got - wanted) / Math.max(1, Math.abs(wanted));
      assert.ok(error < 1e-6, `${what} by input ${which} at ${i}: ${got}, but differences give ${wanted}`);
    }
  });
}
