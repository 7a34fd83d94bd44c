/** Open and closed groups of a diagram, and the boxes of a line. */
import assert from 'node:assert/strict';
import { around, folded, foldedAll, foldedToShow, untouched, wantedOpen } from '../../src/drawing/folds.js';
import { nodesAt } from '../../src/drawing/marks.js';
import type { DiagramNode } from '../../src/messages/diagram.js';

const uri = 'file:///a.nn';

const node = (
  id: string,
  [line, endLine]: readonly [number, number],
  children: readonly DiagramNode[] = [],
  file = uri,
): DiagramNode => ({
  ...{ id, kind: children.length > 0 ? 'group' : 'layer', label: id, detail: '', shape: '4', parameters: '' },
  ...{ answer: '4', memory: [], problems: [] },
  ...{ uri: file, line, character: 0, endLine, children },
});

const nested = [node('a', [1, 1], [node('b', [2, 2], [node('c', [3, 3])]), node('d', [4, 4])])];

describe('the folds of a diagram', () => {
  it('are those of its size until a person says otherwise, of one group or of all', () => {
    const many = [
      node(
        'G',
        [0, 0],
        Array.from({ length: 61 }, (_, i) => node(`n${String(i)}`, [i, i])),
      ),
    ];
    assert.deepEqual([wantedOpen(nested, untouched)('a'), wantedOpen(many, untouched)('G')], [true, false]);
    assert.equal(wantedOpen(many, folded(untouched, 'G', true))('G'), true);
    const allButOne = folded(foldedAll(true), 'b', false);
    assert.deepEqual([wantedOpen(nested, allButOne)('a'), wantedOpen(nested, allButOne)('b')], [true, false]);
    assert.equal(wantedOpen(nested, folded(allButOne, 'b', true))('b'), true);
    assert.equal(wantedOpen(nested, foldedAll(false))('a'), false);
  });

  it('open every group around a box that is to be seen', () => {
    assert.deepEqual(around(nested, 'c'), ['a', 'b']);
    assert.equal(around(nested, 'z'), undefined);
    const open = wantedOpen(nested, foldedToShow(nested, foldedAll(false), 'c'));
    assert.deepEqual([open('a'), open('b')], [true, true]);
  });

  it('are few enough to be kept: of a thousand choices the last ones', () => {
    let folds = untouched;
    for (let i = 0; i < 1000; i++) folds = folded(folds, `g${String(i)}`, true);
    assert.ok(folds.opened.length < 500 && folds.opened.includes('g999'));
  });
});

describe('the boxes of a line', () => {
  const at = (nodes: readonly DiagramNode[], line: number, file = uri): readonly string[] =>
    nodesAt(nodes, { uri: file, line }).map(({ id }) => id);

  it('are all calls that stand on it', () => {
    assert.deepEqual(at([node('conv', [2, 2]), node('relu', [2, 2]), node('dense', [3, 3])], 2), ['conv', 'relu']);
  });

  it('are the innermost ones: within rounds of several lines the step, at their head the rounds', () => {
    const rounds = [node('repeat', [2, 5], [node('conv', [3, 3]), node('relu', [4, 4])])];
    assert.deepEqual([at(rounds, 2), at(rounds, 3), at(rounds, 5)], [['repeat'], ['conv'], ['repeat']]);
  });

  it('are those of a call of several lines on each of them', () => {
    const calls = [node('conv', [2, 4]), node('relu', [5, 5])];
    assert.deepEqual([at(calls, 2), at(calls, 3), at(calls, 4), at(calls, 6)], [['conv'], ['conv'], ['conv'], []]);
  });

  it('are one for each way in which a block is called, in the file where the block stands', () => {
    const block = (id: string, line: number) =>
      node(id, [line, line], [node(`${id}/conv`, [1, 1], [], 'file:///b.nn')]);
    const calls = [block('B_1', 7), block('B_2', 8)];
    assert.deepEqual(at(calls, 1, 'file:///b.nn'), ['B_1/conv', 'B_2/conv']);
    assert.deepEqual(at(calls, 7), ['B_1']);
  });

  it('are the step that gives the result, not the result; of an output that has a line of its own the output', () => {
    const output = (line: number): DiagramNode => ({ ...node('output', [line, line]), kind: 'output' });
    assert.deepEqual(at([node('dense', [3, 3]), output(3)], 3), ['dense']);
    assert.deepEqual(at([node('dense', [3, 3]), output(4)], 4), ['output']);
  });

  it('are the call, not what the layer at that call is put together of', () => {
    assert.deepEqual(at([node('attention', [3, 3], [node('dense', [3, 3]), node('softmax', [3, 3])])], 3), [
      'attention',
    ]);
  });
});
