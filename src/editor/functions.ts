/** The functions of expressions, as signature help and completion show them. */
import type { Signature } from './signature.js';

export const makeSignature = (
  name: string,
  summary: string,
  parameters: readonly (readonly [string, string])[],
  kind = 'function',
): Signature => ({
  kind,
  name,
  about: () => ({ summary }),
  parameters: parameters.map(([parameter, doc]) => ({
    name: parameter,
    doc: () => doc,
    required: true,
    words: [],
    kind: 'number',
    takes: 'value',
  })),
});

const x = [['x', 'a number']] as const;
const several = [
  ['a', 'a number, or a list of numbers'],
  ['b', 'another number'],
] as const;

export const expressionFunctions: readonly Signature[] = [
  makeSignature('floor', 'The next whole number below.', x),
  makeSignature('ceil', 'The next whole number above.', x),
  makeSignature('round', 'The nearest whole number; halves go up.', x),
  makeSignature('sqrt', 'The square root; exact for squares.', x),
  makeSignature('log2', 'The logarithm to base 2.', x),
  makeSignature('min', 'The smallest of the numbers.', several),
  makeSignature('max', 'The largest of the numbers.', several),
  makeSignature('sum', 'The sum of a list of numbers.', [['list', 'a list of numbers']]),
  makeSignature('len', 'How many elements a list has.', [['list', 'a list']]),
  makeSignature('range', 'The whole numbers from 0 up to, but not with, `end`.', [['end', 'where it stops']]),
  makeSignature('first', 'The first `n` elements of a list.', [
    ['list', 'a list'],
    ['n', 'how many'],
  ]),
  makeSignature('divisible', 'The nearest multiple of `by`; the next one where that would be below 0.9 `x`.', [
    ['x', 'a number'],
    ['by', 'what it is to be a multiple of'],
  ]),
];
