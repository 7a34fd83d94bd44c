/** What is true of a formula for all symbols from 1 on: its sign, and whether it is whole. Claims only what it proves. */
import {
  collect,
  constant,
  constantOf,
  constantTerm,
  difference,
  isWhole,
  isWholeTerm,
  makeTerm,
  negate,
  NOTHING,
  ofAtom,
  product,
  scale,
  sizeOf,
  sum,
  type Atom,
  type Formula,
  type Power,
  type Term,
} from './formula.js';
import {
  add,
  compare,
  floorOf,
  fromNumber,
  gcd,
  lcm,
  negative,
  ONE,
  rational,
  ZERO,
  type Rational,
} from './rational.js';
import { denominator, extremum, splitWhole } from './simplify.js';
import { substitute } from './substitute.js';

export type Truth = true | false | 'unknown';
export type Relation = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Cases that one question may be split into. */
const MAX_CASES = 64;
/** Cases times the size of the formula that is looked at in each. */
const MAX_WORK = 20_000;

/** The relation of two numbers whose difference is given. */
export function decided(op: Relation, order: number): boolean {
  switch (op) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Whether `f op 0`. */
export function holds(op: Relation, f: Formula, cases = MAX_CASES): Truth {
  const c = constantOf(f);
  if (c) return decided(op, compare(c, ZERO));
  const low = leastValue(f);
  if (low && compare(low, ZERO) > 0) return decided(op, 1);
  const negated = leastValue(negate(f));
  const high = negated && negative(negated);
  const possible = [-1, 0, 1].filter(sign => {
    if (sign < 0) return !low || compare(low, ZERO) < 0;
    if (sign > 0) return !high || compare(high, ZERO) > 0;
    return (!low || compare(low, ZERO) <= 0) && (!high || compare(high, ZERO) >= 0) && !missesZero(f);
  });
  const settled = settledBy(op, possible);
  if (settled !== 'unknown') return settled;
  const split = inCases(f, cases, 1n, (g, left) => holds(op, g, left));
  return split === 'unknown' ? besideExtremum(op, f, cases) : split;
}

/** The answer that all possible signs agree on. */
function settledBy(op: Relation, signs: readonly number[]): Truth {
  if (signs.length > 0 && signs.every(sign => decided(op, sign))) return true;
  return signs.length > 0 && signs.every(sign => !decided(op, sign)) ? false : 'unknown';
}

/** A minimum is at most each of its arguments: what is below 0 with one of them in its place is below 0. */
function besideExtremum(op: Relation, f: Formula, cases: number): Truth {
  for (const term of f.terms) {
    const atom = term.powers.find(p => p.exponent === 1 && (p.atom.kind === 'min' || p.atom.kind === 'max'))?.atom;
    const plain = term.powers.every(p => p.atom === atom || (p.atom.kind === 'symbol' && p.exponent > 0));
    if (!atom || !plain || f.terms.some(t => t !== term && t.powers.some(p => mentions(p.atom, atom.key)))) continue;
    const above = (atom.kind === 'min') === term.coefficient.n > 0n;
    for (const arg of atom.args) {
      const g = substitute(f, new Map([[atom.key, arg]]));
      const left = Math.floor(cases / atom.args.length / 2);
      if (!g || left < 1) continue;
      const side = above ? -1 : 1;
      const strict = holds(above ? '<' : '>', g, left) === true;
      if (!strict && holds(above ? '<=' : '>=', g, left) !== true) continue;
      const answer = settledBy(op, strict ? [side] : [side, 0]);
      if (answer !== 'unknown') return answer;
    }
  }
  return 'unknown';
}

function mentions(atom: Atom, key: string): boolean {
  return atom.key === key || atom.args.some(arg => arg.terms.some(t => t.powers.some(p => mentions(p.atom, key))));
}

/** Whether a formula is whole. */
export function wholeness(f: Formula, cases = MAX_CASES): Truth {
  if (isWhole(f)) return true;
  const c = constantTerm(f);
  const { rest, lattice, denominator: d } = splitWhole(difference(f, constant(c)));
  if (rest.terms.length === 0) return c.d === 1n;
  return lattice ? inCases(sum(rest, constant(c)), cases, d, wholeness) : 'unknown';
}

/** The least or largest, without those that another one always beats. */
export function choose(kind: 'min' | 'max', formulas: readonly Formula[]): Formula {
  const all = extremum(kind, formulas);
  const [term] = all.terms;
  const args = all.terms.length === 1 && term?.powers.length === 1 ? (term.powers[0]?.atom.args ?? []) : [];
  if (args.length < 2 || args.length > 8 || term?.powers[0]?.atom.kind !== kind) return all;
  const kept = args.reduce<readonly Formula[]>((winners, f) => {
    const beats = (a: Formula, b: Formula): boolean => holds(kind === 'min' ? '<=' : '>=', difference(a, b)) === true;
    return winners.some(w => beats(w, f)) ? winners : [...winners.filter(w => !beats(f, w)), f];
  }, []);
  return kept.length < args.length ? extremum(kind, kept) : all;
}

/**
 * Asks in cases that together are all: a minimum is one of its arguments, and with H = D q + r for each remainder r
 * the floors over a divisor of D are gone. Only an answer that all cases give is one.
 */
function inCases(f: Formula, cases: number, d: bigint, ask: (g: Formula, cases: number) => Truth): Truth {
  const affordable = Math.min(cases, Math.floor(MAX_WORK / sizeOf(f)));
  const replacements = extremumCases(f) ?? remainderCases(f, d, affordable);
  if (replacements.length < 2 || replacements.length > affordable) return 'unknown';
  let answer: Truth | undefined;
  for (const replacement of replacements) {
    const g = substitute(f, replacement);
    const here = g ? ask(g, Math.floor(cases / replacements.length)) : 'unknown';
    if (here === 'unknown' || (answer !== undefined && answer !== here)) return 'unknown';
    answer = here;
  }
  return answer ?? 'unknown';
}

function extremumCases(f: Formula): readonly ReadonlyMap<string, Formula>[] | undefined {
  const atom = findExtremum(f);
  return atom?.args.map(arg => new Map([[atom.key, arg]]));
}

function findExtremum(f: Formula): Atom | undefined {
  for (const { powers } of f.terms) {
    for (const { atom } of powers) {
      if (atom.kind === 'min' || atom.kind === 'max') return atom;
      for (const arg of atom.args) {
        const inside = findExtremum(arg);
        if (inside) return inside;
      }
    }
  }
  return undefined;
}

function remainderCases(f: Formula, d: bigint, most: number): readonly ReadonlyMap<string, Formula>[] {
  const periods = new Map<string, { atom: Atom; period: bigint }>();
  collectPeriods(f, d, periods);
  let result: ReadonlyMap<string, Formula>[] = [new Map()];
  for (const [name, { atom, period }] of periods) {
    if (period === 1n) continue;
    if (period * BigInt(result.length) > BigInt(most)) return [];
    const multiple = scale(ofAtom(atom), rational(period));
    const next: ReadonlyMap<string, Formula>[] = [];
    for (let r = 1n; r <= period; r += 1n) {
      // The quotient counts from 1 like every symbol, and so does the remainder.
      const value = sum(multiple, constant(rational(r - period)));
      for (const before of result) next.push(new Map([...before, [name, value]]));
    }
    result = next;
  }
  return result;
}

/** For each symbol, the number that makes all floors and fractions over it vanish where it divides the symbol. */
export function periodsOf(f: Formula): ReadonlyMap<string, { readonly atom: Atom; readonly period: bigint }> {
  const periods = new Map<string, { atom: Atom; period: bigint }>();
  collectPeriods(f, 1n, periods);
  return periods;
}

function collectPeriods(f: Formula, d: bigint, into: Map<string, { atom: Atom; period: bigint }>): void {
  for (const { powers } of f.terms) {
    for (const { atom } of powers) {
      if (atom.kind === 'symbol') into.set(atom.key, { atom, period: lcm(d, into.get(atom.key)?.period ?? 1n) });
      else for (const arg of atom.args) collectPeriods(arg, atom.kind === 'floor' ? d * denominator(arg) : d, into);
    }
  }
}

/** Whether no values of whole letters can make it 0, since their coefficients share a divisor that the constant lacks. */
function missesZero(f: Formula): boolean {
  const letters = f.terms.filter(t => t.key !== '');
  if (!letters.every(t => isWholeTerm(t.powers))) return false;
  const d = f.terms.reduce((m, t) => lcm(m, t.coefficient.d), 1n);
  const g = letters.reduce((m, { coefficient: c }) => gcd(m, (c.n * d) / c.d), 0n);
  const c = constantTerm(f);
  return g !== 0n && ((c.n * d) / c.d) % g !== 0n;
}

/** A number that f never goes below; undefined if none is found. */
function leastValue(f: Formula): Rational | undefined {
  const bounds = [leastOf(lower(f, false))];
  if (f.terms.some(t => t.powers.some(p => p.atom.kind !== 'symbol'))) bounds.push(leastOf(lower(f, true)));
  let best: Rational | undefined;
  for (const b of bounds) if (b && (!best || compare(b, best) > 0)) best = b;
  if (!best || !isWhole(f)) return best;
  return rational(-floorOf(negative(best)));
}

/** The value of a polynomial at all ones, if from there on it never falls: all coefficients in H - 1, W - 1, ... are 0 or more. */
function leastOf(f: Formula | undefined): Rational | undefined {
  if (!f?.terms.every(isShort)) return undefined;
  if (f.terms.every(t => t.key === '' || t.coefficient.n > 0n)) {
    return f.terms.reduce((total, t) => add(total, t.coefficient), ZERO);
  }
  const shifts = new Map<string, Formula>();
  for (const { powers } of f.terms) {
    for (const { atom } of powers) shifts.set(atom.key, sum(ofAtom(atom), constant(ONE)));
  }
  const shifted = substitute(f, shifts);
  if (!shifted?.terms.every(isShort)) return undefined;
  return shifted.terms.every(t => t.key === '' || t.coefficient.n > 0n) ? constantTerm(shifted) : undefined;
}

/** Whether a term has symbols only, and so few that powers of (H + 1) are quickly multiplied out. */
function isShort({ powers }: Term): boolean {
  return powers.reduce((n, p) => n + (p.atom.kind === 'symbol' && p.exponent > 0 ? p.exponent : 99), 0) <= 8;
}

interface Bounds {
  readonly low: Formula | undefined;
  readonly high: Formula | undefined;
}

/** A polynomial of symbols that is nowhere above f; `coarse` takes 0 for floors that are never negative. */
function lower(f: Formula, coarse: boolean): Formula | undefined {
  let total = NOTHING;
  for (const term of f.terms) {
    const bound = lowerTerm(term, coarse);
    if (!bound) return undefined;
    total = sum(total, bound);
  }
  return total;
}

function lowerTerm(term: Term, coarse: boolean): Formula | undefined {
  const plain = term.powers.filter(p => p.atom.kind === 'symbol' && p.exponent > 0);
  const others = term.powers.filter(p => p.atom.kind !== 'symbol' || p.exponent < 0);
  const known = collect([makeTerm(term.coefficient, plain)]);
  if (others.length === 0) return known;
  const positive = term.coefficient.n > 0n;
  const [only] = others;
  let bound: Formula | undefined;
  if (others.length === 1 && only && only.exponent === 1) {
    const { low, high } = atomBounds(only.atom, coarse);
    bound = positive ? low : high;
  } else {
    bound = productBound(others, positive);
  }
  return bound && product(known, bound);
}

/** Bounds of a product of which no factor is negative. */
function productBound(powers: readonly Power[], low: boolean): Formula | undefined {
  const least = powers.map(p => leastValue(ofAtom(p.atom)));
  if (least.some(b => !b || compare(b, ZERO) < 0)) return undefined;
  let bound = constant(ONE);
  for (const [i, { atom, exponent }] of powers.entries()) {
    if (exponent < 0) {
      if (low) return NOTHING;
      if (compare(least[i] ?? ZERO, ONE) < 0) return undefined;
      continue;
    }
    const own = atomBounds(atom, false);
    const side = low ? own.low : own.high;
    const from = leastOf(side);
    if (low && !(from && compare(from, ZERO) >= 0)) return NOTHING;
    if (!side || exponent > 8) return low ? NOTHING : undefined;
    for (let n = 0; n < exponent; n += 1) bound = product(bound, side);
  }
  return bound;
}

function atomBounds(atom: Atom, coarse: boolean): Bounds {
  const [arg] = atom.args;
  if (atom.kind === 'symbol') return { low: ofAtom(atom), high: ofAtom(atom) };
  if (atom.kind === 'number') return aroundNumber(atom.number);
  if (!arg) return { low: undefined, high: undefined };
  const below = lower(arg, false);
  const above = lower(negate(arg), false);
  const high = above && negate(above);
  if (atom.kind === 'group') return { low: below, high };
  if (atom.kind === 'floor') {
    const d = denominator(arg);
    const lattice = arg.terms.every(t => isWholeTerm(t.powers));
    const least = leastOf(below);
    if (coarse && least && compare(least, rational(-1n)) > 0) return { low: constant(rational(floorOf(least))), high };
    return { low: below && difference(below, constant(lattice ? rational(d - 1n, d) : ONE)), high };
  }
  const from = leastOf(below);
  const atLeastOne = from !== undefined && compare(from, ONE) >= 0;
  if (atom.kind === 'sqrt') return { low: atLeastOne ? constant(ONE) : NOTHING, high: atLeastOne ? high : undefined };
  if (atom.kind === 'log2') return { low: atLeastOne ? NOTHING : undefined, high: atLeastOne ? high : undefined };
  return { low: undefined, high: undefined };
}

/** A double and its neighbourhood, since it was rounded on the way. */
function aroundNumber(x: number): Bounds {
  const slack = Math.abs(x) * 1e-9 + 1e-300;
  return { low: constant(fromNumber(x - slack)), high: constant(fromNumber(x + slack)) };
}
