/** Windows copied one after the other, as doubles, so that sums over them run through memory in order. */
import { product, type Numbers } from './tensors.js';
import type { Meetings } from './windows.js';

/** A tile holds about so many numbers, few enough to stay near the processor. */
const TILE = 1 << 15;

export interface PatchSource {
  /** Channels that are read together, and where the first begins. */
  readonly channels: number;
  readonly meetings: readonly [Meetings, Meetings, Meetings];
  /** Sizes of the three axes that are read. */
  readonly cells: readonly [number, number, number];
  readonly taps: readonly [number, number, number];
}

export interface Patches {
  /** Numbers of one patch: channels x taps. */
  readonly depth: number;
  readonly positions: number;
  /** Patches that fit in a tile. */
  readonly room: number;
  readonly tile: Float64Array;
}

export function emptyPatches({ channels, meetings, taps }: PatchSource): Patches {
  const depth = channels * product(taps);
  const positions = meetings[0].positions * meetings[1].positions * meetings[2].positions;
  const room = Math.min(positions, Math.max(4, Math.floor(TILE / depth)));
  return { depth, positions, room, tile: new Float64Array(room * depth) };
}

/** Fills the tile with the patches of positions `from` to before `to`; taps that meet no cell are 0. */
export function fillPatches(
  { tile, depth }: Patches,
  x: Numbers,
  start: number,
  { channels, meetings, cells, taps }: PatchSource,
  from: number,
  to: number,
): void {
  const [d, h, v] = meetings;
  const perChannel = product(cells);
  const tapsOfChannel = product(taps);
  const [rowCells, rowTaps] = [cells[2], taps[2]];
  const [planeCells, planeTaps] = [cells[1] * rowCells, taps[1] * rowTaps];
  const { tapStep, cellStep } = v;
  tile.fill(0, 0, (to - from) * depth);
  for (let p = from; p < to; p++) {
    const pv = p % v.positions;
    const ph = Math.floor(p / v.positions) % h.positions;
    const pd = Math.floor(p / (v.positions * h.positions));
    const count = v.count[pv]!;
    const base = (p - from) * depth + v.tap[pv]!;
    for (let c = 0; c < channels; c++) {
      for (let qd = 0; qd < d.count[pd]!; qd++) {
        for (let qh = 0; qh < h.count[ph]!; qh++) {
          let i =
            start +
            c * perChannel +
            (d.cell[pd]! + qd * d.cellStep) * planeCells +
            (h.cell[ph]! + qh * h.cellStep) * rowCells +
            v.cell[pv]!;
          let t =
            base +
            c * tapsOfChannel +
            (d.tap[pd]! + qd * d.tapStep) * planeTaps +
            (h.tap[ph]! + qh * h.tapStep) * rowTaps;
          for (let q = 0; q < count; q++) {
            tile[t] = x[i]!;
            i += cellStep;
            t += tapStep;
          }
        }
      }
    }
  }
}
