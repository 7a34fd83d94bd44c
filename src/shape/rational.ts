/** Exact rational numbers over bigint: the coefficients of formulas, and constants that are no safe integer. */

/** A reduced fraction; `d` is positive. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

export function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: bigint, b: bigint): bigint {
  return a === 0n || b === 0n ? 0n : (a / gcd(a, b)) * b;
}

/** The fraction n / d in lowest terms; `d` must not be 0. */
export function rational(n: bigint, d: bigint = 1n): Rational {
  if (d === 1n) return { n, d };
  const g = d < 0n ? -gcd(n, d) : gcd(n, d);
  return g === 1n ? { n, d } : { n: n / g, d: d / g };
}

export function add(a: Rational, b: Rational): Rational {
  return a.d === 1n && b.d === 1n ? { n: a.n + b.n, d: 1n } : rational(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function negative(a: Rational): Rational {
  return { n: -a.n, d: a.d };
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negative(b));
}

export function multiply(a: Rational, b: Rational): Rational {
  return a.d === 1n && b.d === 1n ? { n: a.n * b.n, d: 1n } : rational(a.n * b.n, a.d * b.d);
}

/** a / b; `b` must not be 0. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d, a.d * b.n);
}

/** The largest integer that is not above n / d, for d > 0 (bigint division rounds towards zero). */
export function floorQuotient(n: bigint, d: bigint): bigint {
  const q = n / d;
  return n < 0n && q * d !== n ? q - 1n : q;
}

export function floorOf(a: Rational): bigint {
  return a.d === 1n ? a.n : floorQuotient(a.n, a.d);
}

/** Negative, zero or positive, as a is below, equal to or above b. */
export function compare(a: Rational, b: Rational): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The largest r with r * r <= n, for n >= 0 (Newton's method from above). */
export function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

/** The exact square root, where it is rational. */
export function exactRoot(a: Rational): Rational | undefined {
  if (a.n < 0n) return undefined;
  const n = integerRoot(a.n);
  const d = integerRoot(a.d);
  return n * n === a.n && d * d === a.d ? { n, d } : undefined;
}

/** a to the power of a whole number; `a` must not be 0 where the power is negative. */
export function raise(a: Rational, power: number): Rational {
  const e = BigInt(Math.abs(power));
  const raised = { n: a.n ** e, d: a.d ** e };
  return power < 0 ? rational(raised.d, raised.n) : raised;
}

const SAFE = 9007199254740992n;

/** The double nearest to n / d. */
export function toNumber({ n, d }: Rational): number {
  if (d === 1n) return Number(n);
  const magnitude = n < 0n ? -n : n;
  if (magnitude < SAFE && d < SAFE) return Number(n) / Number(d);
  // A quotient of at least 64 bits with a sticky last bit rounds as the fraction itself would.
  const shift = Math.max(0, 66 + 4 * (d.toString(16).length - magnitude.toString(16).length));
  const scaled = magnitude << BigInt(shift);
  const quotient = (scaled / d) | (scaled % d === 0n ? 0n : 1n);
  const half = shift >> 1; // two steps, since 2 ** -shift alone may underflow
  const result = Number(quotient) * 2 ** -half * 2 ** (half - shift);
  return n < 0n ? -result : result;
}

/** The exact value of a finite double. */
export function fromNumber(x: number): Rational {
  let scale = 0;
  let whole = x;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    scale += 1;
  }
  return rational(BigInt(whole), 1n << BigInt(scale));
}

/** The shortest decimal that is exactly a, or `n / d` where there is none of a few digits. */
export function printRational({ n, d }: Rational): string {
  if (d === 1n) return String(n);
  const digits = 9;
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(digits);
  if (scaled % d !== 0n) return `${n} / ${d}`;
  const text = String(scaled / d).padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return `${n < 0n ? '-' : ''}${text.slice(0, -digits)}.${fraction}`;
}
