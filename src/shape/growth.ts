/** How fast a formula grows with one of its symbols. */
import { constantOf, type Atom, type Formula } from './formula.js';
import { holds } from './order.js';
import { toNumber } from './rational.js';

/** The degree in `name`, an upper bound; infinite where the symbol is an exponent. */
export function degree(f: Formula, name: string): number {
  return f.terms.reduce((most, { powers }) => {
    const here = powers.reduce((d, { atom, exponent }) => d + exponent * atomDegree(atom, name), 0);
    return Math.max(most, here);
  }, 0);
}

function atomDegree({ kind, key, args }: Atom, name: string): number {
  const degrees = args.map(a => degree(a, name));
  const most = Math.max(0, ...degrees);
  switch (kind) {
    case 'symbol':
      return key === name ? 1 : 0;
    case 'number':
      return 0;
    case 'floor':
    case 'max':
    case 'group':
      return most;
    case 'min':
      return args.every(a => holds('>=', a) === true) ? Math.min(...degrees) : most;
    case 'sqrt':
    case 'log2':
      return most / 2;
    case 'power': {
      const [base = 0, exponent = 0] = degrees;
      const fixed = args[1] && constantOf(args[1]);
      return exponent === 0 && (base === 0 || fixed) ? base * (fixed ? toNumber(fixed) : 0) : Infinity;
    }
  }
}
