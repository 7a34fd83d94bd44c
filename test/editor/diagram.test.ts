/** The diagram of a network: its boxes, what flows between them, and what contains what. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { argumentsIn, diagram, type DrawnNetwork, type DrawnNode } from '../../src/editor/diagram.js';
import { fixture } from './view.js';

const example = (name: string): string => readFileSync(`examples/${name}.nn`, 'utf8');

function only(text: string, others: Readonly<Record<string, string>> = {}): DrawnNetwork {
  const [network, ...more] = diagram(fixture(text, others).view);
  assert.ok(network);
  assert.deepEqual(more, []);
  return network;
}

const all = (nodes: readonly DrawnNode[]): readonly DrawnNode[] => nodes.flatMap(node => [node, ...all(node.children)]);

const lines = (nodes: readonly DrawnNode[], indent = ''): readonly string[] =>
  nodes.flatMap(({ kind, label, children }) => [`${indent}${kind} ${label}`, ...lines(children, `${indent}  `)]);

/** `from, shape` of all edges to a node. */
const into = ({ edges }: DrawnNetwork, id: string): readonly string[] =>
  edges.filter(({ to }) => to === id).map(({ from, shape }) => `${from}, ${shape}`);

const text = `block B(w) {
  conv(w, 1) -> relu
}
network N {
  input image: 3x8x8
  B(4)
  repeat 3 { B(4) }
  head = dense(10)
}
`;

describe('the diagram of a network', () => {
  it('holds layers in their blocks and rounds, rounds once with their count, ends apart', () => {
    assert.deepEqual(lines(only(text).nodes), [
      'input image',
      'group B',
      '  layer conv',
      '  layer relu',
      'group repeat 3',
      '  group B',
      '    layer conv',
      '    layer relu',
      'layer head = dense',
      'output output',
    ]);
  });

  it('tells of each box its arguments as written, its shape and its parameters', () => {
    const boxes = all(only(text).nodes).map(({ label, detail, shape, parameters }) => [
      label,
      detail,
      shape,
      parameters,
    ]);
    // 3 * 4 + 4 = 16; three times 4 * 4 + 4 = 60 in all; a dense layer reads the last axis: 8 * 10 + 10 = 90.
    assert.deepEqual(boxes[1], ['B', '4', '4x8x8', '16']);
    assert.deepEqual(boxes[2], ['conv', 'w, 1', '4x8x8', '16']);
    assert.deepEqual(boxes[4], ['repeat 3', '', '4x8x8', '60']);
    assert.deepEqual(boxes[8], ['head = dense', '10', '4x8x10', '90']);
  });

  it('leads edges through the borders of blocks to the layer that reads', () => {
    const drawn = only(text);
    assert.deepEqual(into(drawn, 'N/B_1/conv_1'), ['input:image, 3x8x8']);
    assert.deepEqual(into(drawn, 'N/repeat/B_1/conv_1'), ['N/B_1/relu_1, 4x8x8']);
    assert.deepEqual(into(drawn, 'N/head'), ['N/repeat/B_1/relu_1, 4x8x8']);
    assert.deepEqual(into(drawn, 'output:output'), ['N/head, 4x8x10']);
  });

  it('shows both ways into the sum of a residual', () => {
    const drawn = only(example('resnet18'), { 'blocks/resnet.nn': example('blocks/resnet') });
    const block = 'ResNet18/Stage_2/BasicBlock_1';
    // PyTorch: layer2.0.bn2 and layer2.0.downsample.1 give [1, 128, 28, 28]; without a projection the sum takes the block's input.
    assert.deepEqual(into(drawn, `${block}/add_1`), [
      `${block}/batchnorm_2, 128x28x28`,
      `${block}/Projection_1/batchnorm_1, 128x28x28`,
    ]);
    assert.deepEqual(into(drawn, 'ResNet18/Stage_1/BasicBlock_1/add_1'), [
      'ResNet18/Stage_1/BasicBlock_1/batchnorm_2, 64x56x56',
      'ResNet18/maxpool_1, 64x56x56',
    ]);
    assert.equal(all(drawn.nodes).find(({ id }) => id === `${block}/add_1`)?.kind, 'join');
  });

  it('has the shapes into and out of every convolution of ResNet-18 that PyTorch has', () => {
    const { layers } = JSON.parse(readFileSync('test/reference/models/resnet18.json', 'utf8')) as {
      layers: readonly { type: string; in: readonly number[][]; out: readonly number[][] }[];
    };
    const written = (shape: readonly number[] = []): string => shape.slice(1).join('x');
    const expected = layers
      .filter(({ type }) => type === 'Conv2d')
      .map(layer => `${written(layer.in[0])} -> ${written(layer.out[0])}`);
    const drawn = only(example('resnet18'), { 'blocks/resnet.nn': example('blocks/resnet') });
    const found = all(drawn.nodes)
      .filter(({ label }) => label === 'conv')
      .map(({ id, shape }) => `${drawn.edges.find(({ to }) => to === id)?.shape ?? ''} -> ${shape}`);
    assert.equal(expected.length, 20);
    assert.deepEqual([...found].sort(), [...expected].sort());
  });

  it('leads the skip of a U-Net to its concat', () => {
    const drawn = only(example('unet'));
    // The figure of the paper: the last level of the way down joins the first of the way up.
    assert.deepEqual(into(drawn, 'UNet/Up_1/concat_1'), [
      'UNet/Up_1/transposed_conv_1, [512, 2 * (H // 16), 2 * (W // 16)]',
      'UNet/skip[3]/relu_2, [512, H // 8, W // 8]',
    ]);
    assert.match(into(drawn, 'UNet/Up_4/concat_1').join(' '), /UNet\/skip\[0\]\/relu_2, \[64, H, W\]/);
  });

  it('says what arrives where that is not what left: an entry of a sequence, and results of all entries', () => {
    const drawn = only(
      'block Cell(w) {\n  input x\n  input state: [w]\n  concat(state) -> dense(w) -> tanh\n}\n' +
        'network N {\n  input x: [5, 8]\n  scan(Cell(4), state: 4)\n}\n',
    );
    const differing = drawn.edges.filter(({ arrives }) => arrives !== undefined);
    // Five entries of eight numbers go in one by one; five of four come out together.
    assert.deepEqual(
      differing.map(({ shape, arrives }) => [shape, arrives]),
      [
        ['5x8', '[8]'],
        ['[4]', '5x4'],
      ],
    );
  });

  it('says how many steps it leaves out, and never draws an edge to one of them', () => {
    const drawn = only(`network N {\n  input x: [4]\n${'  relu\n'.repeat(3100)}}\n`);
    const ids = new Set(all(drawn.nodes).map(({ id }) => id));
    assert.equal(drawn.omitted, 100);
    assert.ok(drawn.edges.every(({ from, to }) => ids.has(from) && ids.has(to)));
  });

  it('is empty where a file has no network', () => {
    assert.deepEqual(diagram(fixture('block B { relu }\n').view), []);
  });
});

describe('the arguments of a call in a diagram', () => {
  it('are those that are written, in one line, cut where they are long', () => {
    assert.equal(argumentsIn('conv(64, 3,\n    stride: 2)'), '64, 3, stride: 2');
    assert.equal(argumentsIn('relu'), '');
    assert.equal(argumentsIn('residual { conv(3, 1) }'), '');
    assert.equal(argumentsIn(`dense(${'1 + '.repeat(40)}1)`).length, 60);
  });
});
