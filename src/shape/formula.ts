/** Formulas as data: polynomials with exact coefficients over atoms (symbols, floors, minima, ...), and their ring arithmetic. */
import { add, multiply, negative, ONE, rational, type Rational } from './rational.js';

export type AtomKind = 'symbol' | 'floor' | 'min' | 'max' | 'sqrt' | 'log2' | 'power' | 'group' | 'number';

/**
 * What a polynomial takes as one letter. `group` is a sum kept together (a divisor), `number` an inexact constant.
 * Two atoms are the same exactly if their keys are.
 */
export interface Atom {
  readonly kind: AtomKind;
  readonly key: string;
  readonly args: readonly Formula[];
  /** The value of a `number`, else NaN. */
  readonly number: number;
  /** Whether it is a whole number for all whole symbols. */
  readonly whole: boolean;
  /** Whether a symbol is in it. */
  readonly open: boolean;
  /** Whether an inexact number is in it. */
  readonly inexact: boolean;
}

export interface Power {
  readonly atom: Atom;
  /** Not 0; negative for divisors. */
  readonly exponent: number;
}

export interface Term {
  readonly coefficient: Rational;
  readonly powers: readonly Power[];
  /** Identifies the powers; '' for the constant. */
  readonly key: string;
}

/** A sum of terms in the order of their keys, none twice and none with the coefficient 0. */
export class Formula {
  readonly terms: readonly Term[];
  private id: string | undefined;

  constructor(terms: readonly Term[]) {
    this.terms = terms;
    this.id = undefined;
  }

  /** The same exactly for equal sums; made when asked for, as most sums only pass by. */
  get key(): string {
    return (this.id ??= this.terms.map(termKey).join('+'));
  }
}

function termKey({ coefficient: c, key }: Term): string {
  return `${c.n}${c.d === 1n ? '' : `/${c.d}`}${key && `*${key}`}`;
}

/** How long its key would be, but for the coefficients. */
export function sizeOf(f: Formula): number {
  return f.terms.reduce((n, t) => n + t.key.length + 4, 0);
}

/** Products with more terms than this keep a factor together as a `group`. */
const MAX_TERMS = 120;

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export const NOTHING = new Formula([]);

export function constant(c: Rational): Formula {
  return c.n === 0n ? NOTHING : new Formula([{ coefficient: c, powers: [], key: '' }]);
}

export function makeTerm(coefficient: Rational, powers: readonly Power[]): Term {
  const key = powers.map(({ atom, exponent }) => (exponent === 1 ? atom.key : `${atom.key}^${exponent}`)).join('*');
  return { coefficient, powers, key };
}

export function single(coefficient: Rational, powers: readonly Power[]): Formula {
  return coefficient.n === 0n ? NOTHING : new Formula([makeTerm(coefficient, powers)]);
}

export function makeAtom(kind: AtomKind, args: readonly Formula[], whole: boolean): Atom {
  const key = `${kind}(${args.map(a => a.key).join(',')})`;
  return { kind, args, whole, number: NaN, key, open: args.some(isOpen), inexact: args.some(isInexact) };
}

export function symbolAtom(name: string): Atom {
  return { kind: 'symbol', key: name, args: [], number: NaN, whole: true, open: true, inexact: false };
}

export function numberAtom(value: number): Atom {
  return { kind: 'number', key: `~${value}`, args: [], number: value, whole: false, open: false, inexact: true };
}

export function ofAtom(atom: Atom, exponent = 1): Formula {
  return single(ONE, [{ atom, exponent }]);
}

/** The constant value of a formula that has no atoms. */
export function constantOf(f: Formula): Rational | undefined {
  if (f.terms.length === 0) return rational(0n);
  const first = f.terms[0];
  return f.terms.length === 1 && first?.key === '' ? first.coefficient : undefined;
}

/** The term without atoms; the empty key sorts first. */
export function constantTerm(f: Formula): Rational {
  const first = f.terms[0];
  return first?.key === '' ? first.coefficient : rational(0n);
}

function withCoefficient({ powers, key }: Term, coefficient: Rational): Term {
  return { coefficient, powers, key };
}

/** Collects terms of equal powers. */
export function collect(terms: readonly Term[]): Formula {
  if (terms.length < 2) return terms[0] && terms[0].coefficient.n !== 0n ? new Formula(terms) : NOTHING;
  const sums = new Map<string, Term>();
  for (const term of terms) {
    const before = sums.get(term.key);
    sums.set(term.key, before ? withCoefficient(term, add(before.coefficient, term.coefficient)) : term);
  }
  return new Formula([...sums.values()].filter(t => t.coefficient.n !== 0n).sort(byKey));
}

