/** `netwright solve` and `netwright optimizers`: inverse questions, against arithmetic by hand. */
import assert from 'node:assert/strict';
import { netwright, withFiles } from './run.js';

interface Solved {
  readonly networks: readonly {
    readonly name: string;
    readonly value: number | null;
    readonly at_value: number | null;
    readonly beyond: { readonly value: number; readonly figure: number } | null;
    readonly evaluations: number;
  }[];
}

interface Optimizers {
  readonly networks: readonly {
    readonly optimizers: readonly {
      readonly optimizer: string;
      readonly optimizer_state: number;
      readonly optimizer_scalars: number;
      readonly training_memory: number;
      readonly largest_batch: number | null;
    }[];
  }[];
}

const solved = async (...args: readonly string[]): Promise<Solved['networks'][number]> => {
  const { out, error } = await netwright(['solve', ...args, '--json']);
  assert.equal(error, '');
  const [network] = (JSON.parse(out) as Solved).networks;
  assert.ok(network);
  return network;
};

describe('C47, pytorch/pytorch#9439: VGG-16 in fp32, momentum against Adam', () => {
  // 138,357,544 parameters of 4 bytes; 73,355,264 bytes are kept for each sample (docs/memory.md).
  const weights = 4 * 138_357_544;
  const [momentum, adam] = [weights, 2 * weights];
  const sample = 73_355_264;
  const fits = (bytes: number, state: number): number => Math.floor((bytes - 2 * weights - state) / sample);

  it('shows 553,430,176 against 1,106,860,352 bytes of state side by side, and the batch that still fits', async () => {
    const memory = 2.25 * 2 ** 30;
    const { out } = await netwright(['optimizers', 'examples/vgg16.nn', '--fit', '2.25GiB', '--json']);
    const [network] = (JSON.parse(out) as Optimizers).networks;
    const of = (name: string): Optimizers['networks'][number]['optimizers'][number] | undefined =>
      network?.optimizers.find(o => o.optimizer.startsWith(name));
    assert.equal(of('sgd(lr: 0.1, momentum: 0.9)')?.optimizer_state, 553_430_176);
    assert.equal(of('adam(lr: 1e-3)')?.optimizer_state, 1_106_860_352);
    // A step counter for each of 32 weight tensors.
    assert.equal(of('adam(lr: 1e-3)')?.optimizer_scalars, 4 * 32);
    // Momentum runs at batch 8 where Adam does not even at 3.
    assert.equal(of('sgd(lr: 0.1, momentum: 0.9)')?.largest_batch, fits(memory, momentum));
    assert.equal(of('adam(lr: 1e-3)')?.largest_batch, fits(memory, adam));
    assert.ok(fits(memory, momentum) >= 8 && fits(memory, adam) < 8);
  });

  for (const [optimizer, state] of [
    ['sgd(lr: 0.01, momentum: 0.9)', momentum],
    ['adam(lr: 1e-3)', adam],
  ] as const) {
    it(`finds the largest batch in 11 GiB with ${optimizer}`, async () => {
      const answer = await solved('examples/vgg16.nn', '--fit', '11GiB', '--optimizer', optimizer);
      assert.equal(answer.value, fits(11 * 2 ** 30, state));
      assert.ok((answer.at_value ?? Infinity) <= 11 * 2 ** 30 && (answer.beyond?.figure ?? 0) > 11 * 2 ** 30);
    });
  }

  it('says so in words', async () => {
    const { out, status } = await netwright(['solve', 'examples/vgg16.nn', '--fit', '2 GiB', '--optimizer', 'adam']);
    assert.equal(status, 1);
    assert.match(out, /VGG16: no batch fits 2 GiB for training: batch 1 needs 2\.13 GiB/);
  });
});

