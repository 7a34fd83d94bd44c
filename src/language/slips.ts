/** Slips of the pen, and what other languages have: told as what was meant, and read so that the rest is not lost. */
import { EXCESS } from './brackets.js';
import type { Cursor } from './cursor.js';
import { nearestNames, suggestion } from './nearest.js';
import type { NumberValue } from './number.js';
import { T, isWord, wordKind } from './tokens.js';
import type { Arg, Expr, Import, ImportName, Missing, Size, Text, Word } from './tree.js';

const definitionWords = ['block', 'network', 'train', 'search', 'budget'];
/** What other languages call a network or a block. */
const foreignWords = ['class', 'def', 'function', 'func', 'fn', 'model', 'module', 'net', 'layer', 'nn', 'fun'];
/** Words that begin a statement; those that braces follow are told with the names of layers. */
const statementWords = ['input', 'output', 'expect', 'repeat', 'const', 'shared'];

/** What a line that begins with a name at the top of a file was meant to define. */
export const meantDefinition = (c: Cursor): number | undefined => misspelt(c) ?? wordless(c);

/** `netwrok Small {`: a line of two words behind which a body opens, the first nearly a word of the language. */
function misspelt(c: Cursor): number | undefined {
  if (c.kindAt(c.i + 1) !== T.Name || c.isFirst(c.i + 1)) return undefined;
  const behind = c.kindAt(c.i + 2);
  if (behind !== T.LeftBrace && behind !== T.LeftParen && behind !== T.Comma && behind !== T.As) return undefined;
  const word = c.wordAt(c.i);
  const near = nearestNames(word, definitionWords)[0] ?? (foreignWords.includes(word) ? ownWord(c) : undefined);
  if (near === undefined) return undefined;
  const range = c.rangeAt(c.i);
  const fix = { range, text: near };
  c.report('unknown-word', range, `\`${c.nextShown}\` begins no definition; did you mean \`${near}\`?`, {
    fix,
    title: `Write \`${near}\``,
  });
  return wordKind(near);
}

/** The word for what another language defines with one of its own. */
function ownWord(c: Cursor): string {
  const opener = c.kindAt(c.i + 2) === T.LeftParen ? (c.brackets.match[c.i + 2] ?? -1) + 1 : c.i + 2;
  return statesItsInput(c, opener) ? 'network' : 'block';
}

/** `inptu x: 3x32x32`, `Expect 8x16x16`: the line is read as the statement that it nearly is. */
export function readsAsStatement(c: Cursor): boolean {
  const word = c.wordAt(c.i);
  const [near] = word.length < 4 ? [] : nearestNames(word, statementWords);
  if (near === undefined) return false;
  const range = c.rangeAt(c.i);
  c.report('unknown-word', range, `\`${c.nextShown}\` begins no statement; did you mean \`${near}\`?`, {
    fix: { range, text: near },
    title: `Write \`${near}\``,
  });
  c.readAs(wordKind(near));
  return true;
}

/** `a: conv(64, 3)`: a name for a point, with the sign of a setting. */
export function readsAsName(c: Cursor, colon: number): void {
  c.report(
    'colon-for-equals',
    c.rangeAt(colon),
    `a point is named with \`=\`: \`${c.text.slice(c.start, c.rangeAt(colon).start)} = ...\``,
  );
}

/** `from "./blocks.nn" import A`, as Python has it. */
export function importBehindPath(c: Cursor, parseText: (c: Cursor) => Text): Import | undefined {
  if (c.kindAt(c.i + 1) !== T.Text || c.kindAt(c.i + 2) !== T.Import) return undefined;
  const { start } = c;
  c.report('names-behind-path', c.rangeAt(c.i), 'an import begins with its names: `import A, B from "./file.nn"`');
  c.take();
  const from = parseText(c);
  c.take();
  const names: ImportName[] = [];
  while (c.kind === T.Name && !c.atLineStart) {
    const name = c.takeWord();
    const as = c.takeIf(T.As) && c.kind === T.Name ? c.takeWord() : undefined;
    names.push({ kind: 'ImportName', name, ...(as && { as }), range: c.rangeFrom(name.range.start) });
    c.takeIf(T.Comma);
  }
  return { kind: 'Import', names, from, range: c.rangeFrom(start) };
}

