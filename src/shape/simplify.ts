/** The functions of formulas that are not ring arithmetic (floor, quotient, minimum, root, power), each in canonical form. */
import {
  collect,
  constant,
  constantOf,
  constantTerm,
  difference,
  group,
  isWhole,
  isWholeTerm,
  makeAtom,
  makeTerm,
  multiplyPowers,
  negate,
  NOTHING,
  numberAtom,
  ofAtom,
  product,
  scale,
  single,
  sum,
  symbolAtom,
  type Formula,
  type Power,
  type Term,
} from './formula.js';
import {
  compare,
  divide,
  exactRoot,
  floorOf,
  gcd,
  lcm,
  multiply,
  negative,
  ONE,
  raise,
  rational,
  subtract,
  toNumber,
  type Rational,
} from './rational.js';

/** The least common denominator of the terms that have atoms. */
export function denominator(f: Formula): bigint {
  return f.terms.reduce((d, t) => (t.key === '' ? d : lcm(d, t.coefficient.d)), 1n);
}

/**
 * Rounds down. Whole terms leave the floor, so what stays has coefficients between 0 and 1; a floor inside joins it
 * (floor((floor(x / a) + b) / c) = floor((x + a b) / (a c))); and a first coefficient above 1/2 is turned into one
 * below by floor(x) = -floor(-x + (D - 1) / D), which holds where D x is whole: so `-x // 3` and `2 * x // 3` share a letter.
 */
export function floor(f: Formula): Formula {
  const c = constantOf(f);
  if (c) return constant(rational(floorOf(c)));
  if (isWhole(f)) return f;
  const { whole, rest, lattice, denominator: d } = splitWhole(f);
  const first = rest.terms.find(t => t.key !== '');
  if (!first) return whole;
  if (!lattice || first.coefficient.n * 2n <= first.coefficient.d) return sum(whole, floorOfRest(rest, lattice, d));
  const turned = splitWhole(sum(negate(rest), constant(rational(d - 1n, d))));
  return difference(whole, sum(turned.whole, floorOfRest(turned.rest, true, d)));
}

/** Rounds up; through `floor`, as ceil(n / d) = floor((n + d - 1) / d) for whole n. */
export function ceiling(f: Formula): Formula {
  if (isWhole(f)) return f;
  const d = lcm(denominator(f), constantTerm(f).d);
  const lattice = f.terms.every(t => isWholeTerm(t.powers));
  return lattice ? floor(sum(f, constant(rational(d - 1n, d)))) : negate(floor(negate(f)));
}

export interface Split {
  readonly whole: Formula;
  readonly rest: Formula;
  /** Whether denominator * rest is whole. */
  readonly lattice: boolean;
  readonly denominator: bigint;
}

/** The whole part that a floor lets out, and what is left of coefficients between 0 and 1. */
export function splitWhole(f: Formula): Split {
  const whole: Term[] = [];
  const rest: Term[] = [];
  let lattice = true;
  for (const term of f.terms) {
    if (term.key === '') continue;
    if (!isWholeTerm(term.powers)) {
      lattice = false;
      rest.push(term);
      continue;
    }
    const down = rational(floorOf(term.coefficient));
    if (down.n !== 0n) whole.push({ ...term, coefficient: down });
    const left = subtract(term.coefficient, down);
    if (left.n !== 0n) rest.push({ ...term, coefficient: left });
  }
  const d = rest.reduce((m, t) => lcm(m, t.coefficient.d), 1n);
  let c = constantTerm(f);
  if (lattice) c = rational(floorOf(multiply(c, rational(d))), d);
  const down = rational(floorOf(c));
  return {
    whole: sum(collect(whole), constant(down)),
    rest: sum(collect(rest), constant(subtract(c, down))),
    lattice,
    denominator: d,
  };
}

function floorOfRest(rest: Formula, lattice: boolean, d: bigint): Formula {
  if (lattice) {
    for (const term of rest.terms) {
      const [power] = term.powers;
      if (term.powers.length !== 1 || power?.atom.kind !== 'floor' || power.exponent !== 1) continue;
      const inner = power.atom.args[0];
      if (!inner || term.coefficient.n !== 1n || term.coefficient.d !== d) continue;
      const others = collect(rest.terms.filter(t => t !== term));
      return floor(sum(others, scale(inner, rational(1n, d))));
    }
  }
  return ofAtom(makeAtom('floor', [rest], true));
}

