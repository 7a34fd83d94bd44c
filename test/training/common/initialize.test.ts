/** First values of weights, where they hang together. */
import assert from 'node:assert/strict';
import { sessionOf } from './training.js';

describe('the first values of weights', () => {
  it('give a plain weight norm the lengths of the rows, as PyTorch’s parametrization begins', async () => {
    const text = `network Net {
  input image: [1, 8, 8]
  conv(6, 3, weight_norm: plain) -> relu -> flatten
  dense(10, weight_norm: plain)
}
train Net { data: digits, loss: cross_entropy, optimizer: sgd(lr: 0.1), batch: 4 }`;
    const session = await sessionOf(text, { floatBytes: 8 });
    const { weights } = session.prepared.main;
    const valuesOf = (path: string): Float32Array | Float64Array => {
      const found = weights.find(({ weight }) => weight.path === path);
      assert.ok(found, path);
      return session.memory.floats(found.slot);
    };
    for (const layer of ['conv_1', 'dense_1']) {
      const [length, weight] = [valuesOf(`${layer}.length`), valuesOf(`${layer}.weight`)];
      const width = weight.length / length.length;
      length.forEach((actual, row) => {
        const cells = Array.from(weight.slice(row * width, (row + 1) * width));
        const norm = Math.sqrt(cells.reduce((sum, value) => sum + value * value, 0));
        assert.ok(Math.abs(actual - norm) < 1e-12);
        assert.ok(actual > 0);
      });
    }
  });

  it('are zeros for the index of an embedding that stands for nothing', async () => {
    const text = `network Net {
  input image: [1, 8, 8]
  flatten -> dense(4)
  add(random_integer(50) -> embedding(50, 4, padding: -2))
  dense(10)
}
train Net { data: digits, loss: cross_entropy, optimizer: sgd(lr: 0.1), batch: 4 }`;
    const session = await sessionOf(text, { floatBytes: 8 });
    const found = session.prepared.main.weights.find(({ weight }) => weight.path === 'embedding_1.weight');
    assert.ok(found);
    const table = session.memory.floats(found.slot);
    for (let row = 0; row < 50; row++) {
      const cells = Array.from(table.slice(row * 4, row * 4 + 4));
      assert.equal(
        cells.every(value => value === 0),
        row === 48,
        `row ${String(row)}`,
      );
    }
  });
});