/** `Small(width = 64) {` at the top of a file: a definition whose word is missing. */
function wordless(c: Cursor): number | undefined {
  if (!/^\p{Lu}/u.test(c.wordAt(c.i))) return undefined;
  let opener = c.i + 1;
  if (c.kindAt(opener) === T.LeftParen) opener = (c.brackets.match[opener] ?? -1) + 1;
  if (c.kindAt(opener) !== T.LeftBrace || c.isFirst(opener)) return undefined;
  const isSearch = c.wordAt(opener + 1) === 'vary' && isWord(c.kindAt(opener + 2));
  if (isSearch || (isWord(c.kindAt(opener + 1)) && c.kindAt(opener + 2) === T.Colon)) {
    const name = c.nextShown;
    c.report('missing-word', c.rangeAt(c.i), `\`train\`, \`search\` or \`budget\` is missing before \`${name}\``);
    return isSearch ? T.Search : T.Train;
  }
  const word = statesItsInput(c, opener) ? 'network' : 'block';
  c.report('missing-word', c.rangeAt(c.i), `\`block\` or \`network\` is missing before \`${c.nextShown}\``);
  return word === 'network' ? T.Network : T.Block;
}

/** Whether a body has an input with numbers for its shape, or a name for its first one: that of a network. */
function statesItsInput(c: Cursor, opener: number): boolean {
  const end = c.brackets.match[opener] ?? -1;
  for (let i = opener + 1; i < end; i++) {
    if (c.kindAt(i) !== T.Input) continue;
    const shape = c.kindAt(i + 2) === T.Colon ? i + 3 : i + 1;
    const first = c.kindAt(shape) === T.LeftBracket ? c.kindAt(shape + 1) : c.kindAt(shape);
    return first === T.Size || first === T.Number;
  }
  return false;
}

export function sayOutside(c: Cursor): void {
  // The rest of a value that the line before broke off.
  if ((c.kind === T.Number || c.kind === T.Size || c.kind === T.Text) && c.lineIsReported) {
    c.lost = true;
    return;
  }
  const message =
    c.kind === T.From
      ? 'an import begins with its names: `import A, B from "./file.nn"`'
      : `\`${c.nextShown}\` stands outside of every block and network`;
  c.report('step-outside', c.rangeAt(c.i), message);
}

/** `3 x 32 x 32`, from behind its first number on; undefined where it is none. */
export function parseSpacedSize(c: Cursor, at: number): Size | undefined {
  const sides = [c.wordAt(at)];
  let i = c.i;
  for (; c.wordAt(i) === 'x' && c.kindAt(i + 1) === T.Number && !c.isFirst(i + 1); i += 2) sides.push(c.wordAt(i + 1));
  if (sides.length < 2 || !sides.every(side => /^[0-9]{1,15}$/.test(side))) return undefined;
  c.i = i;
  const raw = sides.join('x');
  const range = c.rangeFrom(c.rangeAt(at).start);
  const more = { fix: { range, text: raw }, title: `Write \`${raw}\`` };
  c.report('size-with-blanks', range, `a size has no blanks: \`${raw}\``, more);
  return { kind: 'Size', dims: sides.map(BigInt), raw, range };
}

/** A unit that there is not; `near` one that it is but for its capitals. */
export function wrongUnit(unit: string, near: string | undefined, units: readonly string[]): string {
  const shown = unit.length > 24 ? `${unit.slice(0, 21)}...` : unit;
  return `\`${shown}\` is not a unit${near === undefined ? `; there are ${units.join(' ')}` : suggestion([near])}`;
}

