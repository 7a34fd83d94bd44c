/** The gradient of a convolution by its input: what arrives times weights, added to the cells under each window. */
import { BLOCK, reserve, scratch, type Channels, type Patches } from './patches.js';
import type { Numbers } from './tensors.js';

/** x[n, g, c, source(p, t)] += sum over k of y[n, g, k, p] w[g, k, c, t], for the channels k that are read and c that are made. */
export function spreadPatches(x: Numbers, y: Numbers, w: Numbers, patches: Patches, channels: Channels): void {
  const { samples, groups, made, read } = channels;
  const depth = read;
  const width = made * patches.taps;
  const total = samples * patches.positions;
  const most = Math.max(2, Math.floor(BLOCK / depth));
  reserve(Math.min(most, total) * depth, 4 * depth);
  x.fill(0);
  for (let g = 0; g < groups; g++) {
    for (let start = 0; start < total; start += most) {
      const count = Math.min(most, total - start);
      fillChannels(y, patches.positions, channels, g, start, count);
      for (let j = 0; j < width; j += 4) {
        packTaps(w, g * read * width, width, depth, j);
        spreadRows(x, patches, channels, g, j, start, count);
      }
    }
  }
}

/** Row q: the channels of position `start` + q side by side. */
function fillChannels(
  y: Numbers,
  positions: number,
  { groups, read }: Channels,
  g: number,
  start: number,
  count: number,
): void {
  const rows = scratch.rows;
  for (let q = 0; q < count; q++) {
    const n = Math.floor((start + q) / positions);
    let from = (n * groups + g) * read * positions + (start + q - n * positions);
    const to = q * read;
    for (let k = 0; k < read; k++, from += positions) rows[to + k] = y[from]!;
  }
}

/** Four columns of the weights side by side; where fewer are left, the last one again. */
function packTaps(w: Numbers, group: number, width: number, depth: number, j: number): void {
  const pack = scratch.pack;
  for (let i = 0; i < 4; i++) {
    let from = group + Math.min(j + i, width - 1);
    for (let to = i; to < 4 * depth; to += 4, from += width) pack[to] = w[from]!;
  }
}

function spreadRows(
  x: Numbers,
  { positions, taps, cells, source }: Patches,
  { groups, made, read }: Channels,
  g: number,
  j: number,
  start: number,
  count: number,
): void {
  const rows = scratch.rows;
  const pack = scratch.pack;
  const left = made * taps - j;
  // Channel and tap of each of the four columns.
  const c0 = Math.floor(j / taps) * cells;
  const c1 = Math.floor((j + 1) / taps) * cells;
  const c2 = Math.floor((j + 2) / taps) * cells;
  const c3 = Math.floor((j + 3) / taps) * cells;
  const t0 = j % taps;
  const t1 = (j + 1) % taps;
  const t2 = (j + 2) % taps;
  const t3 = (j + 3) % taps;
  for (let q = 0; q < count; q += 2) {
    const other = Math.min(q + 1, count - 1);
    let a = q * read;
    let b = other * read;
    let s00 = 0;
    let s01 = 0;
    let s02 = 0;
    let s03 = 0;
    let s10 = 0;
    let s11 = 0;
    let s12 = 0;
    let s13 = 0;
    for (let i = 0; i < 4 * read; i += 4) {
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
    for (let row = 0; row < (other > q ? 2 : 1); row++) {
      const n = Math.floor((start + q + row) / positions);
      const base = (n * groups + g) * made * cells;
      const from = (start + q + row - n * positions) * taps;
      const first = row === 0;
      addCell(x, base + c0, source[from + t0]!, first ? s00 : s10);
      if (left > 1) addCell(x, base + c1, source[from + t1]!, first ? s01 : s11);
      if (left > 2) addCell(x, base + c2, source[from + t2]!, first ? s02 : s12);
      if (left > 3) addCell(x, base + c3, source[from + t3]!, first ? s03 : s13);
    }
  }
}

function addCell(x: Numbers, channel: number, cell: number, value: number): void {
  if (cell >= 0) x[channel + cell] = x[channel + cell]! + value;
}
