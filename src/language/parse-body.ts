/** Braces: bodies of statements, settings and defaults, and what to do where one is missing or stands too many. */
import { EXCESS, MISSING } from './brackets.js';
import { Lines, type Cursor } from './cursor.js';
import type { Related } from './problem.js';
import { closesTooEarly } from './slips.js';
import { T } from './tokens.js';
import type { Range } from './tree.js';

/** What a `{` belongs to, for messages: `residual`, `network Small`. */
export interface Owner {
  readonly label: string;
  readonly range: Range;
  /** The word that goes on behind the `}`: `shortcut`, `else`. */
  readonly next?: number;
  /** How far in the construct begins, where its `{` stands further on: that of a `shortcut` or `else`. */
  readonly indent?: number;
}

export function ownerFrom(c: Cursor, first: number, label = c.wordAt(first), next?: number): Owner {
  return { label, range: c.rangeAt(first), ...(next !== undefined && { next }) };
}

/** Reads `{ items }`. Where there is no `{` it is reported, and what was surely meant to stand in it is read. */
export function parseBraces(c: Cursor, owner: Owner, item: () => void): void {
  const opener = c.kind === T.LeftBrace ? c.i : findOpener(c);
  if (opener < 0) {
    const first = !c.lineIsReported;
    c.reportMissing('missing-brace', `\`{\` is missing after \`${c.lastShown}\``);
    // The head of a definition may have a mistake of its own: its body is its body all the same.
    if ((first || c.depth === 0) && opensAnyway(c)) parseInside(c, c.i - 1, owner, item);
    return;
  }
  c.i = opener + 1;
  parseInside(c, opener, owner, item);
}

function parseInside(c: Cursor, opener: number, owner: Owner, item: () => void): void {
  const { mode, i } = c;
  c.i = opener;
  const entered = c.enter();
  if (!entered) return;
  c.i = i;
  c.mode = Lines.End;
  parseItems(c, opener, owner, item);
  c.mode = mode;
  c.leave();
}

/** The `{` further on in this line, behind what cannot stand before it and is no layer of its own; else -1. */
function findOpener(c: Cursor): number {
  let isCall = true;
  for (let i = c.i; !c.isFirst(i);) {
    const kind = c.kindAt(i);
    if (kind === T.RightBrace || kind === T.Arrow || kind === T.End) return -1;
    if (kind === T.LeftBrace) {
      if (isCall && !c.inSettings) return -1;
      c.report('not-understood', c.rangeAt(c.i), `\`${c.nextShown}\` cannot stand here`);
      return i;
    }
    if (kind !== T.LeftParen && (kind !== T.Name || i > c.i)) isCall = false;
    const closes = c.brackets.match[i] ?? -1;
    i = closes > i ? closes + 1 : i + 1;
  }
  return -1;
}

/** In a definition that closes too much, what follows is what was meant to be opened. */
function opensAnyway(c: Cursor): boolean {
  if (((c.brackets.balance[c.i] ?? 0) & EXCESS) === 0 || c.atTop) return false;
  if (c.atLineStart) return true;
  for (let i = c.i; !c.isFirst(i) && c.kindAt(i) !== T.LeftBrace; i++) if (c.kindAt(i) === T.RightBrace) return true;
  return false;
}

/** Items up to the closing brace. In an unbalanced definition the indentation of the lines says what is closed. */
function parseItems(c: Cursor, opener: number, owner: Owner, item: () => void): void {
  const balance = c.brackets.balance[opener] ?? 0;
  const indent = Math.min(c.indentAt(opener), owner.indent ?? Infinity);
  let itemIndent = -1;
  for (;;) {
    if (c.atTop) break;
    const lineIndent = c.indentAt(c.i);
    if (c.kind === T.RightBrace) {
      if (c.atLineStart) {
        if (balance & MISSING && lineIndent < indent) break;
        if (balance & EXCESS && lineIndent > indent) {
          reportStray(c);
          continue;
        }
      }
      if (balance & EXCESS && closesTooEarly(c, opener, indent, owner.next)) {
        reportStray(c);
        continue;
      }
      c.take();
      return;
    }
    if (balance & MISSING && c.atLineStart && closesBody(c, lineIndent, indent, itemIndent)) break;
    if (balance & MISSING && c.kind === owner.next) break;
    if (itemIndent < 0 && c.atLineStart) itemIndent = lineIndent;
    const before = c.i;
    item();
    if (c.i === before) c.take();
  }
  reportOpen(c, owner);
}

/** A line left of the line that opened the body, or level with it in a file that indents, is behind the body. */
function closesBody(c: Cursor, lineIndent: number, indent: number, itemIndent: number): boolean {
  if (lineIndent < indent) return true;
  if (lineIndent > indent) return false;
  return indent > 0 || (c.kind === T.Const && itemIndent > 0);
}

function reportOpen(c: Cursor, owner: Owner): void {
  const related: Related[] = [{ message: `\`${owner.label}\` begins here`, range: owner.range }];
  c.report('missing-closing-brace', c.here, `\`}\` is missing: \`${owner.label}\` is not closed`, { related });
}

export function reportStray(c: Cursor): void {
  const range = c.rangeAt(c.i);
  c.report('stray-brace', range, 'this `}` closes nothing');
  c.take();
}
