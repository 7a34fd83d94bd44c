/** Layers of several operations compute what PyTorch's modules compute (`reference/layer_values.json`), in double precision. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { Call } from '../../src/graph/graph.js';
import type { ProgramNode, Value } from '../../src/plan/program.js';
import { analyzeText } from '../analysis/sources.js';
import { emptyTensor, evaluate, valueOf, type Values } from '../engine/kernels/evaluate.js';

interface LayerValues {
  /** Arguments may name the further inputs `y`, `z` and `w`. */
  readonly step: string;
  readonly shapes: readonly (readonly number[])[];
  readonly training?: boolean;
  /** Results too that a layer leaves out unless somebody reads them. */
  readonly all?: boolean;
  readonly values: readonly (readonly number[])[];
}
const { cases } = JSON.parse(readFileSync('test/reference/layer_values.json', 'utf8')) as {
  cases: readonly LayerValues[];
};
const BATCH = 2;

function callOf({ step, shapes }: LayerValues): Call {
  const inputs = shapes.map((shape, i) => `  input ${'xyzw'.charAt(i)}: [${shape.join(', ')}]`);
  const report = analyzeText(['network Case {', ...inputs, `  x -> ${step}`, '}'].join('\n'));
  assert.deepEqual(
    report.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  const node = report.graph.networks[0]?.body.nodes.at(-1);
  assert.ok(node?.kind === 'layer');
  return node.call;
}

/** The results of a call, for the numbers that the file's head describes. */
function resultsOf(call: Call, training: boolean, all: boolean): readonly (readonly number[])[] {
  const lowered = call.lowered(training, all);
  assert.ok(lowered);
  const values: Values = new Map();
  const put = (value: Value, number: (i: number) => number): void => {
    const tensor = emptyTensor(value, BATCH);
    tensor.data.forEach((_, i) => (tensor.data[i] = number(i)));
    values.set(value, tensor);
  };
  lowered.inputs.forEach((value, j) => {
    put(value, i => Math.sin(0.7 * i + 1.3 * j + 0.5));
  });
  Object.values(lowered.weights).forEach((value, j) => {
    put(value, i => 0.6 * Math.sin(1.9 * i + 0.8 * j + 0.2));
  });
  Object.entries(lowered.buffers).forEach(([name, value], j) => {
    const own = call.buffers.find(buffer => buffer.name === name)?.values;
    put(value, own ?? (i => 1.2 + Math.sin(0.4 * i + j)));
  });
  const nodes = lowered.nodes.map((node, number): ProgramNode => ({ ...node, number, path: '', pass: 'forward' }));
  evaluate(nodes, values, BATCH);
  return lowered.results.map(result => Array.from(valueOf(values, result).data));
}

describe('values of layers', () => {
  for (const one of cases) {
    it(`${one.step} of ${JSON.stringify(one.shapes)}${one.training ? ' in training' : ''}${one.all ? ', all results' : ''}`, () => {
      const results = resultsOf(callOf(one), one.training === true, one.all === true);
      one.values.forEach((expected, r) => {
        const actual = results[r] ?? [];
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
