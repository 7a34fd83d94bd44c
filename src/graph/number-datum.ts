/** Values of numbers that stand in the text, each made once: a network writes the same few again and again. */
import type { NumberArgument } from '../catalogue/argument.js';
import { Dim } from '../shape/dim.js';
import { Memo } from '../shape/memo.js';
import { number } from './datum.js';

const wholes: NumberArgument[] = [];

/** A whole number of ordinary size; undefined for others. */
export function whole(n: bigint | number): NumberArgument | undefined {
  if (n < 0 || n > 4096) return undefined;
  const index = Number(n);
  return (wholes[index] ??= number(index));
}

const numbers = new Memo<NumberArgument>(1000);

/** A number of the syntax tree, of which nothing else is known here. */
interface WrittenNumber {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly raw: string;
}

/** The value of a number as it is written. */
export function numberOf({ numerator, denominator, raw }: WrittenNumber): NumberArgument {
  const plain = denominator === 1n ? whole(numerator) : undefined;
  if (plain) return plain;
  return raw.length < 40
    ? numbers.get(raw, () => number(Dim.ratio(numerator, denominator)))
    : number(Dim.ratio(numerator, denominator));
}
