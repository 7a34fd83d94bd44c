/** CIFAR-10's binary files, made small: the format is that of the description on the data set's page. */
import assert from 'node:assert/strict';
import { cifar10 } from '../../../src/data/common/cifar10.js';
import { fieldOf } from '../../../src/data/common/dataset.js';
import type { FileReader } from '../../../src/data/common/host.js';
import { failure, success } from '../../../src/data/common/result.js';

/** A sample with one red pixel at row 0, column 1, and one blue pixel in the last place. */
function sample(label: number): number[] {
  const bytes = new Array<number>(3073).fill(0);
  bytes[0] = label;
  bytes[1 + 1] = 255;
  bytes[3072] = 51;
  return bytes;
}

const bytes = (...labels: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(labels.flatMap(sample));

const whole: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  'data_batch_1.bin': bytes(3, 9),
  'data_batch_2.bin': bytes(0),
  'data_batch_3.bin': bytes(1),
  'data_batch_4.bin': bytes(2),
  'data_batch_5.bin': bytes(4),
  'test_batch.bin': bytes(5, 6),
};

const below =
  (folder: string, files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = whole): FileReader =>
  path => {
    const file = path.startsWith(folder) ? files[path.slice(folder.length)] : undefined;
    return Promise.resolve(file ? success(file) : failure(`${path} cannot be read: there is no such file`));
  };

describe('cifar10', () => {
  for (const [place, folder] of [
    ['data/', 'data/'],
    ['data/', 'data'],
    ['data/cifar-10-batches-bin/', 'data/'],
  ] as const) {
    it(`finds the files in ${place} for "${folder}", trains on five and holds the sixth back`, async () => {
      const result = await cifar10(below(place), { folder });
      assert.ok(result.ok);
      const { count, split } = result.value;
      assert.deepEqual([count, split.train.length, split.heldBack.length], [8, 6, 2]);
      const label = fieldOf(result.value, 'label');
      assert.deepEqual(label?.gather(split.train), Int32Array.from([3, 9, 0, 1, 2, 4]));
      assert.deepEqual(label?.gather(split.heldBack), Int32Array.from([5, 6]));
    });
  }

  it('keeps colours apart: red first, blue last', async () => {
    const result = await cifar10(below(''), { folder: '' });
    assert.ok(result.ok);
    const image = fieldOf(result.value, 'image');
    assert.deepEqual(image?.shape, [3, 32, 32]);
    const pixels = [...(image?.gather([7]) ?? [])];
    assert.deepEqual(
      pixels.flatMap((brightness, at) => (brightness > 0 ? [[at, Math.fround(brightness)]] : [])),
      [
        [1, 1],
        [3071, Math.fround(0.2)],
      ],
    );
  });

  for (const [title, file, message] of [
    [
      'a cut file',
      new Uint8Array(3000),
      'data_batch_3.bin has 3000 bytes, which is no number of samples of 3073 bytes',
    ],
    ['an empty file', new Uint8Array(0), 'data_batch_3.bin has 0 bytes, which is no number of samples of 3073 bytes'],
    ['another file', bytes(4, 12), 'data_batch_3.bin: sample 1 has the label 12, beyond 9'],
  ] as const) {
    it(`says what is wrong with ${title}`, async () => {
      const result = await cifar10(below('d/', { ...whole, 'data_batch_3.bin': file }), { folder: 'd' });
      assert.deepEqual(result, { ok: false, message: `${message}; CIFAR-10 needs its binary version in "d"` });
    });
  }

  it('says which file is missing', async () => {
    assert.deepEqual(await cifar10(below('elsewhere/'), { folder: 'd/' }), {
      ok: false,
      message: 'd/data_batch_1.bin cannot be read: there is no such file; CIFAR-10 needs its binary version in "d/"',
    });
  });
});
