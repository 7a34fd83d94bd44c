/** Quantities as people read them. */
import assert from 'node:assert/strict';
import { formatBytes, formatCount, formatExact, formatSeconds } from '../../src/shape/bytes.js';
import { Dim } from '../../src/shape/dim.js';

describe('quantities', () => {
  it('show bytes in powers of two with three significant digits', () => {
    const cases: readonly (readonly [number | bigint, string])[] = [
      [0, '0 B'],
      [4, '4 B'],
      [1023, '1023 B'],
      [1024, '1 KiB'],
      [1536, '1.5 KiB'],
      [97.5 * 2 ** 20, '97.5 MiB'],
      [102228128, '97.5 MiB'], // ResNet-50: 25,557,032 weights of 4 bytes
      [1023.9 * 1024, '1 MiB'],
      [2 ** 31, '2 GiB'],
      [1000 * 2 ** 20, '1000 MiB'],
      [-2048, '-2 KiB'],
      [1n << 70n, '1024 EiB'],
    ];
    for (const [n, text] of cases) assert.equal(formatBytes(n), text);
  });

  it('show counts as papers do', () => {
    // ResNet-50 has 25,557,032 parameters and 4.09 G multiply-adds (torchvision: 4.089).
    const cases: readonly (readonly [number, string])[] = [
      [999, '999'],
      [1000, '1K'],
      [1234, '1.23K'],
      [61706, '61.7K'],
      [25557032, '25.6M'],
      [4089184256, '4.09G'],
      [999_950, '1M'],
      [999_499, '999K'],
      [138357544, '138M'],
    ];
    for (const [n, text] of cases) assert.equal(formatCount(n), text);
  });

  it('show all digits in groups of three', () => {
    assert.equal(formatExact(25557032), '25,557,032');
    assert.equal(formatExact(999), '999');
    assert.equal(formatExact(-1000), '-1,000');
    assert.equal(formatExact(Dim.of(10n ** 18n)), '1,000,000,000,000,000,000');
  });

  it('leave formulas as they are', () => {
    const n = Dim.symbol('H').times(64);
    assert.deepEqual([formatCount(n), formatExact(n), formatBytes(n)], ['64 * H', '64 * H', '64 * H bytes']);
    assert.equal(formatBytes(Dim.of(1).over(0)), 'unknown');
  });

  it('show times in the unit that suits them', () => {
    const cases: readonly (readonly [number, string])[] = [
      [0, '0 s'],
      [2.5e-9, '2.5 ns'],
      [0.00064, '640 us'],
      [0.64, '640 ms'],
      [0.9999, '1 s'],
      [2.5, '2.5 s'],
      [59.96, '1 min'],
      [200, '3 min 20 s'],
      [3900, '1 h 5 min'],
      [7200, '2 h'],
    ];
    for (const [seconds, text] of cases) assert.equal(formatSeconds(seconds), text);
  });
});