/** A number as other languages write it, `0xFF`, or a size with a capital, `3X32X32`. */
export function foreignNumber(raw: string): NumberValue | undefined {
  if (/^0[xX][0-9a-fA-F]{1,12}$/.test(raw)) {
    const value = BigInt(raw);
    return { numerator: value, denominator: 1n, wrong: `there are no hexadecimal numbers; this is ${String(value)}` };
  }
  if (/^[0-9]+(?:x\w+)+$/.test(raw)) {
    const wrong = `\`${raw.slice(0, 24)}\` is not a size: only digits stand between the \`x\`; with names write a list, \`[3, H, W]\``;
    return { numerator: 0n, denominator: 1n, wrong };
  }
  if (!/^[0-9]+(?:[xX][0-9]+)+$/.test(raw)) return undefined;
  const wrong = `a size is written with a small \`x\`: \`${raw.slice(0, 24).toLowerCase()}\``;
  return { numerator: BigInt(parseInt(raw, 10)), denominator: 1n, wrong };
}

/** In a definition with a `}` too many: what follows this one belongs to the body all the same, so this one is it. */
export function closesTooEarly(c: Cursor, opener: number, indent: number, goesOn?: number): boolean {
  const next = c.i + 1;
  const kind = c.kindAt(next);
  if (kind === T.End || kind === T.RightBrace || kind === goesOn || c.brackets.top[next] === 1) return false;
  const { line } = c.tokens;
  const wholeLines = c.depth === 1 || line[opener] !== line[c.i];
  if (c.isFirst(next)) return kind !== T.Arrow && wholeLines && c.indentAt(next) > indent;
  // Behind the body of a definition nothing stands; behind others the chain goes on.
  return kind !== T.Comma && kind !== T.LeftBrace && (kind !== T.Arrow || c.depth === 1);
}

/** A `}` too many in the middle of a list: further on in its line stands what closes the list. */
export function isStrayInList(c: Cursor): boolean {
  const unbalanced = ((c.brackets.balance[c.i] ?? 0) & EXCESS) !== 0;
  return unbalanced && !c.atLineStart && strayCloser(c, c.i + 1) >= 0;
}

/** From this token on in its line: a round or square bracket that closes nothing; else -1. */
function strayCloser(c: Cursor, from: number): number {
  for (let i = from; !c.isFirst(i); i++) {
    const kind = c.kindAt(i);
    if (kind === T.LeftBrace || kind === T.RightBrace || kind === T.End) return -1;
    const closes = c.brackets.match[i] ?? -1;
    if (closes > i) i = closes;
    else if (kind === T.RightParen || kind === T.RightBracket) return i;
  }
  return -1;
}

/** Behind a step: goes on behind a bracket that closes nothing, so that the rest of the chain is read. */
export function skipStrayCloser(c: Cursor): boolean {
  const at = strayCloser(c, c.i);
  if (at < 0) return false;
  const [closer, opener] = c.kindAt(at) === T.RightParen ? [')', '('] : [']', '['];
  c.report('stray-bracket', c.rangeAt(at), `this \`${closer}\` closes nothing: is a \`${opener}\` missing before it?`);
  c.i = at + 1;
  return true;
}
/** `a if c else b`, as Python has it: reported, and read as `a`. */
export function skipIfBehind(c: Cursor, parseValue: (c: Cursor) => Expr): void {
  c.report('if-behind-value', c.rangeAt(c.i), 'a choice begins with its condition: `if c then a else b`');
  c.take();
  parseValue(c);
  if (c.kind === T.Else && !c.exprEnds) {
    c.take();
    parseValue(c);
  }
}

/** What begins a line and is no step. */
export function reportNoStep(c: Cursor): void {
  const bracket = c.kind === T.LeftParen || c.kind === T.LeftBracket;
  if (readComment(c)) return;
  c.reportLost(`\`${c.nextShown}\` ${bracket ? 'stands on the line of what it belongs to' : 'cannot begin a step'}`);
}

/** A value where a layer or a point stands. */
export function reportValue(c: Cursor, head: boolean, behind: boolean): void {
  const instead = head ? '; a value with a name is a `const`' : '';
  if (c.kind === T.LeftParen && !behind) {
    const bare = c.kindAt(c.i - 1) === T.Name && c.atLineStart;
    const message = bare ? 'stands on the line of what it belongs to' : 'has no layer before it';
    c.report('not-understood', c.rangeAt(c.i), `\`(\` ${message}`);
  } else c.report('not-a-layer', c.rangeAt(c.i), `a layer or a point stands here, not a value${instead}`);
}