/** Merges the terms of two sums, which are in one order. */
export function sum(a: Formula, b: Formula): Formula {
  if (a.terms.length === 0) return b;
  if (b.terms.length === 0) return a;
  const merged: Term[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const s = a.terms[i];
    const t = b.terms[j];
    if (!s || !t) break;
    if (s.key === t.key) {
      const coefficient = add(s.coefficient, t.coefficient);
      if (coefficient.n !== 0n) merged.push({ coefficient, powers: s.powers, key: s.key });
      i += 1;
      j += 1;
    } else if (s.key < t.key) {
      merged.push(s);
      i += 1;
    } else {
      merged.push(t);
      j += 1;
    }
  }
  for (; i < a.terms.length; i += 1) pushIfAny(merged, a.terms[i]);
  for (; j < b.terms.length; j += 1) pushIfAny(merged, b.terms[j]);
  return new Formula(merged);
}

function pushIfAny(terms: Term[], term: Term | undefined): void {
  if (term) terms.push(term);
}

export function scale(f: Formula, by: Rational): Formula {
  if (by.n === 0n) return NOTHING;
  if (by.n === 1n && by.d === 1n) return f;
  return new Formula(f.terms.map(t => ({ ...t, coefficient: multiply(t.coefficient, by) })));
}

export function negate(f: Formula): Formula {
  return new Formula(f.terms.map(t => ({ ...t, coefficient: negative(t.coefficient) })));
}

export function difference(a: Formula, b: Formula): Formula {
  return sum(a, negate(b));
}

export function multiplyPowers(a: readonly Power[], b: readonly Power[]): readonly Power[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const product = new Map<string, Power>();
  for (const { atom, exponent } of [...a, ...b]) {
    const before = product.get(atom.key);
    product.set(atom.key, { atom, exponent: exponent + (before?.exponent ?? 0) });
  }
  return [...product.values()].filter(p => p.exponent !== 0).sort((p, q) => byKey(p.atom, q.atom));
}

function multiplyTerms(a: Term, b: Term): Term {
  return makeTerm(multiply(a.coefficient, b.coefficient), multiplyPowers(a.powers, b.powers));
}

/** A sum as one atom. */
export function group(f: Formula): Atom {
  return makeAtom('group', [f], isWhole(f));
}

export function product(a: Formula, b: Formula): Formula {
  const ca = constantOf(a);
  if (ca) return scale(b, ca);
  const cb = constantOf(b);
  if (cb) return scale(a, cb);
  const [s, t] = [a.terms[0], b.terms[0]];
  if (a.terms.length === 1 && b.terms.length === 1 && s && t) return new Formula([multiplyTerms(s, t)]);
  const kept = a.terms.length * b.terms.length > MAX_TERMS;
  if (kept) return product(asLetter(a), asLetter(b));
  return cancelGroup(a, b) ?? cancelGroup(b, a) ?? collect(a.terms.flatMap(s => b.terms.map(t => multiplyTerms(s, t))));
}

function asLetter(f: Formula): Formula {
  return f.terms.length > 1 ? ofAtom(group(f)) : f;
}

/** (a + b) times 1 / (a + b): the group goes away. */
function cancelGroup(f: Formula, by: Formula): Formula | undefined {
  const only = by.terms[0];
  if (f.terms.length < 2 || by.terms.length !== 1 || !only) return undefined;
  const found = only.powers.find(p => p.exponent < 0 && p.atom.kind === 'group' && p.atom.args[0]?.key === f.key);
  if (!found) return undefined;
  return single(only.coefficient, multiplyPowers(only.powers, [{ atom: found.atom, exponent: 1 }]));
}

export function isWholeTerm(powers: readonly Power[]): boolean {
  return powers.every(p => p.atom.whole && p.exponent > 0);
}

/** Whether all terms are whole for all whole symbols; `false` says only that this is not plain to see. */
export function isWhole(f: Formula): boolean {
  return f.terms.every(t => t.coefficient.d === 1n && isWholeTerm(t.powers));
}

/** All symbols that occur, in floors and other atoms too. */
export function collectSymbols(f: Formula, into: Set<string> = new Set()): Set<string> {
  for (const { powers } of f.terms) {
    for (const { atom } of powers) {
      if (atom.kind === 'symbol') into.add(atom.key);
      else for (const arg of atom.args) collectSymbols(arg, into);
    }
  }
  return into;
}

/** Whether a symbol occurs anywhere. */
export function isOpen(f: Formula): boolean {
  return f.terms.some(t => t.powers.some(p => p.atom.open));
}

/** Whether an inexact number occurs anywhere. */
export function isInexact(f: Formula): boolean {
  return f.terms.some(t => t.powers.some(p => p.atom.inexact));
}
