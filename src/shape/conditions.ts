/** What symbols must obey: which number divides what, so that a size is whole or two sizes are equal. */
import { Dim } from './dim.js';
import { constant, constantTerm, difference, ofAtom, scale, sum, type Formula, type Power } from './formula.js';
import { holds, periodsOf } from './order.js';
import { divide, floorOf, gcd, lcm, ONE, rational, subtract } from './rational.js';
import { splitWhole } from './simplify.js';
import { substitute } from './substitute.js';

/** `divisor` divides `of`. */
export interface Condition {
  readonly divisor: Dim;
  readonly of: Dim;
}

export function conditionText({ divisor, of }: Condition): string {
  return `${divisor.toString()} divides ${of.toString()}`;
}

/**
 * The condition under which a size is whole; undefined where it always is. One that never is, as 1/2, gives a condition
 * that nothing meets (2 divides 1): ask `isInteger` first.
 */
export function requiredWhole(size: Dim): Condition | undefined {
  if (size.isInteger() === true) return undefined;
  const c = constantTerm(size.formula);
  const { rest, lattice } = splitWhole(difference(size.formula, constant(c)));
  const left = sum(rest, constant(subtract(c, rational(floorOf(c)))));
  if (!lattice) return overLetters(left);
  const d = left.terms.reduce((m, t) => lcm(m, t.coefficient.d), 1n);
  const top = scale(left, rational(d));
  // A factor of the numerator that shares nothing with the divisor changes nothing: 7 divides 3 * H where 7 divides H.
  let common = top.terms.reduce((g, t) => gcd(g, t.coefficient.n), 0n);
  for (let g = gcd(common, d); g !== 1n; g = gcd(common, d)) common /= g;
  return { divisor: Dim.of(d), of: Dim.ofFormula(scale(top, divide(ONE, rational(common)))) };
}

/** H / W + 1: W divides H. */
function overLetters(f: Formula): Condition {
  const under = new Map<string, Power>();
  for (const { powers } of f.terms) {
    for (const { atom, exponent } of powers) {
      if (exponent < Math.min(0, under.get(atom.key)?.exponent ?? 0)) under.set(atom.key, { atom, exponent });
    }
  }
  const d = f.terms.reduce((m, t) => lcm(m, t.coefficient.d), 1n);
  const divisor = [...under.values()].reduce(
    (product, { atom, exponent }) => product.times(Dim.ofFormula(ofAtom(atom, -exponent))),
    Dim.of(d),
  );
  return { divisor, of: Dim.ofFormula(f).times(divisor) };
}

/** The least number that, where it divides the only symbol of two sizes, makes them equal; undefined if none is found. */
export function requiredEqual(a: Dim, b: Dim): Condition | undefined {
  const f = difference(a.formula, b.formula);
  const periods = [...periodsOf(f)].filter(([, { period }]) => period > 1n);
  const [only] = periods;
  if (periods.length !== 1 || !only) return undefined;
  const [name, { atom, period }] = only;
  for (let divisor = 2n; divisor <= period && divisor <= 4096n; divisor += 1n) {
    if (period % divisor !== 0n) continue;
    const g = substitute(f, new Map([[name, scale(ofAtom(atom), rational(divisor))]]));
    if (g && holds('==', g) === true) return { divisor: Dim.of(divisor), of: Dim.symbol(name) };
  }
  return undefined;
}

/** Whether bound symbols obey a condition. */
export function obeys({ divisor, of }: Condition, bindings: ReadonlyMap<string, Dim>): ReturnType<Dim['isMultipleOf']> {
  return of.substitute(bindings).isMultipleOf(divisor.substitute(bindings));
}
