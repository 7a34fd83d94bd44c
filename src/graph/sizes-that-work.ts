/** Which sizes of a network's inputs make it consistent: what its conditions say of each symbol. */
import { Dim } from '../shape/dim.js';
import type { Condition } from './graph.js';

/** The least number that each symbol must be a multiple of; symbols without such a condition are left out. */
export function multiplesOf(conditions: readonly Condition[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { holds } of conditions) {
    const symbols = holds ? [...holds.of.symbols()] : [];
    const [name] = symbols;
    if (!holds || name === undefined || symbols.length !== 1 || !holds.of.equals(Dim.symbol(name))) continue;
    const divisor = holds.divisor.value;
    if (!Number.isInteger(divisor) || divisor < 2) continue;
    found.set(name, lcm(found.get(name) ?? 1, divisor));
  }
  return found;
}

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Multiples next to a size, the lower one first; only positive ones. */
export function nearestMultiples(size: number, divisor: number): readonly number[] {
  const low = Math.floor(size / divisor) * divisor;
  return [low, low + divisor].filter(n => n > 0);
}
