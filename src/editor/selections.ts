/** Selections that grow, from what is at a place to the whole file. */
import type { Range } from '../language/range.js';
import { pathAt } from '../language/walk.js';
import type { View } from './view.js';

/** From the smallest thing at the place to the whole file, each larger than the one before. */
export function selections({ source }: View, offset: number): readonly Range[] {
  const ranges: Range[] = [];
  for (const { range } of [...pathAt(source.file, offset)].reverse()) {
    const last = ranges.at(-1);
    if (range.end > range.start && (last === undefined || range.start < last.start || range.end > last.end))
      ranges.push(range);
  }
  return ranges;
}
