/** Arithmetic and comparison on values, without the syntax around them. */
import type { Dim } from '../shape/dim.js';
import { dependsOn } from './body-says.js';
import type { Datum } from './datum.js';

/** Bits of the largest power that is worked out exactly: counts of any network fit in far less. */
const MAX_BITS = 4096;

interface NoValue {
  readonly code: string;
  readonly message: string;
}

/** The value, or why there is none. Division by zero is excluded before. */
export function arithmetic(operator: '+' | '-' | '*' | '/' | '//' | '%' | '**', a: Dim, b: Dim): Dim | NoValue {
  switch (operator) {
    case '+':
      return a.plus(b);
    case '-':
      return a.minus(b);
    case '*':
      return a.times(b);
    case '/':
      return a.over(b);
    case '//':
      return a.floorDiv(b);
    case '%':
      return a.mod(b);
    case '**': {
      const bits = Math.abs(b.value) * Math.log2(Math.max(2, Math.abs(a.isConstant ? a.value : 2)));
      if (b.isConstant && !(bits <= MAX_BITS))
        return { code: 'number-too-large', message: 'this power is too large to be a size' };
      if (a.is('==', 0) === true && b.is('<', 0) === true)
        return { code: 'no-power', message: 'zero to a power below zero has no value' };
      if (a.is('<', 0) === true && b.isInteger() === false)
        return { code: 'no-power', message: 'a root of a negative number has no value' };
      return a.power(b);
    }
  }
}

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Numbers by value, where it can be told; other values are only equal or not. */
export function compareData(
  operator: Comparison,
  left: Datum,
  right: Datum,
): boolean | { readonly code: string; readonly message: string } {
  if (left.kind === 'number' && right.kind === 'number') {
    const answer = left.value.is(operator, right.value);
    if (answer !== 'unknown') return answer;
    const symbols = new Set([...left.value.symbols(), ...right.value.symbols()]);
    const what = `whether ${left.value.toString()} ${operator} ${right.value.toString()}`;
    return { code: 'condition-on-symbol', message: dependsOn(what, [...symbols]) };
  }
  const equal = left.kind === right.kind && left.key === right.key;
  if (operator === '==') return equal;
  if (operator === '!=') return !equal;
  return { code: 'not-comparable', message: `only numbers are compared by \`${operator}\`` };
}
