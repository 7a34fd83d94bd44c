/** Sums as products, where that is cheap to see: a common factor, (H - 2) * (W - 2), (H - 2) ** 2. */
import {
  collect,
  constant,
  constantOf,
  makeTerm,
  multiplyPowers,
  ofAtom,
  scale,
  sum,
  type Atom,
  type Formula,
  type Power,
} from './formula.js';
import { add, divide, exactRoot, multiply, negative, ONE, rational, subtract, type Rational } from './rational.js';
import { contentOf, exactQuotient } from './simplify.js';

export interface Factors {
  readonly content: Rational;
  readonly letters: readonly Power[];
  readonly factors: readonly { readonly formula: Formula; readonly exponent: number }[];
}

export function factored(f: Formula): Factors {
  const letters = commonLetters(f);
  const inverse = letters.map(({ atom, exponent }) => ({ atom, exponent: -exponent }));
  const bare = collect(f.terms.map(t => makeTerm(t.coefficient, multiplyPowers(t.powers, inverse))));
  let content: Rational = ONE;
  const counted = new Map<string, { formula: Formula; exponent: number }>();
  for (const part of split(bare, 4)) {
    const own = positiveContent(part);
    content = multiply(content, own);
    const formula = scale(part, divide(ONE, own));
    const before = counted.get(formula.key);
    if (formula.terms.length > 1) counted.set(formula.key, { formula, exponent: 1 + (before?.exponent ?? 0) });
  }
  return { content, letters, factors: [...counted.values()] };
}

/** The content without its sign, unless no term is positive. */
function positiveContent(f: Formula): Rational {
  const content = contentOf(f);
  const magnitude = content.n < 0n ? negative(content) : content;
  return f.terms.some(t => t.coefficient.n > 0n) ? magnitude : negative(magnitude);
}

/** The lowest power of each letter that all terms have. */
function commonLetters(f: Formula): readonly Power[] {
  const lowest = new Map<string, Power>();
  for (const { powers } of f.terms) {
    for (const { atom } of powers) {
      const exponents = f.terms.map(t => t.powers.find(p => p.atom.key === atom.key)?.exponent ?? 0);
      const exponent = Math.min(...exponents);
      if (exponent !== 0) lowest.set(atom.key, { atom, exponent });
    }
  }
  return [...lowest.values()];
}

function split(f: Formula, depth: number): readonly Formula[] {
  if (depth === 0 || f.terms.length < 3) return [f];
  for (const atom of atomsOf(f)) {
    const byDegree = coefficients(f, atom);
    const found = byDegree && (linearFactor(byDegree, atom) ?? squareFactors(byDegree, atom));
    if (found) return found.flatMap(g => split(g, depth - 1));
  }
  return [f];
}

function atomsOf(f: Formula): readonly Atom[] {
  return [...new Map(f.terms.flatMap(t => t.powers.map(p => [p.atom.key, p.atom] as const))).values()];
}

/** f as c[0] + c[1] x + c[2] x x. */
function coefficients(f: Formula, atom: Atom): readonly Formula[] | undefined {
  const parts = [0, 1, 2].map(degree =>
    collect(
      f.terms
        .filter(t => (t.powers.find(p => p.atom.key === atom.key)?.exponent ?? 0) === degree)
        .map(t =>
          makeTerm(
            t.coefficient,
            t.powers.filter(p => p.atom.key !== atom.key),
          ),
        ),
    ),
  );
  return parts.reduce((n, p) => n + p.terms.length, 0) === f.terms.length ? parts : undefined;
}

/** A x + B where A divides B: A (x + B / A). */
function linearFactor([b, a, square]: readonly Formula[], atom: Atom): readonly Formula[] | undefined {
  if (!a || !b || !square || square.terms.length > 0 || a.terms.length < 2) return undefined;
  const rest = exactQuotient(b, a);
  return rest && [a, sum(ofAtom(atom), rest)];
}

/** A x x + B x + C with rational roots: A (x - r) (x - s). */
function squareFactors([c, b, a]: readonly Formula[], atom: Atom): readonly Formula[] | undefined {
  if (!a || !b || !c || a.terms.length === 0) return undefined;
  const middle = quotientConstant(b, a);
  const last = quotientConstant(c, a);
  if (!middle || !last) return undefined;
  const root = exactRoot(subtract(multiply(middle, middle), multiply(rational(4n), last)));
  if (!root) return undefined;
  const factor = (r: Rational): Formula => sum(ofAtom(atom), constant(multiply(add(middle, r), rational(1n, 2n))));
  return [a, factor(root), factor(negative(root))];
}

function quotientConstant(top: Formula, bottom: Formula): Rational | undefined {
  const q = exactQuotient(top, bottom);
  return q && constantOf(q);
}
