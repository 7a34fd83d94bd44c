/** The scanner: text to tokens and comments, in one pass, whatever the text is. */
import type { Problem } from './problem.js';
import { T, wordKind, type Tokens } from './tokens.js';
import type { Comment } from './tree.js';

export interface Scanned {
  readonly tokens: Tokens;
  readonly comments: readonly Comment[];
  /** The line of each comment, from 0. */
  readonly commentLines: readonly number[];
  readonly problems: readonly Problem[];
  /** The lines that have a problem: one is enough for a line. */
  readonly problemLines: ReadonlySet<number>;
}

/** A text with more mistakes than this is no network; listing them all helps nobody. */
export const maxProblems = 200;

const WORD = 1;
const DIGIT = 2;
const BLANK = 3;
const BREAK = 4;

/** What a character below 128 can begin. */
const classes = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const s = String.fromCharCode(c);
  if (/[A-Za-z_]/.test(s)) classes[c] = WORD;
  else if (/[0-9]/.test(s)) classes[c] = DIGIT;
  else if (/[\n\r]/.test(s)) classes[c] = BREAK;
  else if (/\s/.test(s)) classes[c] = BLANK;
}

const single = new Map<string, number>([
  ['(', T.LeftParen],
  [')', T.RightParen],
  ['[', T.LeftBracket],
  [']', T.RightBracket],
  ['{', T.LeftBrace],
  ['}', T.RightBrace],
  [',', T.Comma],
  [':', T.Colon],
  ['.', T.Dot],
  ['=', T.Assign],
  ['+', T.Plus],
  ['-', T.Minus],
  ['*', T.Star],
  ['/', T.Slash],
  ['%', T.Percent],
  ['<', T.Less],
  ['>', T.Greater],
]);
const double = new Map<string, number>([
  ['->', T.Arrow],
  ['//', T.SlashSlash],
  ['**', T.StarStar],
  ['==', T.Equal],
  ['!=', T.NotEqual],
  ['<=', T.LessEqual],
  ['>=', T.GreaterEqual],
  ['&&', T.And],
  ['||', T.Or],
  ['<>', T.NotEqual],
  ['=>', T.Arrow],
]);

const singleByCode = new Uint8Array(128);
for (const [s, kind] of single) singleByCode[s.charCodeAt(0)] = kind;

const letter = /^[\p{L}\p{Nl}]$/u;
const letterOrMark = /^[\p{L}\p{M}\p{N}\p{Pc}]$/u;
const blank = /^\s$/u;
const numberPattern = /(?:[0-9]+(?:x[0-9]+)+)|(?:[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)/y;

/** The end of the word that goes on at `at`. */
function wordEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c < 128) {
      const kind = classes[c];
      if (kind !== WORD && kind !== DIGIT) break;
      i++;
    } else {
      const s = String.fromCodePoint(text.codePointAt(i) ?? 0);
      if (!letterOrMark.test(s)) break;
      i += s.length;
    }
  }
  return i;
}

/** The column store while it grows. */
class TokenColumns {
  count = 0;
  kind: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  line: Int32Array;
  indent: Int32Array;
  first: Uint8Array;

  constructor(capacity: number) {
    this.kind = new Uint8Array(capacity);
    this.start = new Int32Array(capacity);
    this.end = new Int32Array(capacity);
    this.line = new Int32Array(capacity);
    this.indent = new Int32Array(capacity);
    this.first = new Uint8Array(capacity);
  }

  push(kind: number, start: number, end: number, line: number, indent: number, first: boolean): void {
    if (this.count === this.kind.length) this.grow();
    const n = this.count++;
    this.kind[n] = kind;
    this.start[n] = start;
    this.end[n] = end;
    this.line[n] = line;
    this.indent[n] = indent;
    this.first[n] = first ? 1 : 0;
  }

  private grow(): void {
    const capacity = this.kind.length * 2;
    this.kind = widened(new Uint8Array(capacity), this.kind);
    this.start = widened(new Int32Array(capacity), this.start);
    this.end = widened(new Int32Array(capacity), this.end);
    this.line = widened(new Int32Array(capacity), this.line);
    this.indent = widened(new Int32Array(capacity), this.indent);
    this.first = widened(new Uint8Array(capacity), this.first);
  }
}

function widened<A extends Uint8Array | Int32Array>(wide: A, from: A): A {
  wide.set(from);
  return wide;
}

/** The text of an open quote ends before the closing brackets at the line's end: they were meant. */
function openTextEnd(text: string, start: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > start + 1 && ' \t)]},'.includes(text.charAt(end - 1))) end--;
  return end;
}

const titleOf = (replacement: string, written: string): string =>
  replacement === '' ? `Remove \`${written}\`` : `Write \`${replacement.trim()}\``;

