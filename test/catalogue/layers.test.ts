/** What must hold for every layer kind: its example runs, its rule says what its operations do, and PyTorch's spelling is there. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { layers } from '../../src/catalogue/layers/index.js';
import type { WholeLayer } from '../../src/catalogue/layers/layer.js';
import { typeKey } from '../../src/catalogue/tensor.js';
import { referenceKernels } from '../../src/engine/kernels/reference/index.js';
import type { BodyNode, Call, Node } from '../../src/graph/graph.js';
import { lowerNetwork } from '../../src/plan/lower-network.js';
import { shapeKey } from '../../src/shape/shape.js';
import { analyzeText } from '../analysis/sources.js';

/** All calls of layers in a body and in those within it. */
function callsOf(nodes: readonly Node[]): readonly Call[] {
  return nodes.flatMap(node => (node.kind === 'layer' ? [node.call] : callsOf(node.body.nodes)));
}

const isAssembled = (layer: WholeLayer): boolean => 'assemble' in layer;

/** Bodies of layers that are put together of others. */
const assembledIn = (nodes: readonly Node[]): readonly BodyNode[] =>
  nodes.filter(node => node.kind === 'body').filter(({ body }) => body.kind === 'layer');

/** A network around a layer's example; a layer of integers reads them from the input. */
function network(layer: WholeLayer): string {
  const shape = layer.exampleInput ?? '3x16x16';
  const input = layer.input === 'none' ? '' : `  input x: ${shape}\n`;
  return `network Example {\n${input}  ${layer.example}\n}\n`;
}

for (const layer of (layers as readonly WholeLayer[]).filter(layer => isAssembled(layer))) {
  describe(`layer ${layer.name}, put together of others`, () => {
    const report = analyzeText(network(layer));
    const [graph] = report.graph.networks;
    const nodes = graph ? assembledIn(graph.body.nodes) : [];

    it('has an example without a mistake', () => {
      assert.deepEqual(
        report.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        [],
      );
      assert.equal(nodes.at(-1)?.body.name, layer.name);
    });

    it('is lowered to what the plain engine has, of the type that the graph says', () => {
      for (const training of [false, true]) {
        assert.ok(graph);
        const program = lowerNetwork(graph, { training });
        assert.ok(program, 'not lowered');
        const missing = program.tape.nodes().map(({ operation }) => operation.name);
        assert.deepEqual(
          missing.filter(name => !(name in referenceKernels)),
          [],
        );
        const type = program.outputs[0]?.value.type;
        assert.equal(type && typeKey(type), graph.body.result?.type && typeKey(graph.body.result.type));
      }
    });
  });
}

for (const layer of (layers as readonly WholeLayer[]).filter(layer => !isAssembled(layer))) {
  describe(`layer ${layer.name}`, () => {
    const report = analyzeText(network(layer));
    const calls = callsOf(report.graph.networks.flatMap(({ body }) => body.nodes));
    const call = calls.filter(each => each.layer.name === layer.name).at(-1);

    it('has an example without a mistake', () => {
      assert.deepEqual(
        report.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        [],
      );
      assert.ok(call, 'the example does not call the layer');
    });

    for (const training of [false, true]) {
      it(`gives ${training ? 'in training ' : ''}what its rule says`, () => {
        const lowered = call?.lowered(training);
        assert.ok(lowered, 'not lowered');
        lowered.results.forEach((result, i) => {
          const declared = call?.results[i];
          assert.equal(
            shapeKey(result.type.shape),
            declared && shapeKey(declared.shape),
            `shape of result ${String(i)}`,
          );
          assert.equal(result.type.dtype, declared?.dtype, `dtype of result ${String(i)}`);
          assert.equal(result.type.batched, declared?.batched, `batch of result ${String(i)}`);
        });
      });
    }

    it('is made of operations that the plain engine has', () => {
      for (const training of [false, true]) {
        const nodes = call?.lowered(training, true)?.nodes ?? [];
        const missing = nodes.map(({ operation }) => operation.name).filter(name => !(name in referenceKernels));
        assert.deepEqual(missing, []);
      }
    });

    it('updates buffers by values of their types', () => {
      const lowered = call?.lowered(true);
      for (const [name, value] of lowered?.updates ?? []) {
        const buffer = call?.buffers.find(each => each.name === name);
        assert.equal(shapeKey(value.type.shape), buffer && shapeKey(buffer.shape), name);
        assert.equal(value.type.dtype, buffer?.dtype, name);
        assert.equal(value.type.batched, false, name);
      }
    });

    it('is written for PyTorch in balanced brackets', () => {
      const text = call?.pytorch() ?? '';
      assert.notEqual(text, '');
      assert.equal(text.split('(').length, text.split(')').length, text);
      assert.doesNotMatch(text, /undefined|NaN|\[object/);
    });

    it('names the documentation of each parameter once', () => {
      const names = Object.entries(layer.parameters).flatMap(([name, { aliases }]) => [name, ...aliases]);
      assert.equal(new Set(names).size, names.length, names.join(' '));
      for (const parameter of Object.values(layer.parameters)) assert.notEqual(parameter.doc, '');
    });
  });
}
