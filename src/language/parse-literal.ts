/** Values that are one token: numbers, sizes, texts. */
import type { Cursor } from './cursor.js';
import { numberValue, sizeDims } from './number.js';
import { T } from './tokens.js';
import type { Expr, Text } from './tree.js';

export function parseNumber(c: Cursor): Expr {
  const at = c.take();
  const raw = c.wordAt(at);
  const range = c.rangeAt(at);
  const { numerator, denominator, unit, wrong } = numberValue(raw);
  if (wrong !== undefined) c.report('bad-number', range, wrong);
  if (c.kind === T.Name && goesOnAsSize(c)) return parseSpacedSize(c, at);
  if (unit) return { kind: 'Number', numerator, denominator, unit, raw, range };
  return { kind: 'Number', numerator, denominator, raw, range };
}

export function parseSize(c: Cursor): Expr {
  const at = c.take();
  const raw = c.wordAt(at);
  const dims = sizeDims(raw);
  if (dims === undefined) c.report('bad-size', c.rangeAt(at), 'this is not a size');
  return { kind: 'Size', dims: dims ?? [], raw, range: c.rangeAt(at) };
}

/** `3 x 32 x 32`: the `x` of a size, with blanks around it. */
function goesOnAsSize(c: Cursor): boolean {
  return c.kind === T.Name && c.wordAt(c.i) === 'x' && c.kindAt(c.i + 1) === T.Number && !c.isFirst(c.i + 1);
}

function parseSpacedSize(c: Cursor, at: number): Expr {
  let raw = c.wordAt(at);
  while (goesOnAsSize(c)) {
    c.take();
    raw += `x${c.wordAt(c.take())}`;
  }
  const range = c.rangeFrom(c.rangeAt(at).start);
  const more = { fix: { range, text: raw }, title: `Write \`${raw}\`` };
  c.report('size-with-blanks', range, `a size has no blanks: \`${raw}\``, more);
  return { kind: 'Size', dims: sizeDims(raw) ?? [], raw, range };
}

/** The text of a string token with its escapes resolved. */
export function parseText(c: Cursor): Text {
  const at = c.take();
  const raw = c.wordAt(at);
  const range = c.rangeAt(at);
  const closed = raw.length > 1 && raw.endsWith(raw.charAt(0));
  const inner = raw.slice(1, closed ? -1 : undefined);
  if (!inner.includes('\\')) return { kind: 'Text', value: inner, range };
  const value = inner.replace(/\\(.?)/gsu, (whole, escaped: string) => {
    if (escaped === 'n') return '\n';
    if (escaped === '"' || escaped === '\\') return escaped;
    c.report('unknown-escape', range, `\`${whole}\` is not an escape; a backslash is written \`\\\\\``);
    return whole;
  });
  return { kind: 'Text', value, range };
}
