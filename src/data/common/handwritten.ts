/** The two sets of handwritten digits that come with Netwright, made from their packed files. */
import { classField, pixelField, type Dataset } from './dataset.js';
import type { FileReader } from './host.js';
import { gunzip } from './gunzip.js';
import { readIdx, type IdxArray } from './idx.js';
import { failure, success, type Result } from './result.js';
import { split } from './split.js';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

export interface DigitOptions {
  /** Rows and columns of 0 added on every side. */
  readonly pad: number;
}

/** 1,797 digits of 8x8 by 13 writers: 1,438 for training, 359 held back. */
export const digits = (read: FileReader, { pad }: DigitOptions): Promise<Result<Dataset>> =>
  handwritten(read, { file: 'digits', brightest: 16, heldBack: 359, pad });

/** 10,000 digits of 28x28: 8,000 for training, 2,000 held back. */
export const mnist = (read: FileReader, { pad }: DigitOptions): Promise<Result<Dataset>> =>
  handwritten(read, { file: 'mnist', brightest: 255, heldBack: 2000, pad });

interface Packed extends DigitOptions {
  readonly file: string;
  readonly brightest: number;
  readonly heldBack: number;
}

async function handwritten(read: FileReader, { file, brightest, heldBack, pad }: Packed): Promise<Result<Dataset>> {
  const images = await unpacked(read, `${file}.images.idx.gz`);
  if (!images.ok) return images;
  const labels = await unpacked(read, `${file}.labels.idx.gz`);
  if (!labels.ok) return labels;
  const [count = 0, height = 0, width = 0] = images.value.shape;
  const [pixels, classes] = [images.value.values, Int32Array.from(labels.value.values)];
  if (!(pixels instanceof Uint8Array) || classes.length !== count)
    return failure(`${file}.images.idx.gz and ${file}.labels.idx.gz do not belong together`);
  return success({
    count,
    fields: [pixelField('image', [1, height, width], pixels, { brightest, pad }), classField('label', DIGITS, classes)],
    split: split({ count, seed: 0, heldBack, classes }),
  });
}

async function unpacked(read: FileReader, file: string): Promise<Result<IdxArray>> {
  const packed = await read(file);
  if (!packed.ok) return packed;
  const bytes = await gunzip(packed.value, file);
  return bytes.ok ? readIdx(bytes.value, file) : bytes;
}
