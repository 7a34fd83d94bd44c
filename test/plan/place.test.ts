/** Places in the arena: never two in one place at one time. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ALIGNMENT, place, type Lasting } from '../../src/plan/place.js';

const lasting = fc
  .record({ start: fc.nat(40), length: fc.nat(20), bytes: fc.integer({ min: 1, max: 500 }) })
  .map(({ start, length, bytes }): Lasting => ({ start, end: start + length, bytes }));

describe('place', () => {
  it('never lets two storages overlap while both are in use', () => {
    fc.assert(
      fc.property(fc.array(lasting, { maxLength: 60 }), all => {
        const { offsets, bytes } = place(all);
        all.forEach((a, i) => {
          const offset = offsets[i]!;
          assert.equal(offset % ALIGNMENT, 0);
          assert.ok(offset >= 0 && offset + a.bytes <= bytes);
          all.forEach((b, j) => {
            if (i >= j || a.end < b.start || b.end < a.start) return;
            const apart = offset + a.bytes <= offsets[j]! || offsets[j]! + b.bytes <= offset;
            assert.ok(apart, `${i} and ${j} overlap`);
          });
        });
      }),
    );
  });

  it('takes no more than all storages side by side and no less than what is in use at one time', () => {
    fc.assert(
      fc.property(fc.array(lasting, { maxLength: 60 }), all => {
        const { bytes } = place(all);
        const size = (each: Lasting): number => Math.ceil(each.bytes / ALIGNMENT) * ALIGNMENT;
        const sum = all.reduce((total, each) => total + size(each), 0);
        const times = all.map(({ start }) => start);
        const live = times.map(t =>
          all.filter(({ start, end }) => start <= t && t <= end).reduce((total, each) => total + size(each), 0),
        );
        assert.ok(bytes <= sum);
        assert.ok(bytes >= Math.max(0, ...live));
      }),
    );
  });

  it('gives storages that follow each other the same bytes', () => {
    const chain = [0, 1, 2, 3].map((start): Lasting => ({ start, end: start + 1, bytes: 64 }));
    assert.deepEqual(place(chain), { offsets: [0, 64, 0, 64], bytes: 128 });
  });
});
