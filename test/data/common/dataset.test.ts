/** Fields: what gathering gives, padding, and requests that make no sense. */
import assert from 'node:assert/strict';
import { classField, fieldOf, floatField, pixelField } from '../../../src/data/common/dataset.js';

describe('fields', () => {
  const rows = floatField('features', [2], Float32Array.from([0, 1, 10, 11, 20, 21]));
  const labels = classField('label', ['no', 'yes'], Int32Array.from([0, 1, 1]));

  it('gathers samples in the asked order, with repeats', () => {
    assert.deepEqual(rows.gather([2, 0, 2]), Float32Array.from([20, 21, 0, 1, 20, 21]));
    assert.deepEqual(labels.gather(Int32Array.from([1, 0])), Int32Array.from([1, 0]));
    assert.deepEqual(rows.gather([]), new Float32Array(0));
  });

  it('gathers into a buffer that is given', () => {
    const buffer = new Float32Array(4).fill(-1);
    assert.equal(rows.gather([1, 2], buffer), buffer);
    assert.deepEqual(buffer, Float32Array.from([10, 11, 20, 21]));
  });

  it('refuses samples that do not exist and buffers of another length', () => {
    assert.throws(() => rows.gather([3]), /sample 3 does not exist: there are 3/);
    assert.throws(() => labels.gather([-1]), /sample -1 does not exist/);
    assert.throws(() => labels.gather([0.5]), /sample 0.5 does not exist/);
    assert.throws(() => rows.gather([0], new Float32Array(3)), /1 samples of 2 values do not fit an array of 3/);
  });

  // Two images of 2 channels, 1 row, 2 columns; brightest 4, so a byte is worth a quarter.
  const bytes = Uint8Array.from([1, 2, 3, 4, 4, 0, 2, 1]);

  it('turns bytes into numbers from 0 to 1', () => {
    const image = pixelField('image', [2, 1, 2], bytes, { brightest: 4 });
    assert.deepEqual(image.shape, [2, 1, 2]);
    assert.deepEqual([...image.gather([1, 0])], [1, 0, 0.5, 0.25, 0.25, 0.5, 0.75, 1]);
  });

  it('pads every channel on all four sides, also in a used buffer', () => {
    const image = pixelField('image', [2, 1, 2], bytes, { brightest: 4, pad: 1 });
    assert.deepEqual(image.shape, [2, 3, 4]);
    // Drawn by hand: a row of 0, then 0 a b 0, then a row of 0; once a channel.
    const expected = [0, 0, 0, 0, 0, 0.25, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.75, 1, 0, 0, 0, 0, 0];
    assert.deepEqual([...image.gather([0], new Float32Array(24).fill(9))], expected);
  });

  it('finds a field by its name', () => {
    const dataset = {
      count: 3,
      fields: [rows, labels],
      split: { train: new Int32Array(0), validation: new Int32Array(0), heldBack: new Int32Array(0) },
    };
    assert.equal(fieldOf(dataset, 'label'), labels);
    assert.equal(fieldOf(dataset, 'image'), undefined);
  });
});
