/** Finds a place for each storage so that no two in use at one time overlap, and little is lost between them. */

export interface Lasting {
  /** Places in the list of operations, both included. */
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
}

/** Where kernels like numbers to begin. */
export const ALIGNMENT = 16;

export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/**
 * Largest first, each into the smallest gap that it fits between those placed already (Pisarchyk & Lee 2020, "Efficient memory
 * management for deep neural net inference", greedy by size). Gives offsets in the order of `lasting`, and the bytes in all.
 */
export function place(lasting: readonly Lasting[]): { readonly offsets: readonly number[]; readonly bytes: number } {
  const offsets = lasting.map(() => 0);
  const order = lasting.map((_, i) => i).sort((a, b) => compare(lasting[a]!, lasting[b]!) || a - b);
  const placed: number[] = [];
  let total = 0;
  for (const i of order) {
    const each = lasting[i]!;
    const size = aligned(each.bytes);
    const offset = bestGap(each, size, placed, lasting, offsets);
    offsets[i] = offset;
    total = Math.max(total, offset + size);
    insert(placed, i, offsets);
  }
  return { offsets, bytes: total };
}

const compare = (a: Lasting, b: Lasting): number => b.bytes - a.bytes || a.start - b.start;

function bestGap(
  { start, end }: Lasting,
  size: number,
  placed: readonly number[],
  lasting: readonly Lasting[],
  offsets: readonly number[],
): number {
  let free = 0;
  let best = -1;
  let bestSize = Infinity;
  // `placed` is in order of offsets, so `free` is the end of all that came before.
  for (const j of placed) {
    const other = lasting[j]!;
    if (other.end < start || other.start > end) continue;
    const gap = offsets[j]! - free;
    if (gap >= size && gap < bestSize) [best, bestSize] = [free, gap];
    free = Math.max(free, offsets[j]! + aligned(other.bytes));
  }
  return best >= 0 ? best : free;
}

function insert(placed: number[], i: number, offsets: readonly number[]): void {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[placed[middle]!]! <= offsets[i]!) low = middle + 1;
    else high = middle;
  }
  placed.splice(low, 0, i);
}
