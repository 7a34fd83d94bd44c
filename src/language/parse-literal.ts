/** Values that are one token: numbers, sizes, texts. */
import type { Cursor } from './cursor.js';
import { numberValue, sizeDims } from './number.js';
import { parseSpacedSize } from './slips.js';
import { T } from './tokens.js';
import type { Expr, Text } from './tree.js';

export function parseNumber(c: Cursor): Expr {
  const at = c.take();
  const raw = c.wordAt(at);
  const range = c.rangeAt(at);
  const { numerator, denominator, unit, wrong } = numberValue(raw);
  if (wrong !== undefined) {
    c.report('bad-number', range, wrong);
    const size = sizeDims(raw.toLowerCase());
    if (size !== undefined && size.length > 1) return { kind: 'Size', dims: size, raw: raw.toLowerCase(), range };
    // What it would be is not known: nothing is said of the 0 in its place.
    if (numerator === 0n && !unit) return c.missing;
  }
  if (c.kind === T.Name && !c.atLineStart) {
    const spaced = parseSpacedSize(c, at);
    if (spaced) return spaced;
  }
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
