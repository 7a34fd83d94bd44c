/** Formulas as expressions of the language, in the shortest of a few equal forms. */
import { factored } from './factor.js';
import {
  collect,
  constant,
  constantTerm,
  difference,
  isWholeTerm,
  negate,
  numberAtom,
  ofAtom,
  product,
  scale,
  single,
  sum,
  type Atom,
  type Formula,
  type Power,
  type Term,
} from './formula.js';
import { divide, lcm, negative, printRational, rational, type Rational } from './rational.js';
import { splitWhole } from './simplify.js';

/** A text and how strongly it binds: 1 a sum, 2 a product, 3 a sign, 4 a power, 5 what needs no brackets. */
interface Text {
  readonly text: string;
  readonly level: number;
}

/** Letters that stand for a text in one candidate, by their keys. */
type Given = ReadonlyMap<string, Text>;
const NO_LETTERS: Given = new Map();

/** Longer sums are printed as they are: looking for a nicer form costs time in the square of the terms. */
const MAX_TERMS = 12;

export function print(f: Formula): string {
  return formulaText(f).text;
}

function formulaText(f: Formula): Text {
  const plain = sumText(f, NO_LETTERS);
  if (f.terms.length < 2 || f.terms.length > MAX_TERMS) return plain;
  const candidates = [plain, ...floorCandidates(f), ...remainderCandidates(f), ...productCandidate(f)];
  return candidates.reduce((best, c) => (c.text.length < best.text.length ? c : best));
}

function wrap({ text, level }: Text, least: number): string {
  return level < least ? `(${text})` : text;
}

/** The terms, of high degree first, a positive one in front. */
function sumText(f: Formula, given: Given): Text {
  const terms = [...f.terms].sort((a, b) => termDegree(b) - termDegree(a));
  const positive = terms.findIndex(t => t.coefficient.n > 0n);
  if (positive > 0) terms.unshift(...terms.splice(positive, 1));
  const [first, ...rest] = terms;
  if (!first) return { text: '0', level: 5 };
  const head = termText(first, given);
  if (rest.length === 0) return head;
  const tail = rest.map(t => {
    const minus = t.coefficient.n < 0n;
    const magnitude = minus ? { ...t, coefficient: negative(t.coefficient) } : t;
    return `${minus ? ' - ' : ' + '}${wrap(termText(magnitude, given), 2)}`;
  });
  return { text: head.text + tail.join(''), level: 1 };
}

function termDegree(t: Term): number {
  return t.powers.reduce((d, { exponent }) => d + exponent, 0);
}

function termText({ coefficient, powers }: Term, given: Given): Text {
  if (powers.length === 0) return constantText(coefficient);
  const ordered = [...powers].sort((a, b) => Number(b.atom.kind === 'number') - Number(a.atom.kind === 'number'));
  return quotientText(
    coefficient,
    ordered.map(p => powerOf(p, given)),
    ordered.map(p => p.exponent > 0),
  );
}

function constantText(c: Rational): Text {
  const text = printRational(c);
  return { text, level: text.includes('/') ? 2 : c.n < 0n ? 3 : 5 };
}

/** A coefficient and factors, each above or below the fraction's line. */
function quotientText(coefficient: Rational, factors: readonly Text[], above: readonly boolean[]): Text {
  const minus = coefficient.n < 0n ? '-' : '';
  const n = minus ? -coefficient.n : coefficient.n;
  const over = factors.filter((_, i) => above[i]);
  const under = factors.filter((_, i) => !above[i]);
  if (n !== 1n || over.length === 0) over.unshift({ text: String(n), level: 5 });
  if (coefficient.d !== 1n) under.unshift({ text: String(coefficient.d), level: 5 });
  const [only] = over;
  if (over.length === 1 && under.length === 0 && only) {
    return minus ? { text: `-${wrap(only, 4)}`, level: 3 } : only;
  }
  const top = `${minus}${over.map(t => wrap(t, 4)).join(' * ')}`;
  if (under.length === 0) return { text: top, level: 2 };
  return { text: `${top} / ${divisorText(under)}`, level: 2 };
}

function divisorText(factors: readonly Text[]): string {
  const [only] = factors;
  if (factors.length === 1 && only) return wrap(only, 4);
  return `(${factors.map(t => wrap(t, 4)).join(' * ')})`;
}

function powerOf({ atom, exponent }: Power, given: Given): Text {
  const base = given.get(atom.key) ?? atomText(atom);
  const e = Math.abs(exponent);
  return e === 1 ? base : { text: `${wrap(base, 5)} ** ${e}`, level: 4 };
}