/** The quotient a / b, exact; undefined where b is 0. */
export function quotient(a: Formula, b: Formula): Formula | undefined {
  const only = b.terms[0];
  if (!only) return undefined;
  if (b.terms.length === 1) {
    const inverse = only.powers.map(({ atom, exponent }) => ({ atom, exponent: -exponent }));
    return product(a, single(divide(ONE, only.coefficient), inverse));
  }
  const whole = exactQuotient(a, b);
  if (whole) return whole;
  const content = contentOf(b);
  const letter = ofAtom(group(scale(b, divide(ONE, content))), -1);
  return product(scale(a, divide(ONE, content)), letter);
}

/** The rational that leaves coprime whole coefficients, the first of them positive, when divided out. */
export function contentOf(f: Formula): Rational {
  let n = 0n;
  let d = 1n;
  for (const { coefficient } of f.terms) {
    n = gcd(n, coefficient.n);
    d = lcm(d, coefficient.d);
  }
  const content = rational(n === 0n ? 1n : n, d);
  return (f.terms[f.terms.length - 1]?.coefficient.n ?? 1n) < 0n ? negative(content) : content;
}

/** Polynomial division that comes out, or undefined. */
export function exactQuotient(a: Formula, b: Formula): Formula | undefined {
  const divisor = leading(b);
  if (!divisor) return undefined;
  let rest = a;
  let result = NOTHING;
  for (let step = 0; step < 64; step += 1) {
    const head = leading(rest);
    if (!head) return result;
    const powers = multiplyPowers(
      head.powers,
      divisor.powers.map(({ atom, exponent }) => ({ atom, exponent: -exponent })),
    );
    if (powers.some(p => p.exponent < 0)) return undefined;
    const term = collect([makeTerm(divide(head.coefficient, divisor.coefficient), powers)]);
    result = sum(result, term);
    rest = difference(rest, collect(b.terms.flatMap(t => product(term, collect([t])).terms)));
  }
  return undefined;
}

/** The first term in lexicographic order of the exponents, an order that products keep. */
function leading(f: Formula): Term | undefined {
  let best: Term | undefined;
  for (const term of f.terms) if (!best || before(term.powers, best.powers)) best = term;
  return best;
}

function before(a: readonly Power[], b: readonly Power[]): boolean {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const p = a[i];
    const q = b[i];
    if (!p || !q) break;
    if (p.atom.key !== q.atom.key) return p.atom.key < q.atom.key ? p.exponent > 0 : q.exponent < 0;
    if (p.exponent !== q.exponent) return p.exponent > q.exponent;
  }
  const rest = a.length > b.length ? a[b.length] : b[a.length];
  return rest !== undefined && (a.length > b.length ? rest.exponent > 0 : rest.exponent < 0);
}

/** The least or the largest of formulas; those that differ by a constant are merged. */
export function extremum(kind: 'min' | 'max', formulas: readonly Formula[]): Formula {
  const kept: Formula[] = [];
  const flat = formulas.flatMap(f => argumentsOf(kind, f));
  for (const f of flat) {
    const same = kept.findIndex(k => constantOf(difference(f, k)) !== undefined);
    const other = kept[same];
    if (!other) kept.push(f);
    else if (compare(constantOf(difference(f, other)) ?? ONE, rational(0n)) > 0 === (kind === 'max')) kept[same] = f;
  }
  const [first] = kept;
  if (first && kept.length === 1) return first;
  const sorted = kept.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return ofAtom(makeAtom(kind, sorted, sorted.every(isWhole)));
}

function argumentsOf(kind: 'min' | 'max', f: Formula): readonly Formula[] {
  const [term] = f.terms;
  const [power] = term?.powers ?? [];
  const alone =
    f.terms.length === 1 && term?.powers.length === 1 && term.coefficient.n === 1n && term.coefficient.d === 1n;
  return alone && power?.exponent === 1 && power.atom.kind === kind ? power.atom.args : [f];
}

