/** Bytes over a training step: counted by hand by the rules of docs/memory.md, and bounds that hold for every network. */
import assert from 'node:assert/strict';
import { trainingBytes } from '../../src/analysis/budget.js';
import { trainingTimeline } from '../../src/analysis/training-timeline.js';
import { networkOfExample } from '../networks/examples.js';
import { networkOf } from './sources.js';

const net = (steps: string): string => `network N {\n input x: [4]\n ${steps}\n}`;

describe('the peak of training', () => {
  it('is counted by hand for two dense layers', () => {
    const network = networkOf(net('dense(8) -> relu -> dense(2)'), { batch: 10, optimizer: 'sgd(momentum: 0.9)' });
    const timeline = trainingTimeline(network);
    // Weights 4 x 8 + 8 = 40 and 8 x 2 + 2 = 18, of 4 bytes, each with a momentum.
    assert.equal(timeline?.lasting.value, 2 * 4 * 58);
    // Batch 10: the input keeps 4 x 4 x 10 = 160, relu's result 4 x 8 x 10 = 320, which the second dense layer keeps too. The
    // output, 4 x 2 x 10 = 80, is held by who trains.
    const [lasting, kept, output] = [464, 480, 80];
    assert.deepEqual(timeline?.moments, [
      // Gradients of its result (2 x 10) and its input (8 x 10), of 4 bytes; its own weights' at once.
      { layer: 'dense_2', bytes: lasting + kept + output + 72 + 80 + 320 },
      // Gradients of its result and of its input.
      { layer: 'relu_1', bytes: lasting + kept + output + 72 + 320 + 320 },
      // No gradient of the data; relu's result is let go.
      { layer: 'dense_1', bytes: lasting + kept - 320 + output + 72 + 160 + 320 },
    ]);
    const peak = network.trainingPeak();
    assert.deepEqual([peak?.layer, peak?.bytes.value, peak?.exact], ['relu_1', 464 + 480 + 80 + 72 + 640, false]);
    // Nothing of it is left open: the other end of the band is the same.
    assert.equal(peak?.atMost?.bytes.value, peak?.bytes.value);
    assert.equal(network.totals.bytes.trainingPeak, undefined);
  });

  it('is at the first layer where weights are most of it: their gradients come last', () => {
    const network = networkOf(net('dense(1000) -> dense(1000)'), { optimizer: 'sgd' });
    const weights = 4 * (4 * 1000 + 1000 + 1000 * 1000 + 1000);
    const peak = network.trainingPeak();
    // In the backward of the first layer all gradients live too, and on top what it keeps (16), its result's gradient and the output.
    assert.deepEqual([peak?.layer, peak?.bytes.value], ['dense_1', 2 * weights + 16 + 4000 + 4000]);
  });

  it('leaves out layers that backward does not reach', () => {
    const network = networkOf(net('frozen { dense(64) -> relu }\n dense(2)'));
    assert.deepEqual(
      trainingTimeline(network)?.moments.map(m => m.layer),
      ['dense_2'],
    );
  });

  it('is unknown where a size is open', () => {
    assert.equal(networkOf('network N {\n input x: [3, S, S]\n conv(8, 3)\n}').trainingPeak(), undefined);
  });

  for (const name of ['vgg16', 'resnet50', 'densenet121', 'squeezenet1_1', 'googlenet', 'vit_b_16', 'mobilenet_v2']) {
    it(`of ${name} is no less than the update, and no more than all that is counted with two of the largest tensors`, () => {
      const network = networkOfExample(name, { batch: 4, optimizer: 'adam(lr: 1e-3)' });
      const peak = network.trainingPeak();
      const { bytes } = network.totals;
      const update = bytes.weights
        .plus(bytes.buffers)
        .plus(bytes.gradients)
        .plus(bytes.optimizerState ?? 0);
      const largest = Math.max(...network.layers().lines.map(l => l.bytes.output?.value ?? 0));
      const all = trainingBytes(network.totals)?.plus(bytes.optimizerScalars ?? 0).value ?? NaN;
      assert.ok(peak && peak.bytes.value >= update.value);
      assert.ok(peak.bytes.value <= all + 2 * largest);
      // The peak is that of its layer, and the first layer is the last one that backward comes to.
      const moments = trainingTimeline(network)?.moments ?? [];
      const most = Math.max(...moments.map(m => m.bytes));
      assert.equal(moments.find(m => m.bytes === most)?.layer, peak.layer);
      assert.equal(moments.at(-1)?.layer, network.layers().lines.find(l => !l.bytes.gradients.equals(0))?.path);
    });
  }

  it('of the bundled engine is exact, with the layer at which its memory is fullest', () => {
    const text = `network N {
  input features: [2]
  dense(500) -> tanh
  dense(2)
}
train N { data: spiral, loss: cross_entropy, optimizer: sgd(lr: 0.1), batch: 100 }`;
    const network = networkOf(text, { target: 'bundled' });
    const peak = network.trainingPeak();
    assert.deepEqual([peak?.exact, peak?.bytes.value], [true, network.totals.bytes.trainingPeak?.value]);
    // Only around the hidden layer are there tensors of 500 x 100 numbers.
    assert.ok(['dense_1', 'tanh_1', 'dense_2'].includes(peak?.layer ?? ''), peak?.layer);
  });
});
