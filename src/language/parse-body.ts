/** Braces: bodies of statements, settings and defaults, and what to do where one is missing or stands too many. */
import { EXCESS, MISSING } from './brackets.js';
import { Lines, type Cursor } from './cursor.js';
import type { Related } from './problem.js';
import { T } from './tokens.js';
import type { Range } from './tree.js';

/** What a `{` belongs to, for messages: `residual`, `network Small`. */
export interface Owner {
  readonly label: string;
  readonly range: Range;
}

export function ownerFrom(c: Cursor, first: number, label = c.wordAt(first)): Owner {
  return { label, range: c.rangeAt(first) };
}

/** Reads `{ items }`. False where there is no `{`: it was reported, and nothing was read. */
export function parseBraces(c: Cursor, owner: Owner, item: () => void): boolean {
  if (c.kind !== T.LeftBrace) {
    const reported = c.lineIsReported;
    c.reportMissing('missing-brace', `\`{\` is missing after \`${c.lastShown}\``, ' {');
    const excess = ((c.brackets.balance[c.i] ?? 0) & EXCESS) !== 0;
    // A line that opens nothing, in a definition that closes too much: what follows is the body.
    if (reported || !excess || !c.atLineStart || c.atTop || !c.enter()) return false;
    parseItems(c, c.i - 1, owner, item);
    c.leave();
    return true;
  }
  if (!c.enter()) return false;
  const { mode } = c;
  c.mode = Lines.End;
  const opener = c.take();
  parseItems(c, opener, owner, item);
  c.mode = mode;
  c.leave();
  return true;
}

/** Items up to the closing brace. In an unbalanced definition the indentation of the lines says what is closed. */
function parseItems(c: Cursor, opener: number, owner: Owner, item: () => void): void {
  const balance = c.brackets.balance[opener] ?? 0;
  const indent = c.indentAt(opener);
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
      c.take();
      return;
    }
    if (balance & MISSING && c.atLineStart && closesBody(c, lineIndent, indent, itemIndent)) break;
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
  c.report('stray-brace', range, 'this `}` closes nothing', { fix: { range, text: '' }, title: 'Remove `}`' });
  c.take();
}
