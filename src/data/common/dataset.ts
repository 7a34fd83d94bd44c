/** A data set that can be read: named fields over the same samples, and which samples are held back. */
import type { Split } from './split.js';

/** Numbers of samples, in any order, with repeats if wanted. */
export type Indices = readonly number[] | Int32Array;

interface Described {
  readonly name: string;
  /** Of one sample, without the batch; a label has none: []. */
  readonly shape: readonly number[];
  /** Names of the classes, where the values are classes: value 0 is the first. */
  readonly classes?: readonly string[];
}

export interface FloatField extends Described {
  readonly dtype: 'float32';
  /** The values of these samples, one after the other; into `into` if given, which must be as long. */
  gather(indices: Indices, into?: Float32Array): Float32Array;
}

export interface IntegerField extends Described {
  readonly dtype: 'int32';
  gather(indices: Indices, into?: Int32Array): Int32Array;
}

export type Field = FloatField | IntegerField;

export interface Dataset {
  readonly count: number;
  readonly fields: readonly Field[];
  /** The division that belongs to the data set: the same for every run, whatever its seed. */
  readonly split: Split;
}

export function fieldOf(dataset: Dataset, name: string): Field | undefined {
  return dataset.fields.find(field => field.name === name);
}

const elementsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

function copyRows(
  from: Float32Array | Int32Array,
  into: Float32Array | Int32Array,
  indices: Indices,
  row: number,
): void {
  indices.forEach((index, position) => {
    for (let i = 0; i < row; i++) into[position * row + i] = from[index * row + i] ?? Number.NaN;
  });
}

function checked(indices: Indices, count: number, length: number, row: number): void {
  if (length !== indices.length * row)
    throw new RangeError(`${indices.length} samples of ${row} values do not fit an array of ${length}`);
  for (const index of indices)
    if (!(Number.isInteger(index) && index >= 0 && index < count))
      throw new RangeError(`sample ${index} does not exist: there are ${count}`);
}

/** A field of numbers that lie in memory, sample after sample. */
export function floatField(name: string, shape: readonly number[], values: Float32Array): FloatField {
  const row = elementsOf(shape);
  return {
    name,
    shape,
    dtype: 'float32',
    gather(indices, into = new Float32Array(indices.length * row)) {
      checked(indices, values.length / row, into.length, row);
      copyRows(values, into, indices, row);
      return into;
    },
  };
}

/** A field with one class a sample. */
export function classField(name: string, classes: readonly string[], values: Int32Array): IntegerField {
  return {
    name,
    shape: [],
    classes,
    dtype: 'int32',
    gather(indices, into = new Int32Array(indices.length)) {
      checked(indices, values.length, into.length, 1);
      copyRows(values, into, indices, 1);
      return into;
    },
  };
}

export interface PixelOptions {
  /** The brightest value: it becomes 1, and 0 stays 0. */
  readonly brightest: number;
  /** Rows and columns of 0 added on every side. */
  readonly pad?: number;
}

/** A field of images kept as bytes (a quarter of the memory) and turned into numbers from 0 to 1 when read: [channels, height, width]. */
export function pixelField(
  name: string,
  [channels, height, width]: readonly [number, number, number],
  bytes: Uint8Array,
  { brightest, pad = 0 }: PixelOptions,
): FloatField {
  const shape = [channels, height + 2 * pad, width + 2 * pad];
  const [paddedHeight, paddedWidth] = [height + 2 * pad, width + 2 * pad];
  const row = elementsOf(shape);
  const stored = channels * height * width;
  const brightness = Float32Array.from({ length: 256 }, (_, byte) => byte / brightest);
  return {
    name,
    shape,
    dtype: 'float32',
    gather(indices, into = new Float32Array(indices.length * row)) {
      checked(indices, bytes.length / stored, into.length, row);
      if (pad > 0) into.fill(0);
      indices.forEach((index, position) => {
        for (let line = 0; line < channels * height; line++) {
          const channel = Math.floor(line / height);
          const from = index * stored + line * width;
          const to = position * row + (channel * paddedHeight + (line % height) + pad) * paddedWidth + pad;
          for (let x = 0; x < width; x++) into[to + x] = brightness[bytes[from + x] ?? 0] ?? 0;
        }
      });
      return into;
    },
  };
}
