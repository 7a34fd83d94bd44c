/**
 * The canonical layout: two blanks a level, one step a line, lines broken where the author broke them.
 *
 * Only the space between tokens is rewritten, so nothing that is written can be lost; what comes out is a list of edits,
 * and a part of a file is formatted by a part of the list.
 */
import { findBrackets } from './brackets.js';
import { parse } from './parse.js';
import type { Problem, TextEdit } from './problem.js';
import { maxProblems, scan } from './scan.js';
import { T, firstReserved } from './tokens.js';
import type { Range } from './range.js';
import type { FileNode } from './tree.js';
import { walk } from './walk.js';

export interface FormatOptions {
  /** The name that the language prefers for an argument of a built-in layer: `out_channels` of `conv` is `channels`. */
  readonly canonicalArgument?: (callee: string, argument: string) => string | undefined;
  /** Only lines that this range touches are changed. */
  readonly range?: Range;
}

const COMMENT = 255;

/** A token or comment with what the layout needs of it. */
interface Piece {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly first: boolean;
  /** For a brace: what it opens or closes goes over several lines. */
  readonly spread: boolean;
  /** A definition of the file begins here. */
  readonly top: boolean;
}

export function format(text: string, options: FormatOptions = {}): string {
  let out = '';
  let at = 0;
  for (const { range, text: replacement } of formatEdits(text, options)) {
    out += text.slice(at, range.start) + replacement;
    at = range.end;
  }
  return out + text.slice(at);
}

/** What to change, in the order of the text; a definition with a syntax error is left as it is. */
export function formatEdits(text: string, options: FormatOptions = {}): readonly TextEdit[] {
  const { file, problems } = parse(text);
  if (problems.length >= maxProblems) return [];
  const pieces = piecesOf(text);
  const edits = [...layoutEdits(text, pieces, problems), ...renames(file, pieces, problems, options)];
  edits.sort((a, b) => a.range.start - b.range.start);
  const { range } = options;
  if (!range) return edits;
  const from = lineStart(text, range.start);
  const to = lineEnd(text, range.end);
  return edits.filter(edit => edit.range.end >= from && edit.range.start <= to);
}

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--;
  return at;
}

function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function piecesOf(text: string): Piece[] {
  const { tokens, comments, commentLines } = scan(text);
  const { match, top } = findBrackets(tokens);
  const pieces: Piece[] = [];
  const openBraces: boolean[] = [];
  let next = 0;
  for (let i = 0; i < tokens.count; i++) {
    const start = tokens.start[i] ?? 0;
    for (let comment = comments[next]; comment && comment.range.start < start; comment = comments[++next]) {
      const { ownLine, range } = comment;
      const end = range.start + comment.text.length;
      pieces.push({
        kind: COMMENT,
        start: range.start,
        end,
        line: commentLines[next] ?? 0,
        first: ownLine,
        spread: false,
        top: false,
      });
    }
    const kind = tokens.kind[i] ?? T.End;
    if (kind === T.End) break;
    const line = tokens.line[i] ?? 0;
    let spread = false;
    if (kind === T.LeftBrace) {
      const closer = match[i] ?? -1;
      const inside = closer > i + 1 || (comments[next]?.range.start ?? Infinity) < (tokens.start[closer] ?? 0);
      spread = inside && tokens.line[closer] !== line;
      openBraces.push(spread);
    } else if (kind === T.RightBrace) spread = openBraces.pop() ?? false;
    const first = tokens.first[i] === 1;
    pieces.push({ kind, start, end: tokens.end[i] ?? 0, line, first, spread, top: top[i] === 1 });
  }
  return pieces;
}

/** The offsets from which and up to which a definition with a syntax error is kept as it is. */
function keptRanges(pieces: readonly Piece[], problems: readonly Problem[], textEnd: number): Range[] {
  if (problems.length === 0) return [];
  const starts = [0, ...pieces.filter(piece => piece.top).map(piece => piece.start), textEnd + 1];
  const kept: Range[] = [];
  let at = 0;
  for (const { range } of problems) {
    while ((starts[at + 1] ?? Infinity) <= range.start) at++;
    const start = starts[at] ?? 0;
    if (kept.at(-1)?.start !== start) kept.push({ start, end: starts[at + 1] ?? textEnd });
  }
  return kept;
}

const isInside = (ranges: readonly Range[], offset: number): boolean =>
  ranges.some(({ start, end }) => start <= offset && offset < end);

function layoutEdits(text: string, pieces: readonly Piece[], problems: readonly Problem[]): TextEdit[] {
  const edits: TextEdit[] = [];
  const kept = keptRanges(pieces, problems, text.length);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const begin = text.startsWith('\ufeff') ? 1 : 0;
  /** The indentation of the output line that each open bracket stands on. */
  let open: number[] = [];
  let indent = 0;
  let column = 0;
  let before: Piece | undefined;
  let beforeLast: Piece | undefined;
  pieces.forEach((piece, i) => {
    if (piece.top) open = [];
    const from = before ? before.end : begin;
    let space = '';
    if (before) {
      if (breaksBefore(before, piece)) {
        indent = indentOf(pieces, i, open);
        const blank = piece.line - before.line > 1 && !opens(before.kind) && !closes(piece.kind);
        space = lineBreak + (blank ? lineBreak : '') + '  '.repeat(indent);
        column = 2 * indent;
      } else if (piece.kind === COMMENT) {
        space = ' '.repeat(Math.max(2, columnOf(text, piece.start) - column));
        column += space.length;
      } else {
        space = spaceBetween(beforeLast, before, piece) ? ' ' : '';
        column += space.length;
      }
    }
    column += piece.end - piece.start;
    // The gap before a definition belongs to it; where it or what stands before is kept, so is the gap.
    const isKept = isInside(kept, piece.start) || (before !== undefined && isInside(kept, before.start));
    if (!isKept && text.slice(from, piece.start) !== space) {
      edits.push({ range: { start: from, end: piece.start }, text: space });
    }
    if (opens(piece.kind)) open.push(indent);
    else if (closes(piece.kind)) open.pop();
    if (piece.kind !== COMMENT) beforeLast = before?.kind === COMMENT ? undefined : before;
    before = piece;
  });
  const end = before ? before.end : begin;
  const tail = before ? lineBreak : '';
  if (!isInside(kept, before?.start ?? 0) && text.slice(end) !== tail) {
    edits.push({ range: { start: end, end: text.length }, text: tail });
  }
  return edits;
}