function atomText(atom: Atom): Text {
  const args = atom.args.map(formulaText);
  const [first, second] = args;
  const [arg] = atom.args;
  switch (atom.kind) {
    case 'symbol':
      return { text: atom.key, level: 5 };
    case 'number':
      return { text: String(atom.number).replace('e+', 'e'), level: atom.number < 0 ? 3 : 5 };
    case 'floor':
      return arg ? floorText(arg) : { text: '0', level: 5 };
    case 'group':
      return first ?? { text: '0', level: 5 };
    case 'power':
      return { text: first && second ? `${wrap(first, 5)} ** ${wrap(second, 4)}` : '0', level: 4 };
    case 'min':
    case 'max':
    case 'sqrt':
    case 'log2':
      return { text: `${atom.kind}(${args.map(a => a.text).join(', ')})`, level: 5 };
  }
}

/** `n // d`, with all denominators in d. */
function floorText(f: Formula): Text {
  const d = f.terms.reduce((m, t) => lcm(m, t.coefficient.d), 1n);
  const lowest = new Map<string, Power>();
  for (const { powers } of f.terms) {
    for (const { atom, exponent } of powers) {
      if (exponent < Math.min(0, lowest.get(atom.key)?.exponent ?? 0)) lowest.set(atom.key, { atom, exponent });
    }
  }
  const under = [...lowest.values()];
  if (d === 1n && under.length === 0) return { text: `floor(${formulaText(f).text})`, level: 5 };
  const raised = product(
    f,
    single(
      rational(d),
      under.map(({ atom, exponent }) => ({ atom, exponent: -exponent })),
    ),
  );
  const top = formulaText(raised);
  const factors = under.map(p => powerOf(p, NO_LETTERS));
  if (d !== 1n) factors.unshift({ text: String(d), level: 5 });
  return { text: `${wrap(top, 2)} // ${divisorText(factors)}`, level: 2 };
}

/** A letter for a text. */
function letter(text: Text): { formula: Formula; given: Given } {
  const atom = { ...numberAtom(0), key: `"${text.text}"` };
  return { formula: ofAtom(atom), given: new Map([[atom.key, text]]) };
}

/** (x // 2) + 1 as (x + 2) // 2, and y - x // 2 as (2 * y - x + 1) // 2, with the constant or all whole terms inside. */
function floorCandidates(f: Formula): readonly Text[] {
  const found: Text[] = [];
  for (const term of f.terms) {
    const inner = floorArgument(term);
    if (!inner || term.coefficient.d !== 1n || (term.coefficient.n !== 1n && term.coefficient.n !== -1n)) continue;
    const others = difference(f, collect([term]));
    const whole = splitWhole(others).whole;
    const d = inner.terms.reduce((m, t) => lcm(m, t.coefficient.d), 1n);
    const turned = term.coefficient.n < 0n;
    if (turned && !inner.terms.every(t => isWholeTerm(t.powers))) continue;
    const start = turned ? sum(negate(inner), constant(rational(d - 1n, d))) : inner;
    for (const part of [whole, constant(constantTerm(whole))]) {
      const { formula, given } = letter(floorText(sum(start, part)));
      found.push(sumText(sum(formula, difference(others, part)), given));
    }
  }
  return found;
}

function floorArgument(term: Term): Formula | undefined {
  const [power] = term.powers;
  return term.powers.length === 1 && power?.exponent === 1 && power.atom.kind === 'floor'
    ? power.atom.args[0]
    : undefined;
}

/** x - 2 * (x // 2) as x % 2. */
function remainderCandidates(f: Formula): readonly Text[] {
  const found: Text[] = [];
  for (const term of f.terms) {
    const inner = floorArgument(term);
    if (!inner || !inner.terms.every(t => isWholeTerm(t.powers))) continue;
    const d = rational(inner.terms.reduce((m, t) => lcm(m, t.coefficient.d), 1n));
    const times = negative(divide(term.coefficient, d));
    const top = scale(inner, d);
    const others = difference(difference(f, collect([term])), scale(top, times));
    const { formula, given } = letter({ text: `${wrap(formulaText(top), 2)} % ${String(d.n)}`, level: 2 });
    found.push(sumText(sum(scale(formula, times), others), given));
  }
  return found;
}

/** As a product of what all terms share and of smaller sums. */
function productCandidate(f: Formula): readonly Text[] {
  const { content, letters, factors } = factored(f);
  const [only] = factors;
  if (factors.length === 1 && letters.length === 0 && content.n === 1n && content.d === 1n && only?.exponent === 1)
    return [];
  const sums = factors.map(({ formula, exponent }) => {
    const base = formulaText(formula);
    return exponent === 1 ? base : { text: `${wrap(base, 5)} ** ${exponent}`, level: 4 };
  });
  sums.sort((a, b) => (a.text < b.text ? -1 : 1));
  const texts = [...letters.map(p => powerOf(p, NO_LETTERS)), ...sums];
  return [quotientText(content, texts, [...letters.map(p => p.exponent > 0), ...sums.map(() => true)])];
}
