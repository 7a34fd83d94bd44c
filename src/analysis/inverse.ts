/** Questions the other way round: the largest number with which a figure stays within a bound, the smallest that reaches one. */

/** A figure of a whole number; it never shrinks as the number grows. Undefined where the number makes no network. */
export type Measure = (n: number) => number | undefined;

export interface Question {
  readonly measure: Measure;
  readonly bound: number;
  /** `most`: the largest number whose figure is at most the bound. `least`: the smallest whose figure is at least that. */
  readonly wanted: 'most' | 'least';
  /** Numbers that are tried: `from`, `from + step`, ... up to `to`. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

export interface Found {
  readonly value: number;
  readonly figure: number;
}

export interface Answer {
  /** Undefined: no number will do, or none that was tried makes a network. */
  readonly found: Found | undefined;
  /** The neighbour on the other side of the bound; undefined where the answer is at an end of what was tried. */
  readonly beyond: Found | undefined;
  /** False where numbers between the two were not tried, because too many of their neighbours make no network. */
  readonly settled: boolean;
  /** Calls of `measure`. */
  readonly evaluations: number;
}

/** So many neighbours of a number are tried where it makes no network (heads that do not divide a width). */
const NEIGHBOURS = 64;

export function solve({ measure, bound, wanted, from, to, step }: Question): Answer {
  const known = new Map<number, number | undefined>();
  const last = Math.floor((to - from) / step);
  const at = (i: number): number | undefined => {
    if (!known.has(i)) known.set(i, measure(from + i * step));
    return known.get(i);
  };
  const isBelow = (figure: number): boolean => (wanted === 'most' ? figure <= bound : figure < bound);
  /** The first of these places that makes a network. */
  const firstOf = (places: Iterable<number>): number | undefined => {
    let tried = 0;
    for (const i of places) {
      if (tried++ >= NEIGHBOURS) return undefined;
      if (at(i) !== undefined) return i;
    }
    return undefined;
  };
  const point = (i: number | undefined): Found | undefined => {
    const figure = i === undefined ? undefined : at(i);
    return i === undefined || figure === undefined ? undefined : { value: from + i * step, figure };
  };
  const answer = (below: number | undefined, above: number | undefined): Answer => ({
    found: point(wanted === 'most' ? below : above),
    beyond: point(wanted === 'most' ? above : below),
    settled: below === undefined || (above ?? last + 1) - below - 1 < NEIGHBOURS,
    evaluations: known.size,
  });

  const first = firstOf(upwards(0, last));
  if (first === undefined) return answer(undefined, undefined);
  if (!isBelow(at(first) ?? 0)) return answer(undefined, first);
  let below: number = first;
  let above: number | undefined;
  for (let reach = 1, tried = below; above === undefined && tried < last; reach *= 2) {
    tried = Math.min(last, tried + reach);
    const next: number | undefined = firstOf(upwards(tried, last)) ?? firstOf(downwards(tried - 1, below + 1));
    if (next === undefined) continue;
    if (isBelow(at(next) ?? 0)) below = next;
    else above = next;
    tried = Math.max(tried, next);
  }
  while (above !== undefined && above - below > 1) {
    const middle: number | undefined = firstOf(between(below, above));
    if (middle === undefined) break;
    if (isBelow(at(middle) ?? 0)) below = middle;
    else above = middle;
  }
  return answer(below, above);
}

function* upwards(from: number, to: number): Iterable<number> {
  for (let i = from; i <= to; i++) yield i;
}

function* downwards(from: number, to: number): Iterable<number> {
  for (let i = from; i >= to; i--) yield i;
}

/** What lies between, the middle first, then its neighbours by turns. */
function* between(low: number, high: number): Iterable<number> {
  const middle = low + Math.floor((high - low) / 2);
  for (let d = 0; middle - d > low || middle + d < high; d++) {
    if (middle - d > low) yield middle - d;
    if (d > 0 && middle + d < high) yield middle + d;
  }
}
