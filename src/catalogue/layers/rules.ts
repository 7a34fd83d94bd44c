/** Requirements that many layers share, and small helpers of shape rules. */
import { Dim } from '../../shape/dim.js';
import { formatShape, type Shape } from '../../shape/shape.js';
import type { Remedy, Requirement, TensorType } from './layer.js';

interface HasInput {
  readonly x: TensorType;
}

/** `3x32x32`; `[]` for one number. */
export const written = formatShape;

/** A position counted from 0; negative ones count from the end. */
export const axisIn = (rank: number, axis: number): number => (axis < 0 ? axis + rank : axis);

export const product = (shape: Shape): Dim => shape.reduce((all, d) => all.times(d), Dim.of(1));

export function sum(sizes: Shape): Dim {
  return sizes.reduce((all, d) => all.plus(d), Dim.of(0));
}

/** The shape with the size at `axis` replaced. */
export const replaced = (shape: Shape, axis: number, ...by: readonly Dim[]): Shape => [
  ...shape.slice(0, axis),
  ...by,
  ...shape.slice(axis + 1),
];

/** An axis must be one of the input's; `extra` allows one more, for layers that insert an axis. */
export function axisExists(name: string, extra = 0): Requirement<HasInput, object> {
  const axisOf = (a: object): number | undefined => {
    const axis: unknown = Reflect.get(a, name);
    return typeof axis === 'number' ? axis : undefined;
  };
  const rank = (x: TensorType): number => x.shape.length + extra;
  return {
    at: name,
    holds: ({ x }, a) => {
      const axis = axisOf(a);
      return axis === undefined || (axis >= -rank(x) && axis < rank(x));
    },
    says: ({ x }, a) =>
      `there is no axis ${String(axisOf(a))} in ${written(x.shape)}: ${rank(x) === 0 ? 'it is one number' : `it may be from ${String(-rank(x))} to ${String(rank(x) - 1)}`}`,
    instead: ({ x }) =>
      rank(x) > 0
        ? [
            { argument: name, value: String(rank(x) - 1) },
            { argument: name, value: '0' },
          ]
        : [],
  };
}

/** The axes with which a call works, as remedies. */
export const axesOf = (rank: number, works: (axis: number) => boolean): readonly Remedy[] =>
  Array.from({ length: rank }, (_, axis) => axis)
    .filter(works)
    .map(axis => ({ argument: 'axis', value: String(axis) }));

/** The whole numbers that divide `of`, those nearest to `n` first; none while either is a formula. */
export function nearestDivisors(of: Dim, n: Dim): readonly number[] {
  if (!of.isConstant || !n.isConstant || of.value < 1 || of.value > 1e9) return [];
  const found: number[] = [];
  for (let d = 1; d * d <= of.value; d++) {
    if (of.value % d !== 0) continue;
    found.push(d);
    if (d * d !== of.value) found.push(of.value / d);
  }
  // 20 is as near to 10 as 5 is.
  const distance = (d: number): number => Math.abs(Math.log(d / Math.max(1, n.value)));
  return found.sort((a, b) => distance(a) - distance(b) || a - b).slice(0, 12);
}

/** The multiples of `n` next to `size`. */
export function nearestMultiples(size: Dim, n: Dim): readonly Dim[] {
  const low = size.floorDiv(n).times(n);
  return [low, low.plus(n)].filter(d => d.is('>', 0) !== false);
}

/** `size` must split into `parts` equal parts, where `parts` is the argument `at`. */
export function divides<B, A>(
  at: string,
  of: (bound: B, a: A) => { readonly size: Dim; readonly parts: Dim },
  says: (size: Dim, parts: Dim) => string,
  others: (bound: B, a: A) => readonly Remedy[] = () => [],
): Requirement<B, A> {
  return {
    at,
    holds: (bound, a) => {
      const { size, parts } = of(bound, a);
      return size.isMultipleOf(parts);
    },
    says: (bound, a) => {
      const { size, parts } = of(bound, a);
      return says(size, parts);
    },
    instead: (bound, a) => {
      const { size, parts } = of(bound, a);
      return [...nearestDivisors(size, parts).map(d => ({ argument: at, value: String(d) })), ...others(bound, a)];
    },
  };
}
