import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSummary, type Summary } from './contract.js';
import { netwright, withFiles, type Ran } from './run.js';

const summaryOf = async (text: string, ...flags: readonly string[]): Promise<Summary> =>
  withFiles({ 'net.nn': text }, async folder => {
    const { out } = await netwright(['summary', 'net.nn', '--json', ...flags], { folder });
    return readSummary(out);
  });

const only = (summary: Summary): Summary['networks'][number] => {
  const [network] = summary.networks;
  assert.ok(network && summary.networks.length === 1);
  return network;
};

describe('netwright summary --json', () => {
  for (const file of readdirSync('examples').filter(name => name.endsWith('.nn'))) {
    it(`keeps to its contract for examples/${file}`, async () => {
      const { status, out } = await netwright(['summary', join('examples', file), '--json']);
      assert.equal(status, 0);
      assert.ok(readSummary(out).networks.length > 0);
    });
  }

  it('counts LeNet-5 as its paper does', async () => {
    // 61,706: C1 156, C3 2,416 (connected to all of S2), C5 48,120, F6 10,164, output 850.
    const { out } = await netwright(['summary', 'examples/lenet.nn', '--json', '--batch', '1', '--optimizer', 'adam']);
    const { totals, layers, batch, optimizer, outputs } = only(readSummary(out));
    assert.deepEqual([batch, optimizer], [1, 'adam']);
    assert.deepEqual(outputs, [{ name: 'output', shape: [10] }]);
    assert.deepEqual(totals.parameters, { trainable: 61706, frozen: 0, total: 61706 });
    assert.equal(totals.multiply_adds, 416520);
    assert.equal(totals.flops, 2 * 416520);
    // Adam keeps two moments of 4 bytes for each weight, PyTorch a counter of 4 bytes for each of the 10 tensors.
    assert.equal(totals.bytes.optimizer_state, 2 * 4 * 61706);
    assert.equal(totals.bytes.optimizer_scalars, 40);
    assert.equal(totals.bytes.kept_for_backward, 36432);
    assert.equal(totals.bytes.workspace, null);
    assert.deepEqual(
      layers.map(layer => [layer.path, layer.parameters.trainable]).filter(([, count]) => count !== 0),
      [
        ['conv_1', 156],
        ['conv_2', 2416],
        ['dense_1', 48120],
        ['dense_2', 10164],
        ['dense_3', 850],
      ],
    );
  });

  it('takes batch, precision and optimizer from `train`, and a flag before that', async () => {
    const text =
      'network N {\n  input x: [4]\n  dense(2)\n}\ntrain N {\n  data: csv("a.csv")\n  loss: mse\n  optimizer: adam(lr: 1e-3)\n  batch: 16\n}\n';
    const plain = only(await summaryOf(text));
    assert.deepEqual([plain.batch, plain.precision, plain.optimizer], [16, 'fp32', 'adam(lr: 0.001)']);
    const flagged = only(
      await summaryOf(text, '--batch', '2', '--precision', 'bf16', '--optimizer', 'sgd(momentum: 0.9)'),
    );
    assert.deepEqual([flagged.batch, flagged.precision, flagged.optimizer], [2, 'bf16', 'sgd(momentum: 0.9)']);
    // 10 parameters of 2 bytes, and a velocity as large.
    assert.deepEqual([flagged.totals.bytes.weights, flagged.totals.bytes.optimizer_state], [20, 20]);
  });

  it('writes formulas as text, and numbers as soon as the symbols have values', async () => {
    const text = 'network N {\n  input image: [3, H, W]\n  conv(8, 3, padding: 1)\n}\n';
    const open = only(await summaryOf(text));
    assert.deepEqual(open.outputs[0]?.shape, [8, 'H', 'W']);
    assert.equal(typeof open.totals.multiply_adds, 'string');
    const closed = only(await summaryOf(text, '--set', 'H=10', '--set', 'W=20'));
    assert.deepEqual(closed.outputs[0]?.shape, [8, 10, 20]);
    // 8 filters of 3 x 3 x 3 at 200 places.
    assert.equal(closed.totals.multiply_adds, 8 * 27 * 200);
  });

  it('says how figures grow, and what open sizes must obey, at the layer that asks for it', async () => {
    const text = 'network N {\n  input image: [3, S, S]\n  down = maxpool(2)\n  upsample(2)\n  add(image)\n}\n';
    const open = only(await summaryOf(text));
    assert.deepEqual(open.growth.inference_peak, { batch: 'linear', sizes: { S: 'quadratic' } });
    const [condition] = open.conditions;
    assert.deepEqual([condition?.divisor, condition?.of, condition?.line], [2, 'S', 5]);
    assert.deepEqual(only(await summaryOf(text, '--set', 'S=8')).conditions, []);
  });

  it('counts what the plain kernel of attention keeps: by hand, torch 2.15 agrees (docs/memory.md)', async () => {
    const text = 'network N {\n  input x: 16x64\n  attention(heads: 4)\n}\n';
    const kept = async (kernel: string): Promise<unknown> =>
      only(await summaryOf(text, '--attention', kernel)).totals.bytes.kept_for_backward;
    const t = 16 * 64 * 4;
    // Fused: input, q k v, result, 4 N H bytes of log-sum-exp; plain: input, q k v, scaled q and k, 4 H N N of matrix, result.
    assert.deepEqual([await kept('fused'), await kept('plain')], [5 * t + 4 * 16 * 4, 7 * t + 4 * 4 * 16 * 16]);
  });

  it('sets parameters of the network', async () => {
    const text = 'network N(width = 4, act = relu) {\n  input x: [10]\n  dense(width) -> act\n}\n';
    const { layers, totals } = only(await summaryOf(text, '--set', 'width = 6', '--set', 'act=gelu'));
    assert.equal(totals.parameters.total, 66);
    assert.deepEqual(
      layers.map(layer => layer.kind),
      ['dense', 'gelu'],
    );
  });

  it('writes counts above 2^53 as text, exactly', async () => {
    const text = 'network N {\n  input x: [1000000000]\n  dense(1000000000, bias: false)\n}\n';
    const { totals } = only(await summaryOf(text));
    assert.equal(totals.parameters.total, '1000000000000000000');
    assert.equal(totals.bytes.weights, '4000000000000000000');
  });

  it('writes null for what a mistake leaves unknown, and says the mistake', async () => {
    const summary = await summaryOf('network N {\n  input x: [4]\n  dense(3)\n  nonesuch(2)\n  dense(1)\n}\n');
    const { totals, layers } = only(summary);
    assert.equal(layers.find(layer => layer.path === 'dense_1')?.parameters.trainable, 15);
    assert.equal(totals.parameters.total, null);
    const [diagnostic] = summary.diagnostics;
    assert.deepEqual([diagnostic?.code, diagnostic?.severity], ['unknown-layer', 'error']);
    assert.deepEqual(diagnostic?.range, { start: { line: 4, column: 3 }, end: { line: 4, column: 11 } });
    assert.equal(diagnostic?.file, 'net.nn');
  });

  it('counts lines and columns from 1, columns in UTF-16 units', async () => {
    const summary = await summaryOf('# 🙂🙂\nnetwork N {\n  input x: [4]\n  a = "🙂" -> nonesuch\n}\n');
    assert.ok(summary.diagnostics.length > 0);
    const { layers } = only(await summaryOf('network N { # 🙂\n  input x: [4]\n  dense(3) -> relu\n}\n'));
    assert.deepEqual(
      layers.map(({ line, column }) => [line, column]),
      [
        [3, 3],
        [3, 15],
      ],
    );
  });

  it('lists the calls of blocks that lead to a layer, with stable paths', async () => {
    const block = 'block Unit(width) {\n  dense(width)\n  relu\n}\n';
    const text = `${block}network N {\n  input x: [4]\n  repeat 2 { Unit(4) }\n  last = Unit(2)\n}\n`;
    const { layers } = only(await summaryOf(text));
    assert.deepEqual(
      layers.map(layer => layer.path),
      ['Unit_1.dense_1', 'Unit_1.relu_1', 'Unit_2.dense_1', 'Unit_2.relu_1', 'last.dense_1', 'last.relu_1'],
    );
    assert.deepEqual(layers[4]?.calls, [{ block: 'Unit', file: 'net.nn', line: 8, column: 10 }]);
  });

  it('counts shared weights once, at their first call', async () => {
    const text = [
      'block Tower {\n  dense(8)\n}',
      'network N {\n  input a: [4]\n  input b: [4]\n  shared tower = Tower',
      '  x = a -> tower\n  y = b -> tower\n  x -> subtract(y)\n}\n',
    ].join('\n');
    const { layers, totals } = only(await summaryOf(text));
    assert.equal(totals.parameters.total, 40);
    const dense = layers.filter(layer => layer.kind === 'dense');
    assert.deepEqual(
      dense.map(layer => [layer.parameters.trainable, layer.shares]),
      [
        [40, null],
        [0, dense[0]?.path ?? ''],
      ],
    );
  });

  it('lists what is trained only, as called in the training pass only', async () => {
    const text =
      'network N {\n  input x: [4]\n  dense(4)\n  training { output aux = dense(2) }\n  output y = dense(3)\n}\n';
    const infer = only(await summaryOf(text, '--infer'));
    const train = only(await summaryOf(text, '--train'));
    assert.deepEqual(
      infer.layers.map(l => l.called),
      [true, false, true],
    );
    assert.deepEqual(
      train.layers.map(l => l.called),
      [true, true, true],
    );
    assert.deepEqual(
      infer.outputs.map(o => o.name),
      ['y'],
    );
    assert.deepEqual(new Set(train.outputs.map(o => o.name)), new Set(['aux', 'y']));
    // Parameters count in both; multiply-adds of the side path (4 x 2) in training only.
    assert.equal(infer.totals.parameters.total, 45);
    assert.equal(train.totals.parameters.total, 45);
    assert.deepEqual([infer.totals.multiply_adds, train.totals.multiply_adds], [28, 36]);
  });

  it('gives no networks for a file of blocks, and exit status 0', async () => {
    const { status, out } = await netwright(['summary', 'examples/blocks/conv.nn', '--json']);
    assert.equal(status, 0);
    assert.deepEqual(readSummary(out).networks, []);
  });

  it('cuts the list of layers above 100,000 and says by how many', async () => {
    const text = 'network N {\n  input x: [1]\n  repeat 100001 { relu }\n}\n';
    const { layers, truncated } = only(await summaryOf(text));
    assert.deepEqual([layers.length, truncated], [100_000, 1]);
  });

  it('does not pass what PyTorch keeps for what the bundled engine keeps', async () => {
    const text = 'network N {\n  input x: [4]\n  dense(2)\n}\n';
    const { target, totals, layers } = only(await summaryOf(text, '--target', 'bundled'));
    assert.equal(target, 'bundled');
    assert.deepEqual([totals.bytes.weights, totals.bytes.kept_for_backward], [40, null]);
    assert.deepEqual([layers[0]?.bytes.kept_for_backward, totals.bytes.inference_peak], [null, null]);
  });

  // Araujo, Norris & Sim 2019, "Computing Receptive Fields of Convolutional Neural Networks", table of networks.
  for (const [example, path, size] of [
    ['alexnet', 'maxpool_3', 195],
    ['vgg16', 'Features_1.maxpool_5', 212],
    ['mobilenet_v1', 'Separable_13.relu_2', 315],
  ] as const) {
    it(`says that ${example} sees ${size} pixels at the end of its convolutions`, async () => {
      const { out } = await netwright(['summary', `examples/${example}.nn`, '--json']);
      const layer = only(readSummary(out)).layers.find(each => each.path === path);
      assert.deepEqual(layer?.receptive_field, [size, size]);
    });
  }

  it('chooses a network by name', async () => {
    const text = 'network A {\n  input x: [1]\n  relu\n}\nnetwork B {\n  input x: [1]\n  tanh\n}\n';
    assert.deepEqual(
      (await summaryOf(text)).networks.map(n => n.name),
      ['A', 'B'],
    );
    assert.deepEqual(
      (await summaryOf(text, '--network', 'B')).networks.map(n => n.name),
      ['B'],
    );
  });
});

