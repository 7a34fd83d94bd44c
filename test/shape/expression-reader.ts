/** Reads the language's arithmetic (LANGUAGE.md, sections 2 and 9) into a `Dim`, to see that what is printed can be read. */
import { Dim } from '../../src/shape/dim.js';

export function readExpression(text: string): Dim {
  const tokens = text.match(/\d+(?:\.\d+)?(?:e-?\d+)?|[\p{L}_][\p{L}\p{N}_]*|\*\*|\/\/|[-+*/%(),]/gu) ?? [];
  if (tokens.join('') !== text.replace(/ /g, '')) throw new Error(`cannot be read: ${text}`);
  let at = 0;
  const take = (...wanted: string[]): string | undefined => {
    const token = tokens[at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    at += 1;
    return token;
  };
  const must = (token: string): void => {
    if (!take(token)) throw new Error(`no ${token} at ${at} of ${text}`);
  };
  const sum = (): Dim => {
    let value = product();
    for (let op = take('+', '-'); op; op = take('+', '-'))
      value = op === '+' ? value.plus(product()) : value.minus(product());
    return value;
  };
  const product = (): Dim => {
    let value = sign();
    for (let op = take('*', '/', '//', '%'); op; op = take('*', '/', '//', '%')) {
      const right = sign();
      if (op === '*') value = value.times(right);
      else if (op === '/') value = value.over(right);
      else value = op === '//' ? value.floorDiv(right) : value.mod(right);
    }
    return value;
  };
  const sign = (): Dim => {
    if (take('-')) return sign().negate();
    const base = primary();
    return take('**') ? base.power(sign()) : base;
  };
  const primary = (): Dim => {
    if (take('(')) {
      const value = sum();
      must(')');
      return value;
    }
    const token = tokens[at] ?? '';
    at += 1;
    const number = Dim.parse(token);
    if (number) return number;
    if (!take('(')) return Dim.symbol(token);
    const args = [sum()];
    while (take(',')) args.push(sum());
    must(')');
    return call(token, args);
  };
  const value = sum();
  if (at !== tokens.length) throw new Error(`more than an expression: ${text}`);
  return value;
}

function call(name: string, args: readonly Dim[]): Dim {
  const [first, ...rest] = args;
  if (!first) throw new Error(`${name} of nothing`);
  if (name === 'min') return rest.reduce((a, b) => a.min(b), first);
  if (name === 'max') return rest.reduce((a, b) => a.max(b), first);
  if (name === 'floor') return first.floor();
  if (name === 'sqrt') return first.sqrt();
  if (name === 'log2') return first.log2();
  throw new Error(`no function ${name}`);
}
