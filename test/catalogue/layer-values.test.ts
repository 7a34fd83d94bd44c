/**
 * Layers and blocks of several operations compute what PyTorch's modules compute, forwards and backwards, in double precision
 * (`reference/layer_values.json`, whose script says which numbers flow in and how gradients are summed up).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { Call } from '../../src/graph/graph.js';
import { differentiate } from '../../src/plan/differentiate.js';
import { lowerNetwork } from '../../src/plan/lower-network.js';
import { Tape, type Value } from '../../src/plan/program.js';
import { isFloating } from '../../src/shape/dtype.js';
import { analyzeText } from '../analysis/sources.js';
import { emptyTensor, evaluate, valueOf, type Values } from '../engine/kernels/evaluate.js';

/** The sum of the elements times a wave, and of their squares. */
type Seen = readonly [number, number];

/** Numbers of an input: waves, or integers below some number. */
type InputShape = readonly number[] | { readonly shape: readonly number[]; readonly below: number };

interface LayerValues {
  /** One layer on the input `x`, or whole steps. Arguments may name the further inputs `y`, `z` and `w`. */
  readonly step: string;
  /** Definitions above the network. */
  readonly above?: string;
  readonly shapes: readonly InputShape[];
  readonly training?: boolean;
  /** Results too that a layer leaves out unless somebody reads them. */
  readonly all?: boolean;
  /** Results in full, or each summed up. */
  readonly values?: readonly (readonly number[])[];
  readonly sums?: readonly Seen[];
  readonly gradients: readonly (Seen | null)[];
}
const { cases } = JSON.parse(readFileSync('test/reference/layer_values.json', 'utf8')) as {
  cases: readonly LayerValues[];
};
const BATCH = 2;

/** What is run: values from outside, what they become, on one tape. */
interface Runnable {
  readonly tape: Tape;
  readonly inputs: readonly Value[];
  readonly weights: readonly Value[];
  readonly buffers: readonly { readonly value: Value; readonly values: ((i: number) => number) | undefined }[];
  readonly results: readonly Value[];
}

const isWhole = ({ step, above }: LayerValues): boolean => above !== undefined || step.includes('\n');

