/** A convolution forwards: rows of patches times weights. */
import { BLOCK, place, reserve, scratch, type Channels, type Patches } from './patches.js';
import type { Numbers } from './tensors.js';

/** y[n, g, k, p] = sum over c, t of x[n, g, c, source(p, t)] w[g, k, c, t]. */
export function multiplyPatches(y: Numbers, x: Numbers, w: Numbers, patches: Patches, channels: Channels): void {
  const { samples, groups, made, read } = channels;
  const depth = read * patches.taps;
  const total = samples * patches.positions;
  const most = Math.max(2, Math.floor(BLOCK / depth));
  reserve(Math.min(most, total) * depth, 4 * depth);
  for (let g = 0; g < groups; g++) {
    for (let start = 0; start < total; start += most) {
      const count = Math.min(most, total - start);
      fillRows(x, patches, channels, g, start, count);
      for (let k = 0; k < made; k += 4) {
        packWeights(w, depth, channels, g, k);
        productRows(y, patches.positions, channels, g, k, start, count, depth);
      }
    }
  }
}

/** Row q: the patch of position `start` + q, counted over all samples. */
function fillRows(
  x: Numbers,
  patches: Patches,
  { groups, read }: Channels,
  g: number,
  start: number,
  count: number,
): void {
  const { positions, taps, cells, source } = patches;
  const rows = scratch.rows;
  let to = 0;
  for (let q = start; q < start + count; q++) {
    const n = Math.floor(q / positions);
    const from = (q - n * positions) * taps;
    const sample = (n * groups + g) * read * cells;
    for (let c = 0; c < read; c++) {
      const channel = sample + c * cells;
      for (let t = 0; t < taps; t++) {
        const cell = source[from + t]!;
        rows[to++] = cell < 0 ? 0 : x[channel + cell]!;
      }
    }
  }
}

/** Four channels side by side; where fewer are left, the last one again. */
function packWeights(w: Numbers, depth: number, { made }: Channels, g: number, k: number): void {
  const pack = scratch.pack;
  for (let i = 0; i < 4; i++) {
    let from = (g * made + Math.min(k + i, made - 1)) * depth;
    for (let to = i; to < 4 * depth; to += 4) pack[to] = w[from++]!;
  }
}

/** Two rows by four channels at a time: eight sums stay in registers. */
function productRows(
  y: Numbers,
  positions: number,
  { groups, made }: Channels,
  g: number,
  k: number,
  start: number,
  count: number,
  depth: number,
): void {
  const rows = scratch.rows;
  const pack = scratch.pack;
  const left = made - k;
  for (let q = 0; q < count; q += 2) {
    const other = Math.min(q + 1, count - 1);
    let a = q * depth;
    let b = other * depth;
    let s00 = 0;
    let s01 = 0;
    let s02 = 0;
    let s03 = 0;
    let s10 = 0;
    let s11 = 0;
    let s12 = 0;
    let s13 = 0;
    for (let i = 0; i < 4 * depth; i += 4) {
      const p = rows[a++]!;
      const r = rows[b++]!;
      const w0 = pack[i]!;
      const w1 = pack[i + 1]!;
      const w2 = pack[i + 2]!;
      const w3 = pack[i + 3]!;
      s00 += p * w0;
      s01 += p * w1;
      s02 += p * w2;
      s03 += p * w3;
      s10 += r * w0;
      s11 += r * w1;
      s12 += r * w2;
      s13 += r * w3;
    }
    const first = place(start + q, positions, groups, made, g, k);
    const second = place(start + other, positions, groups, made, g, k);
    y[first] = s00;
    y[second] = s10;
    if (left > 1) {
      y[first + positions] = s01;
      y[second + positions] = s11;
    }
    if (left > 2) {
      y[first + 2 * positions] = s02;
      y[second + 2 * positions] = s12;
    }
    if (left > 3) {
      y[first + 3 * positions] = s03;
      y[second + 3 * positions] = s13;
    }
  }
}
