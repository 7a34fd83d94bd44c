/** Direct exact arithmetic, written apart from `src/shape`, and random expressions for it and for `Dim`. */
import fc from 'fast-check';
import { Dim } from '../../src/shape/dim.js';

/** A fraction in lowest terms, or nothing where an operation is not defined. */
export type Fraction = { readonly n: bigint; readonly d: bigint } | undefined;

export type Expression =
  | { readonly op: 'symbol'; readonly name: string }
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: Unary; readonly of: Expression }
  | { readonly op: Binary; readonly left: Expression; readonly right: Expression };

type Unary = 'negate' | 'floor' | 'ceil' | 'round' | 'abs' | 'square';
type Binary = 'plus' | 'minus' | 'times' | 'over' | 'floorDiv' | 'ceilDiv' | 'mod' | 'min' | 'max';

export const names = ['H', 'W', 'C'] as const;

function reduced(n: bigint, d: bigint): Fraction {
  if (d === 0n) return undefined;
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (b) [a, b] = [b, a % b];
  const g = d < 0n ? -a : a;
  return { n: n / g, d: d / g };
}

const down = (n: bigint, d: bigint): bigint => (n - (((n % d) + d) % d)) / d;

function binary(op: Binary, a: NonNullable<Fraction>, b: NonNullable<Fraction>): Fraction {
  const quotient = reduced(a.n * b.d, a.d * b.n);
  switch (op) {
    case 'plus':
      return reduced(a.n * b.d + b.n * a.d, a.d * b.d);
    case 'minus':
      return reduced(a.n * b.d - b.n * a.d, a.d * b.d);
    case 'times':
      return reduced(a.n * b.n, a.d * b.d);
    case 'over':
      return quotient;
    case 'floorDiv':
      return quotient && { n: down(quotient.n, quotient.d), d: 1n };
    case 'ceilDiv':
      return quotient && { n: -down(-quotient.n, quotient.d), d: 1n };
    case 'mod': {
      if (!quotient) return undefined;
      const q = down(quotient.n, quotient.d);
      return reduced(a.n * b.d - q * b.n * a.d, a.d * b.d);
    }
    case 'min':
      return a.n * b.d <= b.n * a.d ? a : b;
    case 'max':
      return a.n * b.d >= b.n * a.d ? a : b;
  }
}

function unary(op: Unary, a: NonNullable<Fraction>): Fraction {
  switch (op) {
    case 'negate':
      return { n: -a.n, d: a.d };
    case 'floor':
      return { n: down(a.n, a.d), d: 1n };
    case 'ceil':
      return { n: -down(-a.n, a.d), d: 1n };
    case 'round':
      return { n: down(2n * a.n + a.d, 2n * a.d), d: 1n };
    case 'abs':
      return a.n < 0n ? { n: -a.n, d: a.d } : a;
    case 'square':
      return { n: a.n * a.n, d: a.d * a.d };
  }
}

export function evaluated(e: Expression, at: ReadonlyMap<string, number>): Fraction {
  if (e.op === 'symbol') return { n: BigInt(at.get(e.name) ?? 1), d: 1n };
  if (e.op === 'number') return { n: BigInt(e.value), d: 1n };
  if ('of' in e) {
    const a = evaluated(e.of, at);
    return a && unary(e.op, a);
  }
  const a = evaluated(e.left, at);
  const b = evaluated(e.right, at);
  return a && b && binary(e.op, a, b);
}

export function asDim(e: Expression): Dim {
  if (e.op === 'symbol') return Dim.symbol(e.name);
  if (e.op === 'number') return Dim.of(e.value);
  if ('of' in e) {
    const a = asDim(e.of);
    return e.op === 'square' ? a.power(2) : a[e.op]();
  }
  return asDim(e.left)[e.op](asDim(e.right));
}

export function fractionOf(d: Dim): Fraction {
  const whole = d.toBigInt();
  if (whole !== undefined) return { n: whole, d: 1n };
  const [n, q] = d.key.split('/');
  return n !== undefined && q !== undefined ? { n: BigInt(n), d: BigInt(q) } : undefined;
}

export const show = (f: Fraction): string => (f ? `${f.n}/${f.d}` : 'undefined');

/** Expressions of which the windows, widths and counts of networks are made: divisors are mostly small numbers. */
export function expressions(depth: number, symbols: readonly string[] = names): fc.Arbitrary<Expression> {
  const leaf = fc.oneof(
    fc.constantFrom(...symbols).map((name): Expression => ({ op: 'symbol', name })),
    fc.integer({ min: -9, max: 12 }).map((value): Expression => ({ op: 'number', value })),
  );
  const small = fc.integer({ min: 1, max: 8 }).map((value): Expression => ({ op: 'number', value }));
  const level = (n: number): fc.Arbitrary<Expression> => {
    if (n === 0) return leaf;
    const below = level(n - 1);
    const make = (ops: readonly Binary[], right: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> =>
      fc.tuple(fc.constantFrom(...ops), below, right).map(([op, left, r]): Expression => ({ op, left, right: r }));
    return fc.oneof(
      { weight: 1, arbitrary: leaf },
      { weight: 4, arbitrary: make(['plus', 'minus', 'times', 'min', 'max'], below) },
      { weight: 4, arbitrary: make(['over', 'floorDiv', 'ceilDiv', 'mod'], small) },
      { weight: 1, arbitrary: make(['over', 'floorDiv', 'mod'], below) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom<Unary>('negate', 'floor', 'ceil', 'round', 'abs', 'square'), below)
          .map(([op, of]): Expression => ({ op, of })),
      },
    );
  };
  return level(depth);
}

export function assignments(symbols: readonly string[] = names): fc.Arbitrary<ReadonlyMap<string, number>> {
  const value = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 300 }));
  return fc.tuple(...symbols.map(() => value)).map(values => new Map(symbols.map((s, i) => [s, values[i] ?? 1])));
}

export function bound(d: Dim, at: ReadonlyMap<string, number>): Dim {
  return d.substitute(new Map([...at].map(([name, n]) => [name, Dim.of(n)])));
}
