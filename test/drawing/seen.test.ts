/** What of a diagram is seen: open and closed groups, the ends of edges, and how many boxes there may be. */
import assert from 'node:assert/strict';
import type { DiagramNode, NetworkDiagram } from '../../src/messages/diagram.js';
import { folded, foldedAll, untouched } from '../../src/drawing/folds.js';
import { mostBoxes, mostCrossed, mostEdges, pictureOf, type Picture } from '../../src/drawing/seen.js';
import { fitted, placedPicture, type Pen } from '../../src/drawing/layout.js';

const node = (id: string, children: readonly DiagramNode[] = []): DiagramNode => ({
  ...{
    id,
    label: id,
    detail: '',
    shape: '4x6x6',
    parameters: '',
    uri: 'file:///a.nn',
    line: 1,
    character: 2,
    endLine: 1,
    answer: '',
    memory: [],
    problems: [],
    children,
  },
  kind: children.length > 0 ? 'group' : 'layer',
});

const edge = (from: string, to: string, shape = '4x6x6') => ({ from, to, shape });

const network = (nodes: readonly DiagramNode[], edges: NetworkDiagram['edges'] = []): NetworkDiagram => ({
  ...{ name: 'N', nodes: [...nodes], edges, omitted: 0, omittedEdges: 0, purpose: '', isWhole: true },
});

const many = (count: number, prefix: string): readonly DiagramNode[] =>
  Array.from({ length: count }, (_, i) => node(`${prefix}${String(i)}`));

const seen = ({ nodes }: Picture): readonly string[] => nodes.map(one => one.node.id);

const small = network(
  [node('a'), node('B', [node('b1'), node('b2')]), node('c')],
  [edge('a', 'b1'), edge('b1', 'b2'), edge('b2', 'c', '8x6x6'), edge('b1', 'c')],
);

describe('what is seen of a diagram', () => {
  it('is everything in a small network', () => {
    const picture = pictureOf(small, untouched);
    assert.deepEqual(seen(picture), ['a', 'B', 'b1', 'b2', 'c']);
    assert.deepEqual(
      picture.nodes.map(({ parent }) => parent),
      [undefined, undefined, 'B', 'B', undefined],
    );
    assert.equal(picture.edges.length, 4);
  });

  it('leads edges to a closed group, each once with all its shapes, and none within it', () => {
    const picture = pictureOf(small, folded(untouched, 'B', false));
    assert.deepEqual(seen(picture), ['a', 'B', 'c']);
    assert.deepEqual(picture.edges, [
      { from: 'a', to: 'B', shapes: ['4x6x6'] },
      { from: 'B', to: 'c', shapes: ['8x6x6', '4x6x6'] },
    ]);
  });

  it('reads what leaves a closed group where it arrives, and shows a change between layers', () => {
    const edges = [{ ...edge('b2', 'c', '[8]'), arrives: '5x8' }];
    const shapesWith = (open: boolean) =>
      pictureOf(network(small.nodes, edges), folded(untouched, 'B', open)).edges[0]?.shapes;
    assert.deepEqual([shapesWith(true), shapesWith(false)], [['[8] → 5x8'], ['5x8']]);
  });

  it('begins with closed groups in a network of more than sixty layers', () => {
    const of = (layers: number): Picture => pictureOf(network([node('G', many(layers, 'g'))]), untouched);
    assert.equal(of(60).nodes.length, 61);
    assert.deepEqual(seen(of(61)), ['G']);
  });

  it('keeps groups closed for which there is no room, and says how many', () => {
    const groups = Array.from({ length: 5 }, (_, i) => node(`G${String(i)}`, many(100, `g${String(i)}-`)));
    const picture = pictureOf(network(groups), foldedAll(true));
    // Five groups and three times a hundred steps are 305 boxes; a fourth time would be 405.
    assert.deepEqual([picture.nodes.length, picture.refused, picture.cut], [305, 2, 0]);
  });

  it('keeps groups closed whose edges are too many: each layer of a dense block reads all before it', () => {
    const steps = many(40, 'd');
    const edges = steps.flatMap((to, i) => steps.slice(0, i).map(from => edge(from.id, to.id)));
    // 40 * 39 / 2 = 780 pairs.
    assert.equal(edges.length, 780);
    const picture = pictureOf(network([node('G', steps)], edges), folded(untouched, 'G', true));
    assert.deepEqual([seen(picture), picture.refused], [['G'], 1]);
    const flat = pictureOf(network(steps, edges), untouched);
    assert.ok(flat.edges.length <= mostEdges && flat.cut > 0 && flat.nodes.length + flat.cut === 40);
  });

  it('keeps groups closed whose edges are too long: the layout holds a place in every rank that they cross', () => {
    const steps = many(200, 's');
    // A chain, and from each of the first hundred an edge to the one a hundred below: 199 ranks, and 100 times 100.
    const edges = steps.slice(1).map((to, i) => edge(steps[i]?.id ?? '', to.id));
    for (let i = 0; i < 100; i++) edges.push(edge(`s${String(i)}`, `s${String(i + 100)}`));
    const picture = pictureOf(network([node('G', steps)], edges), folded(untouched, 'G', true));
    assert.deepEqual([seen(picture), picture.refused, picture.crossed], [['G'], 1, 0]);
    const flat = pictureOf(network(steps, edges), untouched);
    assert.ok(flat.crossed <= mostCrossed && flat.cut > 0 && flat.nodes.length + flat.cut === 200);
  });

  it('cuts a network whose own steps are too many', () => {
    const picture = pictureOf(network(many(10_000, 'n')), untouched);
    assert.deepEqual([picture.nodes.length, picture.cut], [mostBoxes, 10_000 - mostBoxes]);
  });
});

describe('the layout of a diagram', () => {
  const pen: Pen = { lineHeight: 17, width: text => 7 * text.length };

  it('puts each box below what it reads, and a group around its steps', () => {
    const { boxes, lines, width, height } = placedPicture(pictureOf(small, untouched), pen);
    const at = (id: string) => {
      const box = boxes.find(one => one.node.id === id);
      assert.ok(box);
      return { ...box, right: box.x + box.width, bottom: box.y + box.height };
    };
    const group = at('B');
    for (const { from, to } of lines) assert.ok(at(from).bottom < at(to).y, `${from} to ${to}`);
    for (const inner of [at('b1'), at('b2')]) {
      assert.ok(inner.x >= group.x && inner.right <= group.right && inner.bottom <= group.bottom);
      // The group's name has room above.
      assert.ok(inner.y - group.y >= 24);
    }
    for (const { x, y, right, bottom } of ['a', 'B', 'c'].map(at)) {
      assert.ok(x >= 0 && y >= 0 && right <= width && bottom <= height);
    }
  });

  it('cuts a text to what has room', () => {
    assert.equal(fitted('batchnorm', 63, pen), 'batchnorm');
    assert.equal(fitted('batchnorm', 62, pen), 'batchno…');
  });
});