/** `// ...` or the start of a block comment, as other languages have them. */
function beginsForeignComment(c: Cursor): boolean {
  const next = c.kindAt(c.i + 1);
  return c.kind === T.SlashSlash || (c.kind === T.Slash && (next === T.Star || next === T.StarStar));
}

/** A comment of another language is told, and left behind with all of its lines. */
export function readComment(c: Cursor): boolean {
  if (!beginsForeignComment(c)) return false;
  c.report('foreign-comment', c.rangeAt(c.i), 'a comment begins with `#` and ends with its line');
  const close = c.kind === T.SlashSlash ? -1 : c.text.indexOf('*/', c.start);
  c.take();
  while (c.kind !== T.End && (close < 0 ? !c.atLineStart : c.start < close + 2)) c.take();
  return true;
}

export function reportBehindStep(c: Cursor): void {
  if (readComment(c) || sayForeignStep(c)) return;
  c.reportLost(`\`${c.nextShown}\` cannot stand behind a step`);
  c.skipLine();
}

/** The line that begins here is no setting of its own: it is the value that is missing on the line before. */
function isValueAlone(c: Cursor): boolean {
  const behind = c.isFirst(c.i + 1) ? T.End : c.kindAt(c.i + 1);
  if (c.kind === T.Number || c.kind === T.Size || c.kind === T.Text || c.kind === T.LeftBracket) return true;
  return c.kind === T.Name && behind !== T.Colon && behind !== T.Assign && behind !== T.LeftBrace && behind !== T.Name;
}

/** `updat N { ... }`: the word that begins a line of two words in settings, or the one that it nearly is. */
export function settingsWord(c: Cursor): string {
  const written = c.wordAt(c.i);
  const words = ['update', 'group', 'vary'];
  const behind = c.kindAt(c.i + 2);
  const isMeant = behind === T.LeftBrace || behind === T.Colon || behind === T.Comma || behind === T.Dot;
  const [near] = isMeant ? nearestNames(written, words) : [];
  if (near === undefined) return written;
  const range = c.rangeAt(c.i);
  c.report('unknown-word', range, `\`${c.nextShown}\` begins no setting; did you mean \`${near}\`?`, {
    fix: { range, text: near },
    title: `Write \`${near}\``,
  });
  return near;
}

/** The value of a setting that stands in the line behind its key; undefined where that line is none. */
export function parseNextLine(c: Cursor, parseExpr: (c: Cursor) => Expr): Expr | undefined {
  if (!isValueAlone(c)) return undefined;
  c.reportMissing('missing-value', `the value of \`${c.lastShown}\` stands on the line of its key`);
  const at = c.i;
  const { mode } = c;
  // The line break before it is the mistake, so it ends nothing here.
  c.tokens.first[at] = 0;
  const value = parseExpr(c);
  c.tokens.first[at] = 1;
  c.mode = mode;
  return value;
}

/** Up to the comma behind what cannot be read, or to the line's end. */
export function skipSetting(c: Cursor): void {
  do {
    const closes = c.brackets.match[c.i] ?? -1;
    c.i = closes > c.i ? closes + 1 : c.i + 1;
  } while (
    !c.atLineStart &&
    c.kind !== T.Comma &&
    c.kind !== T.LeftBrace &&
    c.kind !== T.RightBrace &&
    c.kind !== T.End
  );
}

/** `conv 64, 3`: arguments without their parentheses are read as what was meant. */
export function parseLooseArgs(c: Cursor, callee: Word, parseArg: (c: Cursor) => Arg): Arg[] {
  const first = c.i;
  const args: Arg[] = [];
  do {
    if (c.exprEnds || c.kind === T.RightBrace) break;
    args.push(parseArg(c));
  } while (c.takeIf(T.Comma));
  const range = { start: callee.range.end, end: c.lastEnd };
  const written = c.text.slice(c.rangeAt(first).start, c.lastEnd);
  const shown = written.length > 40 ? '...' : written;
  c.report(
    'arguments-without-parentheses',
    { start: c.rangeAt(first).start, end: c.lastEnd },
    `arguments stand in parentheses: \`${callee.text}(${shown})\``,
    {
      fix: { range, text: `(${written})` },
      title: 'Put the arguments in parentheses',
    },
  );
  return args;
}

