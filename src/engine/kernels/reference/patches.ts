/** Convolution by patches: the cells under a window side by side, some windows at a time; what its three products share. */
import type { Meetings } from './windows.js';

/** For each position the cell under each tap within one channel; -1 over the padding. */
export interface Patches {
  readonly positions: number;
  readonly taps: number;
  /** Cells of one channel. */
  readonly cells: number;
  readonly source: Int32Array;
}

type Three<T> = readonly [T, T, T];

export function patchesOf([d, h, v]: Three<Meetings>, cells: Three<number>, taps: Three<number>): Patches {
  const positions = d.positions * h.positions * v.positions;
  const tapCount = taps[0] * taps[1] * taps[2];
  const source = new Int32Array(positions * tapCount).fill(-1);
  let position = 0;
  for (let pd = 0; pd < d.positions; pd++)
    for (let ph = 0; ph < h.positions; ph++)
      for (let pv = 0; pv < v.positions; pv++, position++)
        for (let qd = 0; qd < d.count[pd]!; qd++)
          for (let qh = 0; qh < h.count[ph]!; qh++)
            for (let qv = 0; qv < v.count[pv]!; qv++) {
              const [td, th, tv] = [at(d, pd, qd).tap, at(h, ph, qh).tap, at(v, pv, qv).tap];
              const [cd, ch, cv] = [at(d, pd, qd).cell, at(h, ph, qh).cell, at(v, pv, qv).cell];
              const tap = (td * taps[1] + th) * taps[2] + tv;
              source[position * tapCount + tap] = (cd * cells[1] + ch) * cells[2] + cv;
            }
  return { positions, taps: tapCount, cells: cells[0] * cells[1] * cells[2], source };
}

const at = (
  { tap, tapStep, cell, cellStep }: Meetings,
  position: number,
  q: number,
): { tap: number; cell: number } => ({
  tap: tap[position]! + q * tapStep,
  cell: cell[position]! + q * cellStep,
});

/** Sizes: samples, groups, channels of a group that are made and that are read. */
export interface Channels {
  readonly samples: number;
  readonly groups: number;
  readonly made: number;
  readonly read: number;
}

/** Numbers of the larger scratch array: half a megabyte, which a core's own cache holds. */
export const BLOCK = 65536;

/** Where kernels put patches and weights side by side, in double precision; used by one call at a time. */
export const scratch = { rows: new Float64Array(BLOCK), pack: new Float64Array(4096) };

/** Makes room for the largest block that a call will need. */
export function reserve(rows: number, pack: number): void {
  if (scratch.rows.length < rows) scratch.rows = new Float64Array(rows);
  if (scratch.pack.length < pack) scratch.pack = new Float64Array(pack);
}

/** Where channel k of group g begins at a position that is counted over all samples. */
export function place(q: number, positions: number, groups: number, made: number, g: number, k: number): number {
  const n = Math.floor(q / positions);
  return ((n * groups + g) * made + k) * positions + (q - n * positions);
}
