/** What the diagram's page and the extension say to each other. */
import assert from 'node:assert/strict';
import * as v from 'valibot';
import { diagramMemory, fromDiagram, toDiagram } from '../../src/messages/diagram.js';

const node = {
  ...{ id: 'N/conv_1', kind: 'layer', label: 'conv', detail: '4, 1', shape: '4x6x6', parameters: '16' },
  ...{ uri: 'file:///a.nn', line: 3, character: 2, endLine: 4, children: [] },
  ...{ answer: '4x6x6', memory: [['weights', '64 bytes']], problems: ['wrong'] },
};
const message = (nodes: readonly object[], edges: readonly object[] = []): object => ({
  ...{ type: 'diagram', uri: 'file:///a.nn' },
  diagram: {
    ...{ title: 'a.nn', isBroken: false },
    problems: [{ message: 'wrong', uri: 'file:///a.nn', line: 1, character: 0 }],
    networks: [{ name: 'N', nodes, edges, omitted: 0, omittedEdges: 0, purpose: 'Memory', isWhole: true }],
  },
});

describe('the messages of the diagram', () => {
  it('are read as they are sent', () => {
    const whole = message([{ ...node, kind: 'group', children: [node] }], [{ from: 'a', to: 'b', shape: '4x6x6' }]);
    assert.deepEqual(v.parse(toDiagram, whole), whole);
    assert.deepEqual(v.parse(fromDiagram, { type: 'ready' }), { type: 'ready' });
  });

  it('take what a page of an earlier version kept: no folds, at the top', () => {
    const kept = { uri: 'file:///a.nn', network: 'N' };
    assert.deepEqual(v.parse(diagramMemory, kept), { ...kept, folds: {}, asText: false, left: 0, top: 0 });
  });

  it('are refused where a part is wrong, at any depth', () => {
    const wrong = { ...node, line: -1 };
    for (const nodes of [[wrong], [{ ...node, children: [wrong] }], [{ ...node, kind: 'other' }]]) {
      assert.equal(v.safeParse(toDiagram, message(nodes)).success, false);
    }
    assert.equal(v.safeParse(fromDiagram, { type: 'go', uri: 'file:///a.nn', line: 1.5, character: 0 }).success, false);
    assert.equal(v.safeParse(diagramMemory, { uri: 'file:///a.nn' }).success, false);
  });
});