/** `import { A } from "..."`, as other languages write it: the braces are reported and the names kept. */
export function bracedImport(c: Cursor, start: number, parseText: (c: Cursor) => Text): Import {
  c.report('braces-in-import', c.rangeAt(c.i), 'an import has no braces: `import A, B from "./file.nn"`');
  c.take();
  const names: ImportName[] = [];
  while (isWord(c.kind) && c.kind !== T.From && !c.atTop) {
    const name = c.takeWord();
    names.push({ kind: 'ImportName', name, range: name.range });
    c.takeIf(T.Comma);
  }
  c.takeIf(T.RightBrace);
  const from = c.takeIf(T.From) && c.kind === T.Text ? parseText(c) : c.missing;
  return { kind: 'Import', names, from, range: c.rangeFrom(start) };
}

/** Words that begin a statement of their own, which no arrow joins. */
const statements = [T.Branch, T.Input, T.Output, T.Expect, T.Const, T.Shared, T.Defaults, T.Training];

/** What stands behind a step on its line. */
export function reportTwoSteps(c: Cursor): void {
  if (sayForeignStep(c)) return;
  const shown = c.nextShown;
  if ((statements as readonly number[]).includes(c.kind)) {
    c.reportMissing('two-statements-on-a-line', `a line break is missing before \`${shown}\``);
  } else c.reportMissing('two-steps-on-a-line', `\`->\` or a line break is missing before \`${shown}\``);
}

/** A line of Python: told as a whole, and whether it was one. What stands in its braces is read. */
function sayForeignStep(c: Cursor): boolean {
  let first = c.i;
  while (first > 0 && !c.isFirst(first)) first--;
  const message = foreignStep(c, first);
  if (message === undefined || c.lost) return false;
  do c.i++;
  while (!c.atLineStart && c.kind !== T.LeftBrace && c.kind !== T.RightBrace && c.kind !== T.End);
  c.report('foreign-step', { start: c.rangeAt(first).start, end: c.lastEnd }, message);
  c.lost = c.kind === T.LeftBrace;
  return true;
}

function foreignStep(c: Cursor, first: number): string | undefined {
  const word = c.wordAt(first);
  if (word === 'for' || word === 'while') return 'rounds are written `repeat 3 as i { ... }`';
  if (word === 'return') return 'nothing is returned: the last step is the output, or those behind `output`';
  const dotted = c.kindAt(c.i - 2) === T.Dot && c.kindAt(c.i - 1) === T.Name;
  if (dotted && c.kind === T.Assign) return 'a step is named by one word, with nothing before it';
  if (dotted && c.kind === T.LeftParen)
    return 'a layer stands by its own name, with no module before it: `relu`, `conv(64, 3)`';
  return undefined;
}

/** Goes on behind a chain where one call stands. */
export function skipChain(c: Cursor, message: string): void {
  c.report('chain-for-call', c.rangeAt(c.i), message);
  c.skipLine();
}

/** `add(x -> residual { ... })`: a step with braces where a value stands. */
export function skipBodyInValue(c: Cursor): Missing {
  const word = c.nextShown;
  c.report(
    'body-in-value',
    c.rangeAt(c.i),
    `\`${word}\` is a step, not a value: name it on a line of its own, \`a = ${word} ...\`, and write the name here`,
  );
  for (; c.kind !== T.End && !c.atTop; c.i++) {
    const closes = c.kind === T.LeftBrace ? (c.brackets.match[c.i] ?? -1) : -1;
    if (closes < 0) continue;
    c.i = closes + 1;
    if (c.kind !== T.Shortcut && c.kind !== T.Else) break;
  }
  return c.missing;
}
