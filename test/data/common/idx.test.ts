/** IDX files and gzip: what is read, and what a damaged file says. */
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gunzip } from '../../../src/data/common/gunzip.js';
import { readIdx, writeIdx } from '../../../src/data/common/idx.js';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('idx', () => {
  // Files written by hand from the format's description on the MNIST page: 0 0 type rank, sizes and values with the largest byte first.
  for (const [title, hex, shape, values] of [
    ['bytes', '0000 08 02 00000002 00000003 00 01 02 fd fe ff', [2, 3], [0, 1, 2, 253, 254, 255]],
    ['signed bytes', '0000 09 01 00000002 ff 7f', [2], [-1, 127]],
    ['16-bit numbers', '0000 0b 01 00000002 0102 ffff', [2], [258, -1]],
    ['32-bit numbers', '0000 0c 01 00000001 00010000', [1], [65536]],
    ['floats', '0000 0d 01 00000002 3f800000 c0000000', [2], [1, -2]],
    ['doubles', '0000 0e 01 00000001 3fe0000000000000', [1], [0.5]],
  ] as const) {
    it(`reads ${title}`, () => {
      const read = readIdx(bytesOf(hex), 'x.idx');
      assert.ok(read.ok);
      assert.deepEqual(read.value.shape, shape);
      assert.deepEqual([...read.value.values], values);
    });
  }

  for (const [title, hex, message] of [
    ['an empty file', '', 'x.idx is not an IDX file: it should begin with two bytes of 0'],
    ['another format', '89504e47', 'x.idx is not an IDX file: it should begin with two bytes of 0'],
    ['an unknown type', '0000 07 00', 'x.idx has the IDX element type 7, which does not exist'],
    ['a cut shape', '0000 08 02 00000002 0000', 'x.idx ends within its shape'],
    ['cut values', '0000 08 01 00000003 01 02', 'x.idx has 10 bytes, but its shape 3 needs 11'],
    [
      'a size beyond memory',
      '0000 08 02 00010000 00010000 00',
      'x.idx has 13 bytes, but its shape 65536x65536 needs 4294967308',
    ],
  ] as const) {
    it(`says what is wrong with ${title}`, () => {
      assert.deepEqual(readIdx(bytesOf(hex), 'x.idx'), { ok: false, message });
    });
  }

  it('reads from the middle of a buffer', () => {
    const whole = bytesOf('ffff 0000 08 01 00000002 05 06 ff');
    const read = readIdx(whole.subarray(2, 12), 'x.idx');
    assert.ok(read.ok);
    assert.deepEqual([...read.value.values], [5, 6]);
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), values => {
        const read = readIdx(writeIdx([values.length, 1], values), 'x.idx');
        assert.ok(read.ok);
        assert.deepEqual(read.value, { shape: [values.length, 1], values });
      }),
    );
  });
});

describe('gunzip', () => {
  it('unpacks what zlib packed', async () => {
    const original = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 251);
    const unpacked = await gunzip(new Uint8Array(gzipSync(original)), 'x.gz');
    assert.ok(unpacked.ok);
    assert.deepEqual(unpacked.value, original);
  });

  it('says which file is damaged', async () => {
    const packed = new Uint8Array(gzipSync(new Uint8Array(1000).fill(7)));
    const message = 'x.gz cannot be unpacked: it is not a whole gzip file';
    for (const damaged of [packed.slice(0, packed.length - 9), packed.slice(3), new Uint8Array([1, 2, 3])])
      assert.deepEqual(await gunzip(damaged, 'x.gz'), { ok: false, message });
  });
});
