/** Random numbers: the published answers of the generator, and distributions within the bounds that theory sets. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fillNormal,
  fillUniform,
  integer,
  normal,
  permutation,
  philox,
  streamOf,
  uniform,
  type Words4,
} from '../../src/shape/random.js';

const words = (text: string): number[] => text.split(' ').map(hex => Number.parseInt(hex, 16));
const COUNT = 100_000;

describe('random', () => {
  // Lines "philox4x32 10" of tests/kat_vectors of Random123 (D. E. Shaw Research): counter, key, answer.
  for (const [counter, key, answer] of [
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ] as const) {
    it(`gives the published answer for the counter ${counter}`, () => {
      const [k0 = 0, k1 = 0] = words(key);
      const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = words(counter);
      assert.deepEqual(philox([c0, c1, c2, c3], [k0, k1]), words(answer));
    });
  }

  it('takes words of a block in order and cuts them to 24 bits', () => {
    // The first published answer again: 6627e8d5 e169c58d bc57ac4c 9b00dbd8 without their last eight bits.
    const expected = [0x6627e8, 0xe169c5, 0xbc57ac, 0x9b00db].map(bits => bits / 2 ** 24);
    assert.deepEqual(
      [0, 1, 2, 3].map(index => uniform(0, 0, index)),
      expected,
    );
  });

  it('uses all 53 bits of seed, stream and index', () => {
    const places: [number, number, number][] = [
      [0, 0, 0],
      [2 ** 40, 0, 0],
      [0, 2 ** 40, 0],
      [0, 0, 2 ** 40],
    ];
    assert.equal(new Set(places.map(place => uniform(...place))).size, places.length);
  });

  it('is even on [0, 1): mean 1/2, variance 1/12, and a chi-square over 256 cells within five deviations', () => {
    const cells = new Float64Array(256);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < COUNT; i++) {
      const x = uniform(7, 3, i);
      assert.ok(x >= 0 && x < 1);
      sum += x;
      squares += (x - 0.5) ** 2;
      cells[Math.floor(x * 256)] = (cells[Math.floor(x * 256)] ?? 0) + 1;
    }
    // Deviation of the mean: sqrt(1/12 / n); of the mean square: sqrt((1/80 - 1/144) / n). Chi-square with k degrees: mean k, variance 2k.
    assert.ok(Math.abs(sum / COUNT - 0.5) < 5 * Math.sqrt(1 / 12 / COUNT));
    assert.ok(Math.abs(squares / COUNT - 1 / 12) < 5 * Math.sqrt((1 / 80 - 1 / 144) / COUNT));
    const expected = COUNT / 256;
    const chiSquare = cells.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
    assert.ok(Math.abs(chiSquare - 255) < 5 * Math.sqrt(2 * 255), `chi-square ${chiSquare}`);
  });

  it('is normal: mean 0, variance 1, third moment 0, fourth 3, and the shares within one and two deviations', () => {
    const values = new Float64Array(COUNT);
    fillNormal(values, 11, 5);
    const moment = (power: number): number => values.reduce((sum, x) => sum + x ** power, 0) / COUNT;
    // Five deviations of the sample moments: the variance of x^p is the moment 2p less the squared moment p (1, 3, 15, 105 are even moments).
    assert.ok(Math.abs(moment(1)) < 5 * Math.sqrt(1 / COUNT));
    assert.ok(Math.abs(moment(2) - 1) < 5 * Math.sqrt(2 / COUNT));
    assert.ok(Math.abs(moment(3)) < 5 * Math.sqrt(15 / COUNT));
    assert.ok(Math.abs(moment(4) - 3) < 5 * Math.sqrt(96 / COUNT));
    const within = (limit: number): number => values.filter(x => Math.abs(x) < limit).length / COUNT;
    assert.ok(Math.abs(within(1) - 0.682689) < 5 * Math.sqrt((0.6827 * 0.3173) / COUNT));
    assert.ok(Math.abs(within(2) - 0.9545) < 5 * Math.sqrt((0.9545 * 0.0455) / COUNT));
  });

  it('has neighbours, streams and seeds that do not go together', () => {
    const related: [string, (i: number) => [number, number]][] = [
      ['neighbours', i => [normal(1, 2, 2 * i), normal(1, 2, 2 * i + 1)]],
      ['streams', i => [normal(1, 2, i), normal(1, 3, i)]],
      ['seeds', i => [normal(1, 2, i), normal(2, 2, i)]],
    ];
    for (const [name, pair] of related) {
      let product = 0;
      for (let i = 0; i < COUNT; i++) {
        const [x, y] = pair(i);
        product += x * y;
      }
      assert.ok(Math.abs(product / COUNT) < 5 / Math.sqrt(COUNT), name);
    }
  });

  it('fills an array with the same numbers as asking for each, from any start', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(50), fc.nat(20), (seed, stream, start, length) => {
        const even = new Float64Array(length);
        const bell = new Float64Array(length);
        fillUniform(even, seed, stream, start);
        fillNormal(bell, seed, stream, start);
        for (let i = 0; i < length; i++) {
          assert.equal(even[i], uniform(seed, stream, start + i));
          assert.equal(bell[i], normal(seed, stream, start + i));
        }
      }),
    );
  });

  it('draws whole numbers below a bound, each equally often', () => {
    const counts = new Float64Array(7);
    for (let i = 0; i < COUNT; i++) {
      const drawn = integer(3, 1, i, 7);
      assert.ok(Number.isInteger(drawn) && drawn >= 0 && drawn < 7);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((total, count) => total + (count - COUNT / 7) ** 2 / (COUNT / 7), 0);
    assert.ok(chiSquare < 6 + 5 * Math.sqrt(12), `chi-square ${chiSquare}`);
  });

  it('permutes: every number once, the same order for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (count, seed) => {
        const order = permutation(count, seed, 1);
        assert.deepEqual(
          [...order].sort((a, b) => a - b),
          Array.from({ length: count }, (_, i) => i),
        );
        assert.deepEqual(order, permutation(count, seed, 1));
      }),
    );
  });

  it('permutes evenly: each of the 24 orders of four comes up equally often', () => {
    const draws = 24_000;
    const seen = new Map<string, number>();
    for (let seed = 0; seed < draws; seed++) {
      const order = permutation(4, seed, 9).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    assert.equal(seen.size, 24);
    const chiSquare = [...seen.values()].reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0);
    assert.ok(chiSquare < 23 + 5 * Math.sqrt(46), `chi-square ${chiSquare}`);
  });

  it('names streams: equal for equal parts, different for 20,000 purposes, within 2^53', () => {
    assert.equal(streamOf('dropout', 1, 2), streamOf('dropout', 1, 2));
    const streams = new Set<number>();
    for (let step = 0; step < 100; step++)
      for (let node = 0; node < 100; node++) {
        streams.add(streamOf('dropout', step, node));
        streams.add(streamOf('noise', step, node));
      }
    streams.add(streamOf('dropout', '1', 2)).add(streamOf('dropout', 12));
    assert.equal(streams.size, 20_002);
    for (const stream of streams) assert.ok(Number.isSafeInteger(stream) && stream >= 0);
  });

  it('returns whole unsigned words whatever the counter', () => {
    const any = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.tuple(any, any, any, any), fc.tuple(any, any), (counter, key) => {
        const answer: Words4 = philox(counter, key);
        for (const bits of answer) assert.ok(Number.isInteger(bits) && bits >= 0 && bits < 2 ** 32);
      }),
    );
  });
});
