/** The functions of expressions, as signature help and completion show them. */
import type { Signature } from './signature.js';

const make = (name: string, summary: string, parameters: readonly (readonly [string, string])[]): Signature => ({
  kind: 'function',
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
  make('floor', 'The next whole number below.', x),
  make('ceil', 'The next whole number above.', x),
  make('round', 'The nearest whole number; halves go up.', x),
  make('sqrt', 'The square root; exact for squares.', x),
  make('log2', 'The logarithm to base 2.', x),
  make('min', 'The smallest of the numbers.', several),
  make('max', 'The largest of the numbers.', several),
  make('sum', 'The sum of a list of numbers.', [['list', 'a list of numbers']]),
  make('len', 'How many elements a list has.', [['list', 'a list']]),
  make('range', 'The whole numbers from 0 up to, but not with, `end`.', [['end', 'where it stops']]),
  make('first', 'The first `n` elements of a list.', [
    ['list', 'a list'],
    ['n', 'how many'],
  ]),
  make('divisible', 'The nearest multiple of `by`; the next one where that would be below 0.9 `x`.', [
    ['x', 'a number'],
    ['by', 'what it is to be a multiple of'],
  ]),
];
