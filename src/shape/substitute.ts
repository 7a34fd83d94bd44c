/** Formulas with other formulas or numbers in the place of their letters. */
import { constant, NOTHING, ofAtom, product, sum, type Atom, type Formula } from './formula.js';
import { rational, toNumber } from './rational.js';
import { extremum, floor, logarithm, power, root } from './simplify.js';

/** How `substitute` makes a minimum or maximum anew. */
export type Extremum = typeof extremum;

/** Puts formulas in the place of letters, named by their keys (a symbol's is its name); undefined where that divides by 0. */
export function substitute(
  f: Formula,
  bindings: ReadonlyMap<string, Formula>,
  choose: Extremum = extremum,
): Formula | undefined {
  const done = new Map<string, Formula | undefined>();
  const inAtom = (atom: Atom): Formula | undefined => {
    const bound = bindings.get(atom.key);
    if (bound) return bound;
    if (atom.args.length === 0) return ofAtom(atom);
    if (!done.has(atom.key)) done.set(atom.key, rebuild(atom, atom.args.map(inFormula), choose));
    return done.get(atom.key);
  };
  const inFormula = (g: Formula): Formula | undefined => {
    let result: Formula | undefined = NOTHING;
    for (const term of g.terms) {
      let value: Formula | undefined = constant(term.coefficient);
      for (const { atom, exponent } of term.powers) {
        const letter = inAtom(atom);
        const raised = letter && power(letter, constant(rational(BigInt(exponent))));
        value = value && raised && product(value, raised);
      }
      result = result && value && sum(result, value);
    }
    return result;
  };
  return inFormula(f);
}

function rebuild(atom: Atom, args: readonly (Formula | undefined)[], choose: Extremum): Formula | undefined {
  const known = args.filter((a): a is Formula => a !== undefined);
  const [first, second] = known;
  if (!first || known.length !== args.length) return undefined;
  switch (atom.kind) {
    case 'floor':
      return floor(first);
    case 'min':
    case 'max':
      return choose(atom.kind, known);
    case 'sqrt':
      return root(first);
    case 'log2':
      return logarithm(first);
    case 'group':
      return first;
    case 'power':
      return second && power(first, second);
    case 'symbol':
    case 'number':
      return ofAtom(atom);
  }
}

/** The value of a formula without symbols, where an inexact number took part. */
export function approximate(f: Formula): number {
  return f.terms.reduce((total, { coefficient, powers }) => {
    const letters = powers.reduce((x, { atom, exponent }) => x * approximateAtom(atom) ** exponent, 1);
    return total + toNumber(coefficient) * letters;
  }, 0);
}

function approximateAtom({ kind, args, number }: Atom): number {
  const values = args.map(approximate);
  const [first = NaN, second = NaN] = values;
  switch (kind) {
    case 'number':
      return number;
    case 'floor':
      return Math.floor(first);
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'sqrt':
      return Math.sqrt(first);
    case 'log2':
      return Math.log2(first);
    case 'power':
      return first ** second;
    case 'group':
      return first;
    case 'symbol':
      return NaN;
  }
}
