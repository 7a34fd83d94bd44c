/** The functions of expressions: floor, max, range, ... */
import { Dim } from '../shape/dim.js';
import { isPoint, list, none, number, type Datum } from './datum.js';

type Answer = { readonly value: Datum } | { readonly error: string };
type Fn = (args: readonly Datum[]) => Answer;

/** Lists made by `range` end here: a longer one is a mistake. */
const MAX_RANGE = 100_000;

const numbersOf = (args: readonly Datum[]): readonly Dim[] | undefined => {
  const items = args.flatMap(a => (a.kind === 'list' ? a.items : [a]));
  const numbers = items.flatMap(a => (a.kind === 'number' ? [a.value] : []));
  return numbers.length === items.length ? numbers : undefined;
};

const unary =
  (f: (n: Dim) => Dim): Fn =>
  args => {
    const [a] = args;
    return args.length === 1 && a?.kind === 'number' ? { value: number(f(a.value)) } : { error: 'takes one number' };
  };

const fold =
  (f: (a: Dim, b: Dim) => Dim, empty?: Dim): Fn =>
  args => {
    const numbers = numbersOf(args);
    if (!numbers) return { error: 'takes numbers or a list of numbers' };
    const [first, ...rest] = numbers;
    if (!first) return empty ? { value: number(empty) } : { error: 'needs at least one number' };
    return { value: number(rest.reduce(f, first)) };
  };

const functions: { readonly [name: string]: Fn } = {
  floor: unary(n => n.floor()),
  ceil: unary(n => n.ceil()),
  round: unary(n => n.round()),
  sqrt: args => {
    const [a] = args;
    if (args.length !== 1 || a?.kind !== 'number') return { error: 'takes one number' };
    return a.value.is('>=', 0) === false
      ? { error: 'of a negative number has no value' }
      : { value: number(a.value.sqrt()) };
  },
  log2: args => {
    const [a] = args;
    if (args.length !== 1 || a?.kind !== 'number') return { error: 'takes one number' };
    return a.value.is('>', 0) === false ? { error: 'takes a number above 0' } : { value: number(a.value.log2()) };
  },
  min: fold((a, b) => a.min(b)),
  max: fold((a, b) => a.max(b)),
  sum: fold((a, b) => a.plus(b), Dim.of(0)),
  len: args => {
    const [given] = args;
    const a = isPoint(given) && given.results.length > 0 ? list(given.results.map(() => none)) : given;
    return args.length === 1 && a?.kind === 'list' ? { value: number(a.items.length) } : { error: 'takes one list' };
  },
  range: args => {
    const numbers = numbersOf(args)?.map(n => n.value);
    if (!numbers || numbers.length < 1 || numbers.length > 3 || !numbers.every(Number.isInteger)) {
      return { error: 'takes one to three whole numbers: range(end), range(start, end), range(start, end, step)' };
    }
    const [a = 0, b, step = 1] = numbers;
    const [from, to] = b === undefined ? [0, a] : [a, b];
    if (step === 0) return { error: 'needs a step other than 0' };
    if (Math.abs((to - from) / step) > MAX_RANGE) return { error: `gives more than ${String(MAX_RANGE)} numbers` };
    const items: Datum[] = [];
    for (let i = from; step > 0 ? i < to : i > to; i += step) items.push(number(i));
    return { value: list(items) };
  },
  first: args => {
    const [items, n] = args;
    if (args.length !== 2 || items?.kind !== 'list' || n?.kind !== 'number' || !(n.value.value >= 0)) {
      return { error: 'takes a list and how many of its elements' };
    }
    return { value: list(items.items.slice(0, n.value.value)) };
  },
  divisible: args => {
    const [x, by] = args;
    if (args.length !== 2 || x?.kind !== 'number' || by?.kind !== 'number')
      return { error: 'takes a number and a divisor' };
    if (by.value.is('>=', 1) === false) return { error: 'needs a divisor of at least 1' };
    // The rule of the MobileNet papers' code: nearest multiple, at least one, never below nine tenths.
    const near = x.value.plus(by.value.over(2)).floorDiv(by.value).times(by.value).max(by.value);
    const low = near.is('<', x.value.times(Dim.ratio(9, 10)));
    if (low === 'unknown') return { error: 'needs a number that is known' };
    return { value: number(low ? near.plus(by.value) : near) };
  },
};

export const functionNames: readonly string[] = Object.keys(functions);

export function callFunction(name: string, args: readonly Datum[]): Answer {
  return functions[name]?.(args) ?? { error: 'is no function' };
}
