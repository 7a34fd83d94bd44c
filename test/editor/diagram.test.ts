/** The diagram of a network: its boxes, what flows between them, and what contains what. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { argumentsIn, diagram, type DrawnNetwork, type DrawnNode } from '../../src/editor/diagram.js';
import { fixture } from './view.js';

const example = (name: string): string => readFileSync(`examples/${name}.nn`, 'utf8');

function only(text: string, others: Readonly<Record<string, string>> = {}): DrawnNetwork {
  const [network, ...more] = diagram(fixture(text, others).view).networks;
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

const pointsBefore = (i: number): string =>
  ['first', ...Array.from({ length: i }, (_, k) => `p${String(k)}`)].join(', ');

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

  it('tells of a box what its hover tells: where it comes from, parameters, multiply-adds, and memory by rows', () => {
    const [network] = diagram(
      fixture('network N {\n  input x: 3x8x8\n  conv(4, 1)\n}\ntrain N { batch: 2 }\n').view,
    ).networks;
    const conv = network?.nodes.find(({ label }) => label === 'conv');
    // 3 * 4 + 4 = 16 weights of 4 bytes; 3 * 4 * 64 = 768 multiply-adds; 4 * 64 numbers come out of each of the batch's samples.
    assert.equal(conv?.answer, '4x8x8 from 3x8x8 · 16 parameters · 768 multiply-adds a sample');
    const rows = new Map(conv?.memory);
    assert.deepEqual([rows.get('weights'), rows.get('gradients')], ['64 bytes', '64 bytes']);
    assert.equal(network?.purpose, 'Memory (batch 2, fp32, sgd)');
    // 2 * 4 * 64 numbers of 4 bytes.
    assert.equal(rows.get('result'), '2 KiB (2,048 bytes)');
  });

  it('marks the call in which an error stands with its sentence, of several instances the wrong ones', () => {
    const wrong = 'block B { conv(4, 7) -> relu }\nnetwork N {\n  input x: 3x16x16\n  B\n  B\n  B\n  dense(2)\n}\n';
    const { networks, problems } = diagram(fixture(wrong).view);
    const messages = all(networks[0]?.nodes ?? []).map(({ id, problems: of }) => [id, of.length] as const);
    // Windows of 7: 16 gives 10, 10 gives 4, and 4 has no room for one.
    assert.deepEqual(
      messages.filter(([, count]) => count > 0),
      [['N/B_3/conv_1', 1]],
    );
    assert.deepEqual(problems, []);
    assert.equal(networks[0]?.isWhole, true);
  });

  it('tells apart what stands in no box: a name that nothing has, which makes the network one that cannot be read', () => {
    const { networks, problems, isBroken } = diagram(
      fixture('network N {\n  input x: [4]\n  dense(3)\n  dnse(2)\n  relu\n}\n').view,
    );
    assert.match(problems.map(({ message }) => message).join(), /`dnse`/);
    assert.deepEqual([networks[0]?.isWhole, isBroken], [false, false]);
  });

  it('calls a network half typed where something that it is made of is, and no other', () => {
    const wholeOf = (text: string): readonly [string, boolean][] =>
      diagram(fixture(text).view).networks.map(({ name, isWhole }) => [name, isWhole]);
    const two = (a: string, b: string): string =>
      `block B { ${a} }\nnetwork N {\n  input x: [4]\n  B\n}\nnetwork M {\n  input x: [4]\n  ${b}\n}\n`;
    const sound = [
      ['N', true],
      ['M', true],
    ];
    assert.deepEqual(wholeOf(two('relu', 'relu')), sound);
    assert.deepEqual(wholeOf(two('dense(', 'relu')).at(0), ['N', false]);
    assert.deepEqual(wholeOf(two('relu', 'dense(4')).at(0), ['N', true]);
    assert.deepEqual(wholeOf(two('relu', 'dense(4')).at(1), ['M', false]);
    assert.equal(diagram(fixture(two('relu', 'dense(4')).view).isBroken, true);
  });

  it('gathers hundreds of steps in a row into groups with their sums', () => {
    const drawn = only(`network N {\n  input x: [4]\n${'  dense(4)\n'.repeat(1000)}}\n`);
    // The square root of a thousand is 32: groups of 32 steps, the last one of the 8 that are left.
    const groups = drawn.nodes.filter(({ kind }) => kind === 'group');
    assert.equal(groups.length, 32);
    assert.deepEqual(
      groups.map(({ children }) => children.length),
      [...Array<number>(31).fill(32), 8],
    );
    // 4 * 4 + 4 = 20 parameters each.
    assert.deepEqual(
      [groups[0]?.label, groups[0]?.parameters, groups[31]?.parameters],
      ['steps 1 to 32', '640', '160'],
    );
    assert.equal(drawn.edges.length, 1001);
  });

  it('sends so many edges at most: each of three hundred steps that reads all before it has as many', () => {
    const steps = Array.from({ length: 300 }, (_, i) => `  p${String(i)} = add(${pointsBefore(i)})\n`).join('');
    const drawn = only(`network N {\n  input x: [4]\n  first = relu\n${steps}}\n`);
    assert.equal(drawn.edges.length + drawn.omittedEdges > 40_000, true);
    assert.equal(drawn.edges.length, 20_000);
  });

  it('is empty where a file has no network', () => {
    assert.deepEqual(diagram(fixture('block B { relu }\n').view).networks, []);
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
