/** Networks flattened to programs: their weights, buffers and results are those of PyTorch's modules, under the report's paths. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { lowerNetwork } from '../../src/plan/lower-network.js';
import type { Program } from '../../src/plan/program.js';
import { networkOf } from '../analysis/sources.js';
import { networkOfExample } from '../networks/examples.js';
import { readReference } from '../networks/reference.js';

const size = (shape: readonly { readonly value: number }[]): number =>
  shape.reduce((product, n) => product * n.value, 1);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

function lowered(text: string, training = true): Program {
  const program = lowerNetwork(networkOf(text).graph, { training });
  assert.ok(program);
  return program;
}

const paths = (program: Program): string[] => program.weights.map(({ path }) => path);

describe('a network as a program', () => {
  const names = readdirSync('test/reference/models')
    .map(file => file.replace('.json', ''))
    .map(reference => ({ reference, example: reference === 'lenet5' ? 'lenet' : reference }))
    .filter(({ example }) => existsSync(`examples/${example}.nn`));

  it('is compared with at least twenty of PyTorch', () => assert.ok(names.length >= 20));

  for (const { reference, example } of names)
    it(`has the weights, buffers and result of ${reference}, and the paths of its report`, () => {
      const expected = readReference(reference);
      const report = networkOfExample(example);
      const program = lowerNetwork(report.graph, { training: true });
      assert.ok(program);
      assert.equal(sum(program.weights.map(({ shape }) => size(shape))), expected.totals.parameters);
      assert.equal(new Set(paths(program)).size, program.weights.length);
      const buffers = (whole: boolean): number =>
        sum(program.buffers.filter(({ dtype }) => dtype.includes('float') !== whole).map(({ shape }) => size(shape)));
      assert.equal(buffers(false), expected.totals.float_buffer_elements);
      assert.equal(buffers(true), expected.totals.integer_buffer_elements);
      const inference = lowerNetwork(report.graph, { training: false });
      assert.deepEqual(
        inference?.outputs.map(({ value }) => [1, ...value.type.shape.map(n => n.value)]),
        expected.output_shapes,
      );
      const lines = report.layers().lines.filter(({ parameters }) => !parameters.trainable.equals(0));
      assert.deepEqual(
        [...new Set(program.weights.map(({ layer }) => layer))],
        lines.map(({ path }) => path),
      );
    }).timeout(20_000);

  it('makes what is shared once, each time for the block that declares it', () => {
    const program = lowered(`
block Twice {
  input x: [D]
  shared cell = dense(D)
  cell -> relu -> cell
}
network Net {
  input x: [4]
  shared both = Twice
  both -> both
  Twice
}`);
    assert.deepEqual(paths(program), [
      'both.cell.weight',
      'both.cell.bias',
      'Twice_3.cell.weight',
      'Twice_3.cell.bias',
    ]);
    assert.equal(program.tape.nodes().filter(({ operation }) => operation.name === 'dense').length, 6);
  });

  it('moves the running statistics of a shared norm once for each use, one after the other', () => {
    const program = lowered(`
network Net {
  input image: 3x4x4
  shared norm = batchnorm
  norm -> norm
}`);
    const norms = program.tape.nodes().filter(({ operation }) => operation.name === 'batchNorm');
    assert.equal(norms.length, 2);
    const mean = program.buffers.find(({ path }) => path === 'norm.running_mean');
    assert.ok(mean?.update);
    // What the second use adds to is what the first one made: the update depends on the buffer by way of both.
    const makers = new Map(program.tape.nodes().flatMap(node => node.results.map(result => [result, node] as const)));
    let [steps, at] = [0, mean.update];
    for (let maker = makers.get(at); maker; maker = makers.get(at)) {
      const next = maker.inputs.find(input => input === mean.value || (input && reaches(input)));
      assert.ok(next);
      at = next;
      steps++;
    }
    function reaches(value: typeof at): boolean {
      const maker = makers.get(value);
      return value === mean?.value || maker?.inputs.some(input => input !== undefined && reaches(input)) === true;
    }
    assert.equal(at, mean.value);
    assert.ok(steps >= 2);
  });

  it('trains nothing that is frozen, and lets its norms use their running statistics', () => {
    const program = lowered(`
network Net {
  input image: 3x4x4
  frozen { conv(4, 1) -> batchnorm }
  flatten -> dense(2)
}`);
    assert.deepEqual(
      program.weights.map(({ layer, trainable }) => [layer, trainable]),
      [
        ['conv_1', false],
        ['conv_1', false],
        ['batchnorm_1', false],
        ['batchnorm_1', false],
        ['dense_1', true],
        ['dense_1', true],
      ],
    );
    assert.ok(program.buffers.every(({ update }) => update === undefined));
  });

  it('holds what stands in `training` only in the training pass', () => {
    const text = `
network Net {
  input x: [4]
  training { output aux = dense(3) }
  output main = dense(2)
}`;
    assert.deepEqual(
      lowered(text).outputs.map(({ name }) => name),
      ['aux', 'main'],
    );
    assert.deepEqual(
      lowered(text, false).outputs.map(({ name }) => name),
      ['main'],
    );
    assert.equal(lowered(text, false).weights.length, 2);
  });
});
