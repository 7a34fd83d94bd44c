/**
 * Random numbers without a state: each is a function of (seed, stream, index), so order, threads and a resumed run never change it.
 *
 * The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"). The seed is its
 * key; index and stream are its counter. Seeds, streams and indices are whole numbers from 0 to 2^53 - 1. `streamOf` makes a stream
 * from a purpose in words, so that data, initial weights and dropout masks of one seed have nothing in common.
 */

/** Four 32-bit words, the counter and the answer of Philox; two make its key. */
export type Words4 = readonly [number, number, number, number];

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;
const TWO_32 = 2 ** 32;

/** The upper 32 bits of a product of two unsigned 32-bit numbers; a double would round it, so it is taken by halves. */
function upperProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carried = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (carried >>> 16)) >>> 0;
}

/** Philox4x32-10: a counter of four words and a key of two give four words, each an unsigned 32-bit number. */
export function philox(counter: Words4, key: readonly [number, number]): Words4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = upperProduct(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = upperProduct(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** The four words of block `block`: those of the indices 4 x block to 4 x block + 3. */
function block(seed: number, stream: number, number: number): Words4 {
  return philox(
    [number >>> 0, Math.floor(number / TWO_32), stream >>> 0, Math.floor(stream / TWO_32)],
    [seed >>> 0, Math.floor(seed / TWO_32)],
  );
}

/** An even 32-bit word. */
function word(seed: number, stream: number, index: number): number {
  return block(seed, stream, Math.floor(index / 4))[index % 4] ?? 0;
}

// 24 bits: every value is exact in float32 too, so that none becomes 1 when it is stored.
const toUnit = (bits: number): number => (bits >>> 8) / 2 ** 24;

/** A number from [0, 1), all multiples of 2^-24 alike. */
export function uniform(seed: number, stream: number, index: number): number {
  return toUnit(word(seed, stream, index));
}

/** A whole number from 0 to `below` - 1, `below` at most 2^32; no value is preferred by more than one part in 2^32 / below. */
export function integer(seed: number, stream: number, index: number, below: number): number {
  return below >= TWO_32 ? word(seed, stream, index) : upperProduct(word(seed, stream, index), below);
}

// Box and Muller 1958: two even words give two normal numbers. The half keeps the logarithm away from 0.
const radius = (bits: number): number => Math.sqrt(-2 * Math.log((bits + 0.5) / TWO_32));
const angle = (bits: number): number => (2 * Math.PI * bits) / TWO_32;

/** A number of the normal distribution with mean 0 and deviation 1. */
export function normal(seed: number, stream: number, index: number): number {
  const words = block(seed, stream, Math.floor(index / 4));
  return normalOf(words, index % 4);
}

function normalOf(words: Words4, lane: number): number {
  const [first, second] = lane < 2 ? [words[0], words[1]] : [words[2], words[3]];
  return radius(first) * (lane % 2 === 0 ? Math.cos(angle(second)) : Math.sin(angle(second)));
}

/** Writes `uniform(seed, stream, start + i)` to every `into[i]`, at a quarter of the work of asking one by one. */
export function fillUniform(into: Float32Array | Float64Array, seed: number, stream: number, start = 0): void {
  fill(into, seed, stream, start, (words, lane) => toUnit(words[lane] ?? 0));
}

/** Writes `normal(seed, stream, start + i)` to every `into[i]`, at a quarter of the work of asking one by one. */
export function fillNormal(into: Float32Array | Float64Array, seed: number, stream: number, start = 0): void {
  fill(into, seed, stream, start, normalOf);
}

function fill(
  into: Float32Array | Float64Array,
  seed: number,
  stream: number,
  start: number,
  value: (words: Words4, lane: number) => number,
): void {
  let words: Words4 = [0, 0, 0, 0];
  for (let i = 0; i < into.length; i++) {
    const lane = (start + i) % 4;
    if (i === 0 || lane === 0) words = block(seed, stream, Math.floor((start + i) / 4));
    into[i] = value(words, lane);
  }
}

/** Puts the whole numbers from 0 to `count` - 1 into an order that only (seed, stream) decide (Fisher and Yates; Durstenfeld 1964). */
export function permutation(count: number, seed: number, stream: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = integer(seed, stream, last, last + 1);
    const held = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = held;
  }
  return order;
}

/** The stream for a purpose: `streamOf('dropout', step, node)`. Equal parts give equal streams; others differ but for one chance in 2^53. */
export function streamOf(...parts: readonly (string | number)[]): number {
  // Two independent 32-bit hashes (FNV-1a, Fowler, Noll and Vo) over the same text, stirred once more by Philox.
  const text = parts.map(part => `${typeof part}:${part}`).join('\u0000');
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ (code & 0xff), 0x01000193);
    a = Math.imul(a ^ (code >>> 8), 0x01000193);
    b = Math.imul((b + code) ^ (b >>> 15), 0x85ebca6b);
  }
  const [low, high] = philox([a >>> 0, b >>> 0, text.length, 0], [0, 0]);
  return (high >>> 11) * TWO_32 + low;
}