/** How far in its line a comment stands, so that what the author aligned stays aligned. */
function columnOf(text: string, offset: number): number {
  const from = lineStart(text, offset);
  return offset - (text.charCodeAt(from) === 0xfeff ? from + 1 : from);
}

const opens = (kind: number): boolean => kind === T.LeftParen || kind === T.LeftBracket || kind === T.LeftBrace;
const closes = (kind: number): boolean => kind === T.RightParen || kind === T.RightBracket || kind === T.RightBrace;

/** Whether a line ends between two pieces; what stands in braces over several lines has lines of its own. */
function breaksBefore(before: Piece, piece: Piece): boolean {
  if (before.kind === COMMENT) return true;
  if (piece.kind === COMMENT) return piece.first;
  if (before.kind === T.LeftBrace) return before.spread;
  if (piece.kind === T.LeftBrace) return false;
  if (piece.kind === T.RightBrace) return piece.spread;
  if (piece.kind === T.Shortcut || piece.kind === T.Else) return piece.first && before.kind !== T.RightBrace;
  return piece.first;
}

/** The level of a line that begins with this piece. */
function indentOf(pieces: readonly Piece[], at: number, open: readonly number[]): number {
  let closing = 0;
  for (let i = at; closes(pieces[i]?.kind ?? T.End); i++) {
    // Closing brackets in a row go with the outermost; a closing brace has its own line.
    if (i > at && (pieces[i]?.first === true || pieces[i]?.kind === T.RightBrace)) break;
    closing++;
  }
  if (closing > 0) return open[Math.max(0, open.length - closing)] ?? 0;
  const base = open.length > 0 ? (open[open.length - 1] ?? 0) + 1 : 0;
  let next = at;
  while (pieces[next]?.kind === COMMENT) next++;
  return pieces[next]?.kind === T.Arrow ? base + 1 : base;
}

/** Whether a blank stands between two tokens of a line. */
function spaceBetween(beforeLast: Piece | undefined, before: Piece, piece: Piece): boolean {
  const a = before.kind;
  const b = piece.kind;
  if (a === T.LeftParen || a === T.LeftBracket || b === T.RightParen || b === T.RightBracket) return false;
  if (a === T.Dot || b === T.Dot || b === T.Comma || b === T.Colon) return false;
  if (a === T.Minus && isSign(beforeLast)) return false;
  if (b === T.LeftParen || b === T.LeftBracket) return !holdsBracket(beforeLast, a);
  return true;
}

/** A minus behind this is the sign of a number. */
function isSign(beforeMinus: Piece | undefined): boolean {
  if (!beforeMinus) return true;
  const { kind } = beforeMinus;
  switch (kind) {
    case T.Name:
    case T.Number:
    case T.Size:
    case T.Text:
    case T.RightParen:
    case T.RightBracket:
    case T.True:
    case T.False:
    case T.None:
      return false;
    default:
      return true;
  }
}

/** An opening bracket behind this belongs to it: a call or an index. */
function holdsBracket(beforeLast: Piece | undefined, kind: number): boolean {
  if (kind >= firstReserved) return beforeLast?.kind === T.Dot;
  return kind === T.Name || kind === T.RightParen || kind === T.RightBracket;
}

/** Arguments under another library's names; a name that the file defines hides the built-in layer. */
function renames(
  file: FileNode,
  pieces: readonly Piece[],
  problems: readonly Problem[],
  options: FormatOptions,
): TextEdit[] {
  const { canonicalArgument } = options;
  if (!canonicalArgument) return [];
  const kept = keptRanges(pieces, problems, file.range.end);
  const own = new Set<string>();
  walk(file, node => {
    if (node.kind === 'Word') return false;
    if ('name' in node && node.kind !== 'Arg' && node.name)
      own.add(node.name.kind === 'Word' ? node.name.text : node.name.name.text);
    if (node.kind === 'ImportName' && node.as) own.add(node.as.text);
    if (node.kind === 'RepeatAs') for (const word of [node.element].flat()) own.add(word.text);
    return true;
  });
  const edits: TextEdit[] = [];
  walk(file, node => {
    if (node.kind !== 'Call' || own.has(node.callee.text)) return true;
    const given = new Set(node.args.map(arg => arg.name?.text));
    for (const { name } of node.args) {
      const better = name && canonicalArgument(node.callee.text, name.text);
      if (better === undefined || better === name?.text || given.has(better) || isInside(kept, name?.range.start ?? 0))
        continue;
      if (name) edits.push({ range: name.range, text: better });
    }
    return true;
  });
  return edits;
}