describe('netwright solve', () => {
  const net = [
    'network N(width = 4) {',
    '  input image: 3x32x32',
    '  conv(width, 3, padding: 1) -> relu',
    '  maxpool(2)',
    '  global_avgpool -> dense(10)',
    '}\n',
  ].join('\n');
  const withNet = async (text: string, ...args: readonly string[]): Promise<Solved['networks'][number]> =>
    withFiles({ 'net.nn': text }, async folder => {
      const { out, error } = await netwright(['solve', 'net.nn', ...args, '--json'], { folder });
      assert.equal(error, '');
      const [network] = (JSON.parse(out) as Solved).networks;
      assert.ok(network);
      return network;
    });

  it('finds the widest network within a number of parameters, and the narrowest that reaches it', async () => {
    // 27 w + w of the convolution, 10 w + 10 of the dense layer.
    const parameters = (w: number): number => 38 * w + 10;
    const most = await withNet(net, '--parameters', '1000', '--vary', 'width');
    assert.deepEqual([most.value, most.at_value, most.beyond?.figure], [26, parameters(26), parameters(27)]);
    const least = await withNet(net, '--parameters', '1000', '--vary', 'width', '--least');
    assert.deepEqual([least.value, least.at_value], [27, parameters(27)]);
  });

  it('finds the largest input within a number of multiply-adds', async () => {
    // 27 x 4 for each cell, and 4 x 10.
    const answer = await withNet(net, '--multiply-adds', '1e6', '--vary', 'image');
    assert.equal(answer.value, Math.floor(Math.sqrt((1e6 - 40) / 108)));
    assert.equal(answer.at_value, 108 * (answer.value ?? 0) ** 2 + 40);
  });

  it('asks about another size than `expect` is written for', async () => {
    const text = net.replace('  global', '  expect 4x16x16\n  global');
    assert.ok(((await withNet(text, '--multiply-adds', '1e6', '--vary', 'image')).value ?? 0) > 90);
  });

  it('finds the largest symbol that a condition allows', async () => {
    const text = 'network N {\n  input x: [1, S, S]\n  maxpool(4) -> upsample(4) -> add(x)\n}\n';
    // S must be a multiple of 4; in inference x and the parts of it are alive together.
    const answer = await withNet(text, '--fit', '1MiB', '--infer', '--vary', 'S');
    assert.equal((answer.value ?? 1) % 4, 0);
    assert.ok((answer.at_value ?? Infinity) <= 2 ** 20);
    assert.ok((answer.beyond?.figure ?? 0) > 2 ** 20 && answer.beyond?.value === (answer.value ?? 0) + 4);
  });

  it('passes over widths that heads do not divide', async () => {
    const text = 'network N(width = 8) {\n  input x: 16x8\n  dense(width) -> attention(heads: 6) -> dense(2)\n}\n';
    const answer = await withNet(text, '--parameters', '5000', '--vary', 'width');
    // 8 w + w, 4 w w + 4 w, 2 w + 2.
    const parameters = (w: number): number => 4 * w * w + 15 * w + 2;
    assert.equal(answer.value, 30);
    assert.deepEqual([answer.at_value, answer.beyond], [parameters(30), { value: 36, figure: parameters(36) }]);
  });

  it('counts the plan of the bundled engine', async () => {
    const text = `network N {
  input features: [2]
  dense(8) -> tanh
  dense(2)
}
train N { data: spiral, loss: cross_entropy, optimizer: adam }\n`;
    const answer = await withNet(text, '--fit', '64KiB', '--target', 'bundled');
    const { out } = await withFiles({ 'net.nn': text }, folder =>
      netwright(['summary', 'net.nn', '--json', '--target', 'bundled', '--batch', String(answer.value)], { folder }),
    );
    const summary = JSON.parse(out) as { networks: { totals: { bytes: { training_peak: number } } }[] };
    assert.equal(summary.networks[0]?.totals.bytes.training_peak, answer.at_value);
    assert.ok((answer.at_value ?? Infinity) <= 2 ** 16 && (answer.beyond?.figure ?? 0) > 2 ** 16);
  });

  it('says what is wrong with its flags, with exit status 2', () =>
    withFiles({ 'net.nn': net }, async folder => {
      for (const args of [
        [],
        ['--fit', '8GiB', '--parameters', '10'],
        ['--fit', 'much'],
        ['--fit', '-1'],
        ['--fit', '8GiB', '--vary', 'widht'],
        ['--parameters', '10', '--vary', 'width', '--step', '0'],
      ]) {
        const { status, out } = await netwright(['solve', 'net.nn', ...args], { folder });
        assert.deepEqual([status, out], [2, ''], args.join(' '));
      }
    }));
});
