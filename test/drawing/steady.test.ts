/** The diagram while a line is half typed, what is found in it, and the picture of its own. */
import assert from 'node:assert/strict';
import { found } from '../../src/drawing/find.js';
import { foldedAll, untouched } from '../../src/drawing/folds.js';
import { placedPicture, type Pen } from '../../src/drawing/layout.js';
import { pictureOf } from '../../src/drawing/seen.js';
import { drawingOf } from '../../src/drawing/shapes.js';
import { LastGood } from '../../src/drawing/steady.js';
import { svgText } from '../../src/drawing/svg.js';
import type { DiagramNode, FileDiagram, NetworkDiagram } from '../../src/messages/diagram.js';

const node = (id: string, more: Partial<DiagramNode> = {}): DiagramNode => ({
  ...{ id, kind: 'layer', label: id, detail: '', shape: '4x6x6', parameters: '', answer: '', memory: [], problems: [] },
  ...{ uri: 'file:///a.nn', line: 1, character: 0, endLine: 1, children: [] },
  ...more,
});

const network = (name: string, isWhole: boolean, ...nodes: readonly DiagramNode[]): NetworkDiagram => ({
  ...{ name, nodes: [...nodes], edges: [], omitted: 0, omittedEdges: 0, purpose: '', isWhole },
});

const file = (isBroken: boolean, ...networks: readonly NetworkDiagram[]): FileDiagram => ({
  ...{ title: 'a.nn', networks: [...networks], problems: [], isBroken },
});

describe('a diagram while its text is half typed', () => {
  const labels = (networks: readonly NetworkDiagram[]): readonly string[] =>
    networks.flatMap(({ name, nodes }) => [name, ...nodes.map(({ id }) => id)]);

  it('stays as it was read last, and says so, until the line can be read again', () => {
    const last = new LastGood();
    assert.equal(last.of(file(false, network('N', true, node('a'), node('b')))).earlier.size, 0);
    const halfTyped = last.of(file(true, network('N', false, node('a'))));
    assert.deepEqual([labels(halfTyped.networks), [...halfTyped.earlier]], [['N', 'a', 'b'], ['N']]);
    assert.deepEqual(labels(last.of(file(true, network('N', false))).networks), ['N', 'a', 'b']);
    const read = last.of(file(false, network('N', true, node('a'), node('c'))));
    assert.deepEqual([labels(read.networks), read.earlier.size], [['N', 'a', 'c'], 0]);
  });

  it('keeps a network that is not there any more while the text is broken, and drops it when it was taken out', () => {
    const last = new LastGood();
    last.of(file(false, network('N', true, node('a')), network('M', true, node('m'))));
    const broken = last.of(file(true, network('N', true, node('a'))));
    assert.deepEqual([labels(broken.networks), [...broken.earlier]], [['N', 'a', 'M', 'm'], ['M']]);
    assert.deepEqual(labels(last.of(file(false, network('N', true, node('a')))).networks), ['N', 'a']);
  });

  it('is what can be read where nothing was read before', () => {
    const first = new LastGood().of(file(true, network('N', false, node('a'))));
    assert.deepEqual([labels(first.networks), first.earlier.size], [['N', 'a'], 0]);
  });
});

describe('finding in a diagram', () => {
  it('finds by all words of a label, arguments or shape, in any case, also within groups', () => {
    const nodes = [
      node('conv', { detail: '64, 3, stride: 2' }),
      node('B', { kind: 'group', children: [node('Conv_2', { detail: '64, 1' }), node('relu')] }),
    ];
    assert.deepEqual(found(nodes, 'CONV'), ['conv', 'Conv_2']);
    assert.deepEqual(found(nodes, 'stride conv'), ['conv']);
    assert.deepEqual(found(nodes, '6x6 relu'), ['relu']);
    assert.deepEqual(found(nodes, '  '), []);
  });
});

describe('the picture of a diagram', () => {
  const pen: Pen = { lineHeight: 17, width: text => 7 * text.length };
  const paper = {
    ...{ background: '#fff', fontFamily: '"A B", sans-serif', fontSize: 13 },
    style: (look: string) => ({ fill: `of-${look}` }),
  };
  const group = node('B', { kind: 'group', label: 'B <i> & "C"', children: [node('inner')] });
  const whole: NetworkDiagram = {
    ...network('N', true, node('a'), group),
    edges: [{ from: 'a', to: 'inner', shape: '<4>' }],
  };
  const svgWith = (open: boolean): string =>
    svgText(drawingOf(placedPicture(pictureOf(whole, foldedAll(open)), pen)), 'N & M', paper);

  it('holds itself: size, letters, colours of each thing, and no name of a style', () => {
    const text = svgWith(true);
    assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+" viewBox="0 0 \d+ \d+"/);
    assert.match(text, /font-family="&quot;A B&quot;, sans-serif" font-size="13"/);
    assert.doesNotMatch(text, /class=|style=|var\(|url\(/);
    for (const look of ['layer', 'open', 'name', 'edge', 'arrow', 'back', 'shape'])
      assert.ok(text.includes(`fill="of-${look}"`), look);
  });

  it('shows what of a file as text, never as markup, and nothing that is only there to be pressed', () => {
    const text = svgWith(false);
    assert.ok(text.includes('>B &lt;i&gt; &amp; "C"<') || text.includes('>B &lt;i&gt; &amp; &quot;C&quot;<'));
    assert.ok(text.includes('<title>N &amp; M</title>') && text.includes('>&lt;4&gt;<'));
    for (const look of ['button', 'sign', 'mark']) assert.ok(!text.includes(`of-${look}`), look);
  });

  it('marks an error in a closed group at the group, with its sentence', () => {
    const wrong = { ...group, children: [node('inner', { problems: ['`w` is too small'] })] };
    const of = (open: boolean): string =>
      svgText(drawingOf(placedPicture(pictureOf(network('N', true, wrong), foldedAll(open)), pen)), '', paper);
    assert.ok(of(false).includes('× w is too small') && of(false).includes('of-wrong'));
    assert.equal(of(true).match(/fill="of-wrong"/g)?.length, 1);
    assert.deepEqual(pictureOf(network('N', true, wrong), untouched).nodes.length, 2);
  });
});
