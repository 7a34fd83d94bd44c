/** `Dim`: a size, exact: a number, a fraction, or a formula over named symbols, each of which is a whole number from 1 on. */
import {
  collectSymbols,
  constant,
  constantOf,
  difference,
  isInexact,
  isOpen,
  negate,
  product,
  sizeOf,
  sum,
  type Formula,
} from './formula.js';
import { degree } from './growth.js';
import { Memo } from './memo.js';
import { choose, decided, holds, wholeness, type Relation, type Truth } from './order.js';
import { print } from './print.js';
import {
  add,
  compare,
  divide,
  floorOf,
  multiply,
  negative,
  printRational,
  rational,
  subtract,
  toNumber,
  type Rational,
} from './rational.js';
import { ceiling, floor, inexact, logarithm, power, quotient, root, symbol } from './simplify.js';
import { approximate, substitute } from './substitute.js';

export type { Relation, Truth } from './order.js';
export type DimLike = Dim | number;
export type Growth = 'constant' | 'linear' | 'quadratic' | 'higher';

/** A fraction with more digits goes on as a double, and a larger formula as NaN: both keep work bounded. */
const MAX_FRACTION = 1n << 20000n;
const MAX_SIZE = 20000;

/** A network asks the same of the same sizes at every layer. */
const answers = new Memo<Truth>(5000);
const floors = new Memo<Dim>(5000);

/**
 * Immutable. Division by zero, a root of a negative number and formulas beyond all bounds give NaN: constant, inexact,
 * and every question about it is answered `unknown`.
 */
export class Dim {
  readonly isConstant: boolean;
  /** Whether no square root or logarithm was rounded on the way. */
  readonly isExact: boolean;
  /** NaN if it has symbols; else the nearest double. */
  readonly value: number;
  /** A whole number that doubles hold exactly, as `value`: the fast path. */
  readonly small: boolean;
  private readonly exact: Rational | undefined;
  private readonly poly: Formula | undefined;
  private text: string | undefined;
  private id: string | undefined;
  private names: ReadonlySet<string> | undefined;

  private constructor(value: number, small: boolean, exact: Rational | undefined, poly: Formula | undefined) {
    this.isConstant = poly === undefined;
    this.isExact = small || exact !== undefined || (poly !== undefined && !isInexact(poly));
    this.value = value;
    this.small = small;
    this.exact = exact;
    this.poly = poly;
    this.text = undefined;
    this.id = undefined;
    this.names = undefined;
  }

  private static readonly cache: Dim[] = [];
  private static readonly none: ReadonlySet<string> = new Set();

  private static integer(n: number): Dim {
    if (n >= 0 && n <= 4096) return (Dim.cache[n] ??= new Dim(n, true, undefined, undefined));
    return new Dim(n + 0, true, undefined, undefined);
  }

  /** A whole number exactly; any other double as it is, inexact. */
  static of(n: number | bigint): Dim {
    if (typeof n === 'bigint') return Dim.fraction({ n, d: 1n });
    if (Number.isSafeInteger(n)) return Dim.integer(n + 0);
    return Number.isInteger(n) ? Dim.fraction({ n: BigInt(n), d: 1n }) : Dim.inexact(n);
  }

  /** The exact fraction p / q of whole numbers. */
  static ratio(p: bigint | number, q: bigint | number): Dim {
    const d = BigInt(q);
    return d === 0n ? Dim.inexact(NaN) : Dim.fraction(rational(BigInt(p), d));
  }

  /** The exact value of a decimal such as `0.1` or `5e-4`; undefined if the text is none. */
  static parse(text: string): Dim | undefined {
    const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
    if (!parts) return undefined;
    const [, sign = '', whole = '', part = '', power = '0'] = parts;
    const exponent = Number(power) - part.length;
    if (Math.abs(exponent) + whole.length + part.length > 5000) return Dim.inexact(Number(text));
    const digits = BigInt(sign + whole + part);
    const ten = 10n ** BigInt(Math.abs(exponent));
    return exponent < 0 ? Dim.ratio(digits, ten) : Dim.of(digits * ten);
  }

  static inexact(x: number): Dim {
    return new Dim(x, false, undefined, undefined);
  }

  static symbol(name: string): Dim {
    return new Dim(NaN, false, undefined, symbol(name));
  }

  private static fraction(r: Rational): Dim {
    if (r.d === 1n && r.n <= 9007199254740991n && r.n >= -9007199254740991n) return Dim.integer(Number(r.n));
    const bounded = r.n < MAX_FRACTION && r.n > -MAX_FRACTION && r.d < MAX_FRACTION;
    return bounded ? new Dim(toNumber(r), false, r, undefined) : Dim.inexact(toNumber(r));
  }

  /** For this folder: a formula, which turns into a plain number where nothing else is in it. */
  static ofFormula(f: Formula | undefined): Dim {
    if (!f) return Dim.inexact(NaN);
    const c = constantOf(f);
    if (c) return Dim.fraction(c);
    if (sizeOf(f) > MAX_SIZE) return Dim.inexact(NaN);
    return isOpen(f) ? new Dim(NaN, false, undefined, f) : Dim.inexact(approximate(f));
  }

