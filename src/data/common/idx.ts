/** IDX, the file format that MNIST made common: a type, a shape, then the values, largest byte first. */
import { failure, success, type Result } from './result.js';

export interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
}

interface ElementType {
  readonly bytes: number;
  readonly read: (view: DataView, start: number, count: number) => IdxArray['values'];
}

const TYPES: Readonly<Record<number, ElementType>> = {
  0x08: { bytes: 1, read: (v, at, n) => new Uint8Array(v.buffer, v.byteOffset + at, n) },
  0x09: { bytes: 1, read: (v, at, n) => new Int8Array(v.buffer, v.byteOffset + at, n) },
  0x0b: { bytes: 2, read: (v, at, n) => Int16Array.from({ length: n }, (_, i) => v.getInt16(at + 2 * i)) },
  0x0c: { bytes: 4, read: (v, at, n) => Int32Array.from({ length: n }, (_, i) => v.getInt32(at + 4 * i)) },
  0x0d: { bytes: 4, read: (v, at, n) => Float32Array.from({ length: n }, (_, i) => v.getFloat32(at + 4 * i)) },
  0x0e: { bytes: 8, read: (v, at, n) => Float64Array.from({ length: n }, (_, i) => v.getFloat64(at + 8 * i)) },
};

/** Reads a whole IDX file; `name` is what messages call it. Byte values are a view of `bytes`, not a copy. */
export function readIdx(bytes: Uint8Array, name: string): Result<IdxArray> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0)
    return failure(`${name} is not an IDX file: it should begin with two bytes of 0`);
  const code = view.getUint8(2);
  const type = TYPES[code];
  if (!type) return failure(`${name} has the IDX element type ${code}, which does not exist`);
  const rank = view.getUint8(3);
  const start = 4 + 4 * rank;
  if (bytes.length < start) return failure(`${name} ends within its shape`);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = shape.reduce((product, size) => product * size, 1);
  const expected = start + count * type.bytes;
  if (bytes.length !== expected)
    return failure(`${name} has ${bytes.length} bytes, but its shape ${shape.join('x')} needs ${expected}`);
  return success({ shape, values: type.read(view, start, count) });
}

/** The IDX file of an array of bytes. */
export function writeIdx(shape: readonly number[], values: Uint8Array): Uint8Array {
  const start = 4 + 4 * shape.length;
  const file = new Uint8Array(start + values.length);
  const view = new DataView(file.buffer);
  view.setUint8(2, 0x08);
  view.setUint8(3, shape.length);
  shape.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  file.set(values, start);
  return file;
}
