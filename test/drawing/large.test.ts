/** Diagrams of networks of ten thousand calls: what is sent and laid out is counted, however they are written. */
import assert from 'node:assert/strict';
import { foldedAll, untouched } from '../../src/drawing/folds.js';
import { mostBoxes, mostCrossed, mostEdges, pictureOf } from '../../src/drawing/seen.js';
import { diagram, type DrawnNode } from '../../src/editor/diagram.js';
import type { DiagramNode, NetworkDiagram } from '../../src/messages/diagram.js';
import { fixture } from '../editor/view.js';

const nodeOf = ({ place, children, ...node }: DrawnNode): DiagramNode => ({
  ...{ ...node, uri: place.uri, line: 0, character: 0, endLine: 0 },
  children: children.map(nodeOf),
});

function networkOf(steps: string, blocks = ''): NetworkDiagram {
  const [network] = diagram(fixture(`${blocks}network N {\n  input x: [4]\n${steps}}\n`).view).networks;
  assert.ok(network);
  return { ...network, nodes: network.nodes.map(nodeOf), edges: [...network.edges] };
}

const countOf = (nodes: readonly DiagramNode[]): number =>
  nodes.reduce((sum, { children }) => sum + 1 + countOf(children), 0);

const written: Readonly<Record<string, () => NetworkDiagram>> = {
  'one by one': () => networkOf('  relu\n'.repeat(10_000)),
  'as blocks of blocks': () =>
    networkOf(
      '  Outer\n'.repeat(100),
      `block Inner {\n${'  relu\n'.repeat(10)}}\nblock Outer {\n${'  Inner\n'.repeat(10)}}\n`,
    ),
  'as rounds': () => networkOf('  repeat 10000 { residual { dense(4) -> relu } }\n'),
  'with every tenth step read at the end': () =>
    networkOf(
      `${Array.from({ length: 1000 }, (_, i) => `  p${i} = relu\n${'  relu\n'.repeat(9)}`).join('')}  add(${Array.from({ length: 1000 }, (_, i) => `p${i}`).join(', ')})\n`,
    ),
};

describe('the diagram of ten thousand calls', () => {
  for (const [how, make] of Object.entries(written)) {
    it(`is bounded in what is sent and in what is laid out, written ${how}`, function () {
      this.timeout(60_000);
      const network = make();
      // Steps, and the groups that gather them: at most one for each two.
      assert.ok(countOf(network.nodes) <= 4600, `${countOf(network.nodes)} nodes`);
      assert.ok(network.edges.length <= 20_000);
      for (const folds of [untouched, foldedAll(true)]) {
        const { nodes, edges, crossed, cut, refused } = pictureOf(network, folds);
        assert.ok(nodes.length <= mostBoxes, `${nodes.length} boxes`);
        assert.ok(edges.length <= mostEdges, `${edges.length} edges`);
        assert.ok(crossed <= mostCrossed, `${crossed} ranks crossed`);
        // Where something is missing it is told.
        const whole = countOf(network.nodes) + network.omitted;
        assert.ok(nodes.length === whole || cut + refused + network.omitted > 0 || folds === untouched);
      }
      assert.ok(pictureOf(network, untouched).nodes.length < 120, 'the first view is short');
    });
  }
});