function runnable(one: LayerValues): Runnable {
  const { step, above = '', shapes, training = false, all = false } = one;
  const inputs = shapes.map((given, i) => {
    const shape = 'shape' in given ? given.shape : given;
    return `  input ${'xyzw'.charAt(i)}: [${shape.join(', ')}]`;
  });
  const start = isWhole(one) ? '' : '  x -> ';
  const report = analyzeText([above, 'network Case {', ...inputs, `${start}${step}`, '}'].join('\n'));
  assert.deepEqual(
    report.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const [graph] = report.graph.networks.filter(({ name }) => name === 'Case');
  assert.ok(graph);
  if (isWhole(one)) {
    const program = lowerNetwork(graph, { training });
    assert.ok(program);
    return {
      tape: program.tape,
      inputs: program.inputs.map(({ value }) => value),
      weights: program.weights.map(({ value }) => value),
      buffers: program.buffers.map(({ value, values }) => ({ value, values })),
      results: program.outputs.map(({ value }) => value),
    };
  }
  const node = graph.body.nodes.at(-1);
  assert.ok(node?.kind === 'layer');
  return ofCall(node.call, training, all);
}

function ofCall(call: Call, training: boolean, all: boolean): Runnable {
  const lowered = call.lowered(training, all);
  assert.ok(lowered);
  const tape = new Tape();
  const here = new Map<Value, Value>();
  const source = (value: Value): Value => {
    const own = tape.sequence.source(value.type);
    here.set(value, own);
    return own;
  };
  const at = (value: Value): Value => here.get(value) ?? source(value);
  const inputs = lowered.inputs.map(source);
  const weights = Object.values(lowered.weights).map(source);
  const buffers = Object.entries(lowered.buffers).map(([name, value]) => ({
    value: source(value),
    values: call.buffers.find(buffer => buffer.name === name)?.values,
  }));
  for (const node of lowered.nodes) {
    const made = tape.sequence.repeat(
      node,
      node.inputs.map(input => input && at(input)),
    );
    node.results.forEach((result, i) => here.set(result, made[i]!));
  }
  return { tape, inputs, weights, buffers, results: lowered.results.map(at) };
}

function filled(one: LayerValues, { inputs, weights, buffers }: Runnable): Values {
  const values: Values = new Map();
  const put = (value: Value, number: (i: number) => number): void => {
    const tensor = emptyTensor(value, BATCH);
    tensor.data.forEach((_, i) => (tensor.data[i] = number(i)));
    values.set(value, tensor);
  };
  inputs.forEach((value, j) => {
    const given = one.shapes[j];
    const below = given && 'below' in given ? given.below : undefined;
    put(value, i => (below === undefined ? Math.sin(0.7 * i + 1.3 * j + 0.5) : (7 * i + 3 * j + 1) % below));
  });
  weights.forEach((value, j) => {
    put(value, i => 0.6 * Math.sin(1.9 * i + 0.8 * j + 0.2));
  });
  buffers.forEach(({ value, values: own }, j) => {
    put(value, own ?? (i => 1.2 + Math.sin(0.4 * i + j)));
  });
  return values;
}

/** Gradients by inputs and weights of the sum of all results, each element times a wave. */
function gradientsOf(one: LayerValues, run: Runnable): readonly (Seen | null)[] {
  const { tape, inputs, weights, results } = run;
  const waves = new Map<Value, number>();
  const loss = tape.from({ path: '', pass: 'loss' }, op => {
    const sums = results.map((result, j) => {
      const wave = tape.sequence.source(result.type);
      waves.set(wave, j);
      const weighed = op.multiply(result, wave);
      const axes = result.type.shape.map((_, i) => i);
      const sum = axes.length > 0 ? op.reduceSum(weighed, { axes, keep: false }) : weighed;
      return sum.type.batched ? op.sumOverBatch(sum) : sum;
    });
    return sums.reduce((a, b) => op.add(a, b));
  });
  const by = [...inputs, ...weights];
  const found = differentiate(
    tape,
    loss,
    by.filter(value => isFloating(value.type.dtype)),
  );
  const values = filled(one, run);
  for (const [wave, j] of waves) {
    const tensor = emptyTensor(wave, BATCH);
    tensor.data.forEach((_, i) => (tensor.data[i] = Math.cos(0.9 * i + 1.7 * j + 0.4)));
    values.set(wave, tensor);
  }
  evaluate(tape.nodes(), values, BATCH);
  return by.map(value => {
    const gradient = found.get(value);
    return gradient ? seen(valueOf(values, gradient).data) : null;
  });
}

function seen(data: ArrayLike<number>): Seen {
  let [sum, squares] = [0, 0];
  Array.from(data).forEach((x, i) => {
    sum += x * Math.cos(1.1 * i + 0.3);
    squares += x * x;
  });
  return [sum, squares];
}

function assertSame(actual: Seen | null, expected: Seen | null, what: string): void {
  const [found, wanted] = [actual ?? [0, 0], expected ?? [0, 0]];
  const off = Math.max(...found.map((x, k) => Math.abs(x - (wanted[k] ?? NaN)) / (1 + Math.abs(wanted[k] ?? NaN))));
  assert.ok(off < 1e-9, `${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

const titled = (one: LayerValues): string =>
  [
    `${one.step.trim()} of ${JSON.stringify(one.shapes)}`,
    one.training === true ? ' in training' : '',
    one.all === true ? ', all results' : '',
  ].join('');

describe('values of layers', () => {
  for (const one of cases) {
    it(titled(one), () => {
      const run = runnable(one);
      const values = filled(one, run);
      evaluate(run.tape.nodes(), values, BATCH);
      const found = run.results.map(result => valueOf(values, result).data);
      assert.ok(found.length >= (one.values ?? one.sums ?? []).length, 'results');
      one.sums?.forEach((expected, r) => {
        assertSame(seen(found[r] ?? []), expected, `result ${String(r)}`);
      });
      one.values?.forEach((expected, r) => {
        const actual = found[r] ?? [];
        assert.equal(actual.length, expected.length, `elements of result ${String(r)}`);
        expected.forEach((number, i) => {
          const off = Math.abs((actual[i] ?? NaN) - number);
          assert.ok(
            off < 1e-9,
            `result ${String(r)}, element ${String(i)}: ${String(actual[i])} instead of ${String(number)}`,
          );
        });
      });
    });
  }
});

describe('gradients of layers', () => {
  for (const one of cases) {
    it(titled(one), () => {
      const actual = gradientsOf(one, runnable(one));
      assert.equal(actual.length, one.gradients.length, 'inputs and weights');
      one.gradients.forEach((expected, i) => {
        assertSame(actual[i] ?? null, expected, `gradient ${String(i)}`);
      });
    });
  }
});
