/** What initializers share: which fan to use, and bounds from it. */
import { choice, type Parameter } from './initializer.js';
import type { Fans } from './initializer.js';

export type Mode = 'fan_in' | 'fan_out' | 'average';

export const mode = (usual: Mode = 'fan_in'): Parameter<Mode> =>
  choice(['fan_in', 'fan_out', 'average'], 'which number of connections is kept in balance', { default: usual });

export const fanOf = ({ fanIn, fanOut }: Fans, which: Mode): number =>
  Math.max(1, which === 'fan_in' ? fanIn : which === 'fan_out' ? fanOut : (fanIn + fanOut) / 2);

type Numbers = Float32Array | Float64Array;

/** Fills evenly between -bound and bound. */
export function evenly(into: Numbers, bound: number, uniform: (element: number) => number): void {
  for (let i = 0; i < into.length; i++) into[i] = bound * (2 * uniform(i) - 1);
}

/** Fills with normal numbers. */
export function normally(into: Numbers, mean: number, deviation: number, normal: (element: number) => number): void {
  for (let i = 0; i < into.length; i++) into[i] = mean + deviation * normal(i);
}