/** The square root; exact for squares of letters that are positive. Undefined below 0. */
export function root(f: Formula): Formula | undefined {
  const c = constantOf(f);
  if (c) {
    const exact = exactRoot(c);
    return exact ? constant(exact) : c.n < 0n ? undefined : ofAtom(numberAtom(Math.sqrt(toNumber(c))));
  }
  const [term] = f.terms;
  if (f.terms.length === 1 && term && term.powers.every(p => p.exponent % 2 === 0 && p.atom.kind === 'symbol')) {
    const c = exactRoot(term.coefficient);
    if (c)
      return single(
        c,
        term.powers.map(({ atom, exponent }) => ({ atom, exponent: exponent / 2 })),
      );
  }
  return ofAtom(makeAtom('sqrt', [f], false));
}

/** The logarithm to base 2; exact for powers of 2. Undefined at 0 and below. */
export function logarithm(f: Formula): Formula | undefined {
  const c = constantOf(f);
  if (!c) return ofAtom(makeAtom('log2', [f], false));
  if (c.n <= 0n) return undefined;
  const x = toNumber(c);
  const near = Math.round(Math.log2(x));
  const exact = Math.abs(near) < 5000 && compare(raise(rational(2n), near), c) === 0;
  return exact ? constant(rational(BigInt(near))) : ofAtom(numberAtom(Math.log2(x)));
}

/** Powers are multiplied out up to these bounds, and kept as one letter beyond. */
const MAX_EXPONENT = 16;
const MAX_BITS = 16384;

/** a to the power of b; undefined where it is no real number. */
export function power(a: Formula, b: Formula): Formula | undefined {
  const e = constantOf(b);
  const base = constantOf(a);
  if (e && e.d === 1n) {
    const n = Number(e.n);
    if (base) return constantPower(base, n);
    if (n < 0) {
      const below = power(a, negate(b));
      return below && quotient(constant(ONE), below);
    }
    if (a.terms.length === 1 && n < 1e6) return singlePower(a, n);
    if (n <= MAX_EXPONENT && a.terms.length ** n <= 200) {
      let result = constant(ONE);
      for (let i = 0; i < n; i += 1) result = product(result, a);
      return result;
    }
    return n < 1e6 ? ofAtom(group(a), n) : undefined;
  }
  if (e && e.d === 2n && compare(e, rational(0n)) > 0) {
    const r = root(a);
    return r && power(r, scale(b, rational(2n)));
  }
  if (e && base) return inexactPower(base, e);
  return ofAtom(makeAtom('power', [a, b], isWhole(a) && isWhole(b) && b.terms.every(t => t.coefficient.n > 0n)));
}

function constantPower(base: Rational, n: number): Formula | undefined {
  if (base.n === 0n && n < 0) return undefined;
  const bits = (base.n.toString(16).length + base.d.toString(16).length) * 4 * Math.abs(n);
  const unit = base.d === 1n && (base.n === 0n || base.n === 1n || base.n === -1n);
  if (unit) return constant(n === 0 ? ONE : base.n === -1n && n % 2 === 0 ? ONE : base);
  return bits <= MAX_BITS ? constant(raise(base, n)) : ofAtom(numberAtom(toNumber(base) ** n));
}

function inexactPower(base: Rational, e: Rational): Formula | undefined {
  const x = toNumber(base) ** toNumber(e);
  return Number.isNaN(x) ? undefined : ofAtom(numberAtom(x));
}

function singlePower(a: Formula, n: number): Formula | undefined {
  const [term] = a.terms;
  if (!term || n === 0) return n === 0 ? constant(ONE) : NOTHING;
  const c = constantPower(term.coefficient, n);
  const letters = single(
    ONE,
    term.powers.map(({ atom, exponent }) => ({ atom, exponent: exponent * n })),
  );
  return c && product(c, letters);
}

export function inexact(x: number): Formula {
  return ofAtom(numberAtom(x));
}

export function symbol(name: string): Formula {
  return ofAtom(symbolAtom(name));
}