export function scan(text: string): Scanned {
  const tokens = new TokenColumns(Math.max(16, text.length >> 2));
  const comments: Comment[] = [];
  const commentLines: number[] = [];
  const problems: Problem[] = [];
  const problemLines = new Set<number>();
  const length = text.length;
  let line = 0;
  let lineStart = 0;
  let indent = 0;
  let first = true;
  let i = 0;

  function push(kind: number, start: number, end: number): void {
    if (first) indent = indentOf(text, lineStart, start);
    tokens.push(kind, start, end, line, indent, first);
    first = false;
    i = end;
  }
  function report(code: string, start: number, end: number, message: string, replacement?: string): void {
    if (problemLines.has(line) || problems.length >= maxProblems) return;
    problemLines.add(line);
    const range = { start, end };
    const fix =
      replacement === undefined
        ? {}
        : { fix: { title: titleOf(replacement, text.slice(start, end)), edits: [{ range, text: replacement }] } };
    problems.push({ code, severity: 'error', message, range, ...fix });
  }
  function lineEndFrom(at: number): number {
    let end = at;
    while (end < length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
    return end;
  }
  function scanText(quote: string): void {
    const start = i;
    let end = start + 1;
    for (; end < length; end++) {
      const c = text.charAt(end);
      if (c === '\\' && !'\r\n'.includes(text.charAt(end + 1) || '\n')) end++;
      else if (c === quote || c === '\n' || c === '\r') break;
    }
    if (text.charAt(end) === quote) {
      end++;
      if (quote === "'")
        report('single-quotes', start, end, 'a text stands in double quotes', `"${text.slice(start + 1, end - 1)}"`);
    } else {
      end = openTextEnd(text, start, end);
      report('open-text', start, end, '`"` is missing at the end of this text');
    }
    push(T.Text, start, end);
  }
  function scanNumber(): void {
    const start = i;
    numberPattern.lastIndex = i;
    numberPattern.test(text);
    const digitsEnd = numberPattern.lastIndex;
    const end = wordEnd(text, digitsEnd);
    const isSize = text.slice(start, digitsEnd).includes('x');
    if (isSize && end > digitsEnd) {
      report(
        'bad-size',
        start,
        end,
        `\`${text.slice(start, Math.min(end, start + 40))}\` is not a size: only digits stand between the \`x\`; with names write a list, \`[3, H, W]\``,
      );
    }
    push(isSize ? T.Size : T.Number, start, end);
  }
  function scanUnknown(): void {
    const start = i;
    while (i < length) {
      const c = text.charCodeAt(i);
      if (c < 128 ? classes[c] !== 0 || singleByCode[c] !== 0 || c === 35 || c === 34 : blank.test(text.charAt(i)))
        break;
      const s = String.fromCodePoint(text.codePointAt(i) ?? 0);
      if (c >= 128 && letter.test(s)) break;
      i += s.length;
    }
    if (i === start) i++;
    const shown = text.slice(start, i);
    const message =
      shown === ';'
        ? '`;` is not needed: every step stands on its own line'
        : shown === '!'
          ? 'write `not` for `!`'
          : shown === '^'
            ? 'write `**` for `^`'
            : shown.length > 12
              ? 'these characters mean nothing here'
              : `\`${shown}\` means nothing here`;
    const instead = shown === ';' ? '' : shown === '!' ? 'not ' : shown === '^' ? '**' : undefined;
    report('unknown-character', start, i, message, instead);
    if (shown === '^') push(T.StarStar, start, i);
  }

  if (text.charCodeAt(0) === 0xfeff) i = lineStart = 1;
  while (i < length) {
    const c = text.charCodeAt(i);
    if (c >= 128) {
      const s = String.fromCodePoint(text.codePointAt(i) ?? 0);
      if (letter.test(s)) push(T.Name, i, wordEnd(text, i + s.length));
      else if (blank.test(s)) i += s.length;
      else scanUnknown();
      continue;
    }
    const begins = classes[c];
    if (begins === BLANK) {
      i++;
    } else if (begins === BREAK) {
      i += c === 13 && text.charCodeAt(i + 1) === 10 ? 2 : 1;
      line++;
      lineStart = i;
      first = true;
    } else if (begins === WORD) {
      const end = wordEnd(text, i + 1);
      push(wordKind(text.slice(i, end)), i, end);
    } else if (begins === DIGIT) {
      scanNumber();
    } else if (c === 35) {
      const end = lineEndFrom(i);
      comments.push({ kind: 'Comment', text: text.slice(i, end).trimEnd(), ownLine: first, range: { start: i, end } });
      commentLines.push(line);
      i = end;
    } else if (c === 34 || c === 39) {
      scanText(text.charAt(i));
    } else if (c === 46 && text.startsWith('...', i)) {
      push(T.Rest, i, i + 3);
    } else {
      const pair = double.get(text.slice(i, i + 2));
      const kind = singleByCode[c] ?? 0;
      const foreign = text.charCodeAt(i + 1) === 62 ? c === 60 || c === 61 : pair === T.And || pair === T.Or;
      if (foreign && pair !== undefined) {
        const word = pair === T.And ? 'and' : pair === T.Or ? 'or' : pair === T.Arrow ? '->' : '!=';
        report('foreign-operator', i, i + 2, `write \`${word}\` for \`${text.slice(i, i + 2)}\``, word);
        push(pair, i, i + 2);
      } else if (pair !== undefined) push(pair, i, i + 2);
      else if (kind !== 0) push(kind, i, i + 1);
      else scanUnknown();
    }
  }
  first = true;
  push(T.End, length, length);
  return { tokens, comments, commentLines, problems, problemLines };
}

function indentOf(text: string, lineStart: number, tokenStart: number): number {
  let column = 0;
  for (let i = lineStart; i < tokenStart; i++) column += text.charCodeAt(i) === 9 ? 4 : 1;
  return column;
}
