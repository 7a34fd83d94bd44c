/**
 * Where numbers do not go together: the nearest values of an argument with which the call works. A rule may propose some
 * (`instead`); if it does not, or they fail, numbers beside the written one are tried. What is offered was tried with all rules.
 */
import type { Argument } from '../catalogue/argument.js';
import type { Remedy } from '../catalogue/layers/layer.js';
import { flag, list, none, number, word } from './datum.js';
import type { CallProblem } from './graph.js';

/** Problems of the same call with this argument so, or without it. */
export type Retry = (argument: string, value: Argument | undefined) => readonly CallProblem[];

/** How far from the written number others are looked for. */
const REACH = 64;
/** Offers for one mistake. */
const MOST = 3;

/** The value of a remedy as the language reads it; undefined where it is more than numbers, words and lists of them. */
function argumentOf(text: string): Argument | undefined {
  if (text === 'true' || text === 'false') return flag(text === 'true');
  if (text === 'none') return none;
  if (/^[a-z_]+$/.test(text)) return word(text);
  if (/^-?\d+(\.\d+)?(e-?\d+)?$/.test(text)) return number(Number(text));
  if (/^\d+(x\d+)+$/.test(text)) return list(text.split('x').map(size => number(Number(size))));
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  const values = itemsOf(text.slice(1, -1)).map(argumentOf);
  return values.every(value => value !== undefined) ? list(values) : undefined;
}

/** What stands between the commas that no bracket holds. */
function itemsOf(text: string): readonly string[] {
  const items = [''];
  let depth = 0;
  for (const char of text) {
    depth += char === '[' ? 1 : char === ']' ? -1 : 0;
    if (char === ',' && depth === 0) items.push('');
    else items.push((items.pop() ?? '') + char);
  }
  return items.map(item => item.trim()).filter(item => item !== '');
}

const constant = (argument: Argument | undefined): number | undefined =>
  argument?.kind === 'number' && argument.value.isConstant && Number.isInteger(argument.value.value)
    ? argument.value.value
    : undefined;

/** The whole numbers next to one, nearest first, the lower one of two first; not below `least`. */
function* beside(n: number, least: number): Generator<number> {
  for (let distance = 1; distance <= REACH; distance++) {
    if (n - distance >= least) yield n - distance;
    yield n + distance;
  }
}

/** A written list with other numbers in it: `[[1, 2], 3]`; `change` gets each number and its position. */
function rewritten(written: Argument, change: (n: number, at: number) => number): string | undefined {
  let at = 0;
  const write = (argument: Argument): string | undefined => {
    if (argument.kind === 'list') {
      const items = argument.items.map(write);
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
    }
    const n = constant(argument);
    return n === undefined ? undefined : String(change(n, at++));
  };
  return write(written);
}

const numbersIn = (argument: Argument): readonly number[] =>
  argument.kind === 'list' ? argument.items.flatMap(numbersIn) : [constant(argument) ?? NaN];

/** Numbers beside the written one; in a list one of its elements changes, or all come nearer to zero. */
function* nearby(written: Argument | undefined): Generator<string | undefined> {
  const n = constant(written);
  if (n !== undefined) for (const other of beside(n, n < 0 ? -REACH : 0)) yield String(other);
  if (written?.kind !== 'list') return;
  const sizes = numbersIn(written);
  if (sizes.includes(NaN)) return;
  for (const [i, size] of sizes.entries()) {
    for (const other of beside(size, Math.min(size, 0)))
      yield rewritten(written, (own, at) => (at === i ? other : own));
  }
  const most = Math.min(REACH, Math.max(...sizes.map(Math.abs)) - 1);
  for (let k = most; k >= 0; k--) yield rewritten(written, own => Math.max(-k, Math.min(own, k)));
}

export interface Search {
  readonly problems: readonly CallProblem[];
  readonly written: ReadonlyMap<string, Argument>;
  readonly retry: Retry;
}

const errorsOf = (problems: readonly CallProblem[]): readonly CallProblem[] =>
  problems.filter(({ severity }) => severity === 'error');

/** Whether a remedy mends this problem and makes no other; undefined where that cannot be tried. */
function mends({ problems, retry }: Search, { at, message }: CallProblem, remedy: Remedy): boolean | undefined {
  const value = remedy.value === undefined ? undefined : argumentOf(remedy.value);
  if (value === undefined && remedy.value !== undefined) return undefined;
  const left = errorsOf(retry(remedy.argument, value));
  const isLeft = left.some(other => (at !== undefined && other.at === at) || other.message === message);
  return !isLeft && left.length < errorsOf(problems).length;
}

function remediesFor(search: Search, problem: CallProblem): readonly Remedy[] {
  const found: Remedy[] = [];
  for (const remedy of problem.instead) {
    if (found.length < MOST && mends(search, problem, remedy) !== false) found.push(remedy);
  }
  const { at } = problem;
  if (found.length > 0 || at === undefined) return found;
  for (const value of nearby(search.written.get(at))) {
    if (value === undefined) continue;
    const remedy = { argument: at, value };
    if (found.some(known => known.value === value)) continue;
    if (mends(search, problem, remedy) === true) found.push(remedy);
    if (found.length === 2) break;
  }
  return found;
}

/** `; `groups: 2` or `groups: 3` works`, unless the message names the values itself. */
function said(message: string, remedies: readonly Remedy[]): string {
  const words = new Set(message.split(/[^\w.]+/));
  const shown = remedies.filter(({ value }) => value !== undefined);
  if (shown.every(({ value = '' }) => words.has(value) || message.includes(` ${value}`))) return message;
  const names = shown.map(({ argument, value = '' }) => `\`${argument}: ${value}\``);
  const last = names.pop() ?? '';
  return `${message}; ${names.length === 0 ? '' : `${names.join(', ')} or `}${last} works`;
}

/** The problems with the values that work, in the message and as remedies. */
export function withValuesThatWork(search: Search): readonly CallProblem[] {
  return search.problems.map(problem => {
    if (problem.code !== 'bad-argument' || problem.severity !== 'error') return problem;
    if (problem.clash && problem.instead.length === 0) return problem;
    const instead = remediesFor(search, problem);
    return { ...problem, instead, message: instead.length === 0 ? problem.message : said(problem.message, instead) };
  });
}
