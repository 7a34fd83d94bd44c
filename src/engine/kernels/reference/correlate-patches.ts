/** The gradient of a convolution by its weights: columns of patches times what arrives. */
import { BLOCK, place, reserve, scratch, type Channels, type Patches } from './patches.js';
import type { Numbers } from './tensors.js';

/** w[g, k, c, t] = sum over n, p of x[n, g, c, source(p, t)] y[n, g, k, p]; the weights are [k, c, t] in each group. */
export function correlatePatches(w: Numbers, x: Numbers, y: Numbers, patches: Patches, channels: Channels): void {
  const { samples, groups, made, read } = channels;
  const { positions } = patches;
  const depth = read * patches.taps;
  const total = samples * positions;
  const most = Math.max(1, Math.floor(BLOCK / depth));
  reserve(Math.min(most, total) * depth, 4 * Math.min(most, total));
  w.fill(0);
  for (let g = 0; g < groups; g++) {
    for (let start = 0; start < total; start += most) {
      const count = Math.min(most, total - start);
      fillColumns(x, patches, channels, g, start, count);
      for (let k = 0; k < made; k += 4) {
        packPositions(y, positions, channels, g, k, start, count);
        productColumns(w, channels, g, k, count, depth);
      }
    }
  }
}

/** Column q of the patches: for each channel and tap, the cells of all positions side by side. */
function fillColumns(
  x: Numbers,
  patches: Patches,
  { groups, read }: Channels,
  g: number,
  start: number,
  count: number,
): void {
  const { positions, taps, cells, source } = patches;
  const columns = scratch.rows;
  for (let q = 0; q < count; q++) {
    const n = Math.floor((start + q) / positions);
    const from = (start + q - n * positions) * taps;
    const sample = (n * groups + g) * read * cells;
    let to = q;
    for (let c = 0; c < read; c++) {
      const channel = sample + c * cells;
      for (let t = 0; t < taps; t++, to += count) {
        const cell = source[from + t]!;
        columns[to] = cell < 0 ? 0 : x[channel + cell]!;
      }
    }
  }
}

function packPositions(
  y: Numbers,
  positions: number,
  { groups, made }: Channels,
  g: number,
  k: number,
  start: number,
  count: number,
): void {
  const pack = scratch.pack;
  const last = made - 1 - k;
  for (let q = 0; q < count; q++) {
    const from = place(start + q, positions, groups, made, g, k);
    for (let i = 0; i < 4; i++) pack[4 * q + i] = y[from + Math.min(i, last) * positions]!;
  }
}

/** Two taps by four channels at a time, added to what other blocks gave. */
function productColumns(w: Numbers, { made }: Channels, g: number, k: number, count: number, depth: number): void {
  const columns = scratch.rows;
  const pack = scratch.pack;
  const left = made - k;
  for (let j = 0; j < depth; j += 2) {
    const other = Math.min(j + 1, depth - 1);
    let a = j * count;
    let b = other * count;
    let s00 = 0;
    let s01 = 0;
    let s02 = 0;
    let s03 = 0;
    let s10 = 0;
    let s11 = 0;
    let s12 = 0;
    let s13 = 0;
    for (let i = 0; i < 4 * count; i += 4) {
      const p = columns[a++]!;
      const r = columns[b++]!;
      const g0 = pack[i]!;
      const g1 = pack[i + 1]!;
      const g2 = pack[i + 2]!;
      const g3 = pack[i + 3]!;
      s00 += p * g0;
      s01 += p * g1;
      s02 += p * g2;
      s03 += p * g3;
      s10 += r * g0;
      s11 += r * g1;
      s12 += r * g2;
      s13 += r * g3;
    }
    const row = (g * made + k) * depth;
    addTo(w, row + j, depth, left, s00, s01, s02, s03);
    if (other > j) addTo(w, row + other, depth, left, s10, s11, s12, s13);
  }
}

function addTo(w: Numbers, at: number, step: number, left: number, a: number, b: number, c: number, d: number): void {
  w[at] = w[at]! + a;
  if (left > 1) w[at + step] = w[at + step]! + b;
  if (left > 2) w[at + 2 * step] = w[at + 2 * step]! + c;
  if (left > 3) w[at + 3 * step] = w[at + 3 * step]! + d;
}
