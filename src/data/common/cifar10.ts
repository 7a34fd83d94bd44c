/** CIFAR-10 from the files of its binary version: a sample is a label, then 1,024 bytes each of red, green and blue, row by row. */
import { classField, pixelField, type Dataset } from './dataset.js';
import type { FileReader } from './host.js';
import { failure, success, type Result } from './result.js';

const CLASSES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];
const PIXELS = 3 * 32 * 32;
const SAMPLE = 1 + PIXELS;
const TRAINING = [1, 2, 3, 4, 5].map(number => `data_batch_${number}.bin`);
const HELD_BACK = 'test_batch.bin';
/** What the published archive unpacks to. */
const ARCHIVE = 'cifar-10-batches-bin/';

export interface FolderOptions {
  readonly folder: string;
}

/** Trains on the five training files and holds the test file back, as published. */
export async function cifar10(read: FileReader, { folder }: FolderOptions): Promise<Result<Dataset>> {
  const base = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  const direct = await readAll(read, base);
  const files = direct.ok ? direct : await readAll(read, base + ARCHIVE);
  if (!direct.ok && !files.ok) return failure(`${direct.message}; CIFAR-10 needs its binary version in "${folder}"`);
  if (!files.ok) return files;
  const counts = files.value.map(file => file.length / SAMPLE);
  const count = counts.reduce((sum, each) => sum + each, 0);
  const pixels = new Uint8Array(count * PIXELS);
  const labels = new Int32Array(count);
  let sample = 0;
  for (const file of files.value) {
    for (let at = 0; at < file.length; at += SAMPLE, sample++) {
      labels[sample] = file[at] ?? 0;
      pixels.set(file.subarray(at + 1, at + SAMPLE), sample * PIXELS);
    }
  }
  const order = Int32Array.from(labels, (_, i) => i);
  const training = count - (counts.at(-1) ?? 0);
  return success({
    count,
    fields: [pixelField('image', [3, 32, 32], pixels, { brightest: 255 }), classField('label', CLASSES, labels)],
    split: { train: order.slice(0, training), validation: new Int32Array(0), heldBack: order.slice(training) },
  });
}

/** The files of training, then the one held back. */
async function readAll(read: FileReader, base: string): Promise<Result<Uint8Array[]>> {
  const files: Uint8Array[] = [];
  for (const name of [...TRAINING, HELD_BACK]) {
    const file = await read(base + name);
    if (!file.ok) return file;
    if (file.value.length === 0 || file.value.length % SAMPLE !== 0)
      return failure(`${name} has ${file.value.length} bytes, which is no number of samples of ${SAMPLE} bytes`);
    for (let at = 0; at < file.value.length; at += SAMPLE) {
      const label = file.value[at] ?? 0;
      if (label >= CLASSES.length) return failure(`${name}: sample ${at / SAMPLE} has the label ${label}, beyond 9`);
    }
    files.push(file.value);
  }
  return success(files);
}