describe('the exit status of netwright', () => {
  const net = 'network N(width = 4) {\n  input x: [3, H]\n  conv(width, 1)\n}\n';
  const run = (files: Record<string, string | Uint8Array>, ...args: readonly string[]): Promise<Ran> =>
    withFiles(files, folder => netwright(args, { folder }));

  it('is 0 without errors', async () => {
    assert.equal((await run({ 'net.nn': net }, 'summary', 'net.nn')).status, 0);
  });

  const wrongUses: readonly (readonly string[])[] = [
    [],
    ['nonesuch'],
    ['summary'],
    ['summary', 'missing.nn'],
    ['summary', '.'],
    ['summary', 'net.nn', '--nonesuch'],
    ['summary', 'net.nn', '--batch', '0'],
    ['summary', 'net.nn', '--batch', '1.5'],
    ['summary', 'net.nn', '--precision', 'fp8'],
    ['summary', 'net.nn', '--target', 'abacus'],
    ['summary', 'net.nn', '--optimizer', 'adma'],
    ['summary', 'net.nn', '--optimizer', 'relu'],
    ['summary', 'net.nn', '--optimizer', 'adam(lr:'],
    ['summary', 'net.nn', '--optimizer', 'adam(speed: 1)'],
    ['summary', 'net.nn', '--set', 'width'],
    ['summary', 'net.nn', '--set', 'width='],
    ['summary', 'net.nn', '--set', 'width=)('],
    ['summary', 'net.nn', '--set', 'depth=3'],
    ['summary', 'net.nn', '--network', 'M'],
    ['summary', 'net.nn', '--train', '--infer'],
    ['check'],
    ['check', 'net.nn', 'missing.nn'],
    ['train', 'net.nn'],
    ['train', 'net.nn', '--epochs', 'many'],
  ];
  for (const args of wrongUses) {
    it(`is 2 for \`netwright ${args.join(' ')}\`, with a message and nothing else`, async () => {
      const { status, out, error } = await run({ 'net.nn': net }, ...args);
      assert.equal(status, 2);
      assert.equal(out, '');
      assert.notEqual(error, '');
    });
  }

  const bad: Readonly<Record<string, string | Uint8Array>> = {
    'a wrong layer': 'network N {\n  input x: [1]\n  nonesuch\n}\n',
    'a binary file': Uint8Array.from({ length: 5000 }, (_, i) => (i * 37) % 256),
    'a text in UTF-16': Uint8Array.from([0xff, 0xfe, 0x6e, 0, 0x65, 0]),
    'a megabyte of brackets': '['.repeat(1_000_000),
    'a megabyte of braces': '{'.repeat(1_000_000),
    'a file that imports itself': 'import N from "./net.nn"\nnetwork N {\n  input x: [1]\n  relu\n}\n',
    'a missing import': 'import Block from "./nowhere.nn"\nnetwork N {\n  input x: [1]\n  Block\n}\n',
    'endless recursion': 'block B {\n  B\n}\nnetwork N {\n  input x: [1]\n  B\n}\n',
    'a repeat of a billion': 'network N {\n  input x: [1]\n  repeat 1e9 { relu -> dense(1) }\n}\n',
    'a width of zero': 'network N {\n  input x: [1]\n  dense(0)\n}\n',
    'a negative width': 'network N {\n  input x: [1]\n  dense(-3)\n}\n',
    'half a width': 'network N {\n  input x: [1]\n  dense(3 / 2)\n}\n',
  };
  for (const [what, content] of Object.entries(bad)) {
    it(`is 1 for ${what}, with a diagnostic`, async () => {
      const { status, out } = await run({ 'net.nn': content }, 'summary', 'net.nn', '--json');
      assert.equal(status, 1);
      assert.ok(readSummary(out).diagnostics.some(d => d.severity === 'error'));
      const checked = await run({ 'net.nn': content }, 'check', 'net.nn');
      assert.equal(checked.status, 1);
      assert.match(checked.out, /^net\.nn:\d+:\d+ error/m);
    });
  }

  it('is 0 for an empty file', async () => {
    assert.equal((await run({ 'net.nn': '' }, 'check', 'net.nn')).status, 0);
  });
});
