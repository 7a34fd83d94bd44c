/** Tables of numbers, from lists of equal lists. */
import { Dim } from '../../shape/dim.js';
import type { Argument } from '../argument.js';
import { readReal, type Read, type Shape } from './layer.js';

/** One number for all places, or a table row by row. */
export interface Numbers {
  readonly shape: Shape;
  readonly numbers: readonly number[];
}

/** A list of equal lists is a table. */
export function tableOf(argument: Argument): Read<Numbers> {
  if (argument.kind !== 'list') {
    const one = readReal(argument, {});
    return 'error' in one ? one : { value: { shape: [], numbers: [one.value] } };
  }
  const rows: Numbers[] = [];
  for (const item of argument.items) {
    const row = tableOf(item);
    if ('error' in row) return row;
    rows.push(row.value);
  }
  const [first] = rows;
  if (!first) return { error: 'needs a number at least' };
  const uneven = rows.find(row => row.shape.map(String).join() !== first.shape.map(String).join());
  if (uneven) return { error: 'needs rows of one length' };
  return { value: { shape: [Dim.of(rows.length), ...first.shape], numbers: rows.flatMap(row => row.numbers) } };
}