  /** For this folder: the size as a formula. */
  get formula(): Formula {
    if (this.poly) return this.poly;
    const exact = this.rational;
    return exact ? constant(exact) : inexact(this.value);
  }

  private get rational(): Rational | undefined {
    return this.small ? { n: BigInt(this.value), d: 1n } : this.exact;
  }

  toBigInt(): bigint | undefined {
    const exact = this.rational;
    return exact?.d === 1n ? exact.n : undefined;
  }

  isInteger(): Truth {
    if (this.small) return true;
    if (this.exact) return this.exact.d === 1n;
    if (this.poly) return wholeness(this.poly);
    return Number.isNaN(this.value) ? 'unknown' : Number.isInteger(this.value);
  }

  plus(o: DimLike): Dim {
    const b = Dim.lift(o);
    if (this.small && b.small) {
      const n = this.value + b.value;
      if (Number.isSafeInteger(n)) return Dim.integer(n);
    }
    return this.combine(b, add, (x, y) => x + y, sum);
  }

  minus(o: DimLike): Dim {
    const b = Dim.lift(o);
    if (this.small && b.small) {
      const n = this.value - b.value;
      if (Number.isSafeInteger(n)) return Dim.integer(n);
    }
    return this.combine(b, subtract, (x, y) => x - y, difference);
  }

  times(o: DimLike): Dim {
    const b = Dim.lift(o);
    if (this.small && b.small) {
      const n = this.value * b.value;
      if (Number.isSafeInteger(n)) return Dim.integer(n + 0);
    }
    return this.combine(b, multiply, (x, y) => x * y, product);
  }

  /** The exact quotient, a fraction where it does not come out. */
  over(o: DimLike): Dim {
    const b = Dim.lift(o);
    if (b.small && b.value === 0) return Dim.inexact(NaN);
    if (this.small && b.small && this.value % b.value === 0) return Dim.integer(this.value / b.value + 0);
    return this.combine(b, divide, (x, y) => x / y, quotient);
  }

  /** The quotient, rounded down (towards minus infinity). */
  floorDiv(o: DimLike): Dim {
    const b = Dim.lift(o);
    if (this.small && b.small && b.value !== 0) {
      const rest = this.value % b.value;
      const n = (this.value - rest) / b.value;
      return Dim.integer((rest !== 0 && rest < 0 !== b.value < 0 ? n - 1 : n) + 0);
    }
    return this.over(b).floor();
  }

  ceilDiv(o: DimLike): Dim {
    const b = Dim.lift(o);
    if (this.small && b.small && b.value !== 0) {
      const rest = this.value % b.value;
      const n = (this.value - rest) / b.value;
      return Dim.integer((rest !== 0 && rest < 0 === b.value < 0 ? n + 1 : n) + 0);
    }
    return this.over(b).ceil();
  }

  /** What `floorDiv` leaves; it has the sign of the divisor. */
  mod(o: DimLike): Dim {
    const b = Dim.lift(o);
    return this.minus(b.times(this.floorDiv(b)));
  }

  power(o: DimLike): Dim {
    const b = Dim.lift(o);
    if (this.small && b.small && b.value >= 0) {
      const n = this.value ** b.value;
      if (Number.isSafeInteger(n)) return Dim.integer(n + 0);
    }
    if (this.isPlain(b)) return Dim.inexact(this.value ** b.value);
    return this.isBroken() || b.isBroken() ? Dim.inexact(NaN) : Dim.ofFormula(power(this.formula, b.formula));
  }

  negate(): Dim {
    if (this.small) return Dim.integer(-this.value + 0);
    if (this.exact) return Dim.fraction(negative(this.exact));
    return this.poly ? Dim.ofFormula(negate(this.poly)) : Dim.inexact(-this.value);
  }

  min(o: DimLike): Dim {
    return this.choose('min', Dim.lift(o));
  }

  max(o: DimLike): Dim {
    return this.choose('max', Dim.lift(o));
  }

  abs(): Dim {
    return this.max(this.negate());
  }

  /** A whole number, exact again even if it was inexact before. */
  floor(): Dim {
    if (this.small) return this;
    if (this.exact) return Dim.fraction(rational(floorOf(this.exact)));
    const { poly } = this;
    return poly ? floors.get(poly.key, () => Dim.ofFormula(floor(poly))) : Dim.of(Math.floor(this.value));
  }

  ceil(): Dim {
    if (this.small) return this;
    if (!this.poly) return this.negate().floor().negate();
    // With whole numerators, ceil(n / d) = floor((n + d - 1) / d): one letter for ceilings and floors.
    return Dim.ofFormula(ceiling(this.poly));
  }

  /** To the nearest whole number, halves up. */
  round(): Dim {
    return this.small ? this : this.plus(Dim.ratio(1, 2)).floor();
  }

