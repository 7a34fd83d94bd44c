/** Formulas as expressions of the language, in the shortest of a few equal forms. */
import type { Formula } from './formula.js';

export function print(f: Formula): string {
  return f.key;
}
