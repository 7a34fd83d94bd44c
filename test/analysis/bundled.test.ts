/** The bytes shown for the bundled engine are those that a run's plans place and that it allocates. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { sessionOf } from '../training/common/training.js';
import { networkOf } from './sources.js';
import { networkOfExample } from '../networks/examples.js';

const dense = `
network Net {
  input features: [2]
  dense(6) -> tanh
  dense(2)
}
train Net { data: spiral, loss: cross_entropy, optimizer: adam, batch: 8 }`;

describe('memory of the bundled engine', () => {
  for (const name of ['spiral', 'moons', 'digits', 'lenet'])
    it(`is what a run of examples/${name}.nn allocates`, async () => {
      const report = networkOfExample(name, { target: 'bundled' });
      const session = await sessionOf(readFileSync(resolve('examples', `${name}.nn`), 'utf8'));
      assert.equal(report.totals.bytes.trainingPeak?.value, session.bytes.total);
      assert.equal(session.memory.bytes, session.bytes.total);
      assert.equal(report.totals.bytes.weights.value, session.bytes.weights);
      assert.equal(report.totals.bytes.optimizerState?.value, session.bytes.optimizerState);
    }).timeout(20_000);

  it('is counted by hand for two dense layers', () => {
    // Weights: 6 x 2 + 6 + 2 x 6 + 2 = 32 numbers of 4 bytes; Adam keeps two copies.
    const { bytes } = networkOf(dense, { target: 'bundled' }).totals;
    assert.equal(bytes.weights.value, 128);
    assert.equal(bytes.gradients.value, 128);
    assert.equal(bytes.optimizerState?.value, 256);
    // The input (8 x 2) is read again for the first weights, the labels (8), tanh's result (8 x 6) and the logits (8 x 2) for
    // the rest.
    assert.equal(bytes.ofWhichInput?.value, 64 + 32);
    assert.equal(bytes.keptForBackward?.value, 64 + 32 + 192 + 64);
    const parts = [bytes.weights, bytes.gradients, bytes.optimizerState, bytes.keptForBackward, bytes.workspace];
    assert.equal(
      parts.reduce((sum, part) => sum + (part?.value ?? 0), bytes.buffers.value),
      bytes.trainingPeak?.value,
    );
  });

  it('is named for each layer by its path', () => {
    const { lines } = networkOf(dense, { target: 'bundled' }).layers();
    assert.deepEqual(
      lines.map(({ path, bytes }) => [path, bytes.keptForBackward?.value]),
      [
        ['dense_1', 0],
        ['tanh_1', 192],
        ['dense_2', 64],
      ],
    );
  });

  it('stands beside PyTorch, whatever the target', () => {
    const report = networkOf(dense);
    assert.equal(report.totals.bytes.trainingPeak, undefined);
    assert.ok((report.bundled().trainingPeak?.value ?? 0) > 0);
  });

  it('is unknown where nothing says how to train, or the engine cannot', () => {
    const alone = networkOf(dense.slice(0, dense.indexOf('train')), { target: 'bundled' }).totals.bytes;
    assert.equal(alone.trainingPeak, undefined);
    assert.equal(alone.keptForBackward, undefined);
    assert.equal(alone.weights.value, 128);
    assert.equal(networkOf(dense, { target: 'bundled', precision: 'bf16' }).bundled().trainingPeak, undefined);
    const half = dense.replace('batch: 8', 'batch: 8, precision: bf16');
    assert.equal(networkOf(half).bundled().trainingPeak, undefined);
    // What is asked for comes before what the file says.
    const [asked, plain] = [networkOf(half, { precision: 'fp32' }), networkOf(dense)].map(report => report.bundled());
    assert.equal(asked?.trainingPeak?.value, plain?.trainingPeak?.value);
    assert.equal(networkOf(dense, { optimizer: 'lbfgs' }).bundled().trainingPeak, undefined);
    assert.equal(networkOf(dense.replace('spiral', 'csv("a.csv", target: "y")')).bundled().trainingPeak, undefined);
  });
});