  /** Exact on squares. */
  sqrt(): Dim {
    return this.isPlain() ? Dim.inexact(Math.sqrt(this.value)) : Dim.ofFormula(root(this.formula));
  }

  /** Exact on powers of 2. */
  log2(): Dim {
    return this.isPlain() ? Dim.inexact(Math.log2(this.value)) : Dim.ofFormula(logarithm(this.formula));
  }

  isMultipleOf(o: DimLike): Truth {
    const b = Dim.lift(o);
    if (this.small && b.small) return b.value !== 0 && this.value % b.value === 0;
    return this.over(b).isInteger();
  }

  /** Whether both are the same formula in canonical form. */
  equals(o: DimLike): boolean {
    const b = Dim.lift(o);
    if (this === b) return true;
    return this.small && b.small ? this.value === b.value : this.key === b.key;
  }

  /** Whether the relation holds for all symbols from 1 on; `unknown` where it depends on them or is not decided. */
  is(op: Relation, o: DimLike): Truth {
    const b = Dim.lift(o);
    if (this.isConstant && b.isConstant) {
      if (Number.isNaN(this.value) || Number.isNaN(b.value)) return 'unknown';
      const order = this.small && b.small ? this.value - b.value : this.order(b);
      return decided(op, order);
    }
    if (this.isBroken() || b.isBroken()) return 'unknown';
    const apart = difference(this.formula, b.formula);
    return answers.get(op + apart.key, () => holds(op, apart));
  }

  symbols(): ReadonlySet<string> {
    return (this.names ??= this.poly ? collectSymbols(this.poly) : Dim.none);
  }

  substitute(bindings: ReadonlyMap<string, Dim>): Dim {
    if (!this.poly) return this;
    const formulas = new Map<string, Formula>();
    for (const name of this.symbols()) {
      const bound = bindings.get(name);
      if (bound?.isBroken()) return Dim.inexact(NaN);
      if (bound) formulas.set(name, bound.formula);
    }
    return formulas.size === 0 ? this : Dim.ofFormula(substitute(this.poly, formulas, choose));
  }

  /** How it grows with the symbol, all others held still. */
  growth(name: string): Growth {
    const d = this.poly ? degree(this.poly, name) : 0;
    return d <= 0 ? 'constant' : d <= 1 ? 'linear' : d <= 2 ? 'quadratic' : 'higher';
  }

  /** As an expression of the language. */
  toString(): string {
    return (this.text ??= this.print());
  }

  /** The same for equal formulas; of a whole number its digits. */
  get key(): string {
    return (this.id ??= this.poly ? this.poly.key : this.small ? String(this.value) : this.makeKey());
  }

  toJSON(): number | string | null {
    if (this.small) return this.value;
    if (this.poly || this.exact?.d === 1n) return this.toString();
    return Number.isFinite(this.value) ? this.value : null;
  }

  private static lift(o: DimLike): Dim {
    return typeof o === 'number' ? Dim.of(o) : o;
  }

  /** Whether an operand is an inexact number and the other no formula: then doubles do. */
  private isPlain(b: Dim = this): boolean {
    return this.isConstant && b.isConstant && !(this.isExact && b.isExact);
  }

  /** Whether it is no finite number: nothing can be said of it. */
  private isBroken(): boolean {
    return !this.isExact && this.isConstant && !Number.isFinite(this.value);
  }

  private combine(
    b: Dim,
    exact: (x: Rational, y: Rational) => Rational,
    rounded: (x: number, y: number) => number,
    formal: (x: Formula, y: Formula) => Formula | undefined,
  ): Dim {
    if (!this.isConstant || !b.isConstant) {
      return this.isBroken() || b.isBroken() ? Dim.inexact(NaN) : Dim.ofFormula(formal(this.formula, b.formula));
    }
    const x = this.rational;
    const y = b.rational;
    return x && y ? Dim.fraction(exact(x, y)) : Dim.inexact(rounded(this.value, b.value));
  }

  private choose(kind: 'min' | 'max', b: Dim): Dim {
    if (this.small && b.small) return this.value <= b.value === (kind === 'min') ? this : b;
    if (this.isBroken() || b.isBroken()) return Dim.inexact(NaN);
    if (!this.isConstant || !b.isConstant) return Dim.ofFormula(choose(kind, [this.formula, b.formula]));
    return this.order(b) <= 0 === (kind === 'min') ? this : b;
  }

  private order(b: Dim): number {
    const x = this.rational;
    const y = b.rational;
    return x && y ? compare(x, y) : this.value - b.value;
  }

  private makeKey(): string {
    return this.exact ? `${this.exact.n}${this.exact.d === 1n ? '' : `/${this.exact.d}`}` : `~${this.value}`;
  }

  private print(): string {
    if (this.small) return String(this.value);
    if (this.poly) return print(this.poly);
    if (Number.isNaN(this.value)) return '?';
    return this.exact ? printRational(this.exact) : String(this.value).replace('e+', 'e');
  }
}
