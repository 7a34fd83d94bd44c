/** From the text of a `.nn` file to its tree and what is wrong with it; it never throws, whatever the text is. */
import { allowsIn } from './allow.js';
import { EXCESS } from './brackets.js';
import { Cursor } from './cursor.js';
import { reportStray } from './parse-body.js';
import { parseBlock, parseImport, parseSearchOrBudget, parseTrain } from './parse-definition.js';
import { parseConst } from './parse-declaration.js';
import { parseText } from './parse-literal.js';
import { parseStatement } from './parse-statement.js';
import { importBehindPath, meantDefinition, sayOutside } from './slips.js';
import type { Problem } from './problem.js';
import { scan, type Scanned } from './scan.js';
import { T } from './tokens.js';
import type { Doc, FileNode, Item, Statement } from './tree.js';

export interface Parsed {
  readonly file: FileNode;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

export function parse(text: string): Parsed {
  const scanned = scan(text);
  const c = new Cursor(text, scanned);
  const items: Item[] = [];
  const docs = new Docs(scanned);
  let reportedOutside = false;
  /** Steps outside were told: a `}` behind them belongs to them. */
  let closesOutside = false;
  let said = c.problems.length;
  while (c.kind !== T.End) {
    const before = c.i;
    const inTop = c.brackets.top[before] === 1;
    c.lost = inTop ? false : c.lost;
    const meant = c.kind === T.Name && c.atLineStart ? meantDefinition(c) : undefined;
    if (inTop || meant !== undefined) said = c.problems.length;
    if (meant !== undefined) {
      items.push(parseDefinition(c, docs.above(c.i), meant));
    } else if (inTop || c.kind === T.Const || isDefinition(c.kind)) {
      items.push(parseDefinition(c, docs.above(c.i), c.kind));
      if (!c.atLineStart && c.kind !== T.RightBrace && c.kind !== T.End) {
        c.report(
          'not-understood',
          c.rangeAt(c.i),
          `\`${c.nextShown}\` cannot stand here: a definition ends with its line`,
        );
        c.skipLine();
      }
      reportedOutside = false;
    } else if (c.kind === T.RightBrace) {
      if (closesOutside) c.take();
      else reportStray(c);
      closesOutside = false;
    } else {
      const balance = c.brackets.balance[before] ?? 0;
      const item = c.kind === T.From && c.atLineStart ? importBehindPath(c, parseText) : undefined;
      if (item !== undefined) {
        items.push(item);
        continue;
      }
      if (!reportedOutside && c.kind !== T.LeftBrace && (balance === 0 || c.problems.length === said)) {
        closesOutside = (balance & EXCESS) !== 0;
        sayOutside(c);
      }
      reportedOutside = true;
      const statements: Statement[] = [];
      parseStatement(c, statements);
      items.push(...statements);
    }
    if (c.i === before) c.take();
  }
  const problems = c.problems.sort((a, b) => a.range.start - b.range.start);
  const { comments } = scanned;
  const allows = allowsIn(text, comments);
  return { file: { kind: 'File', items, comments, allows, range: { start: 0, end: text.length } }, problems };
}

function isDefinition(kind: number): boolean {
  return kind === T.Import || (kind >= T.Block && kind <= T.Budget);
}

function parseDefinition(c: Cursor, doc: Doc | undefined, word: number): Item {
  switch (word) {
    case T.Import:
      return parseImport(c);
    case T.Const:
      return parseConst(c, doc);
    case T.Train:
      return parseTrain(c, doc);
    case T.Search:
    case T.Budget:
      return parseSearchOrBudget(c, doc, word);
    default:
      return parseBlock(c, doc, word);
  }
}

/** Finds the `##` lines directly above a definition. */
class Docs {
  private next = 0;

  constructor(private readonly scanned: Scanned) {}

  /** Asked for definitions in their order. */
  above(token: number): Doc | undefined {
    const { comments, commentLines, tokens } = this.scanned;
    const start = tokens.start[token] ?? 0;
    while (this.next < comments.length && (comments[this.next]?.range.start ?? start) < start) this.next++;
    let line = tokens.line[token] ?? 0;
    let first = this.next;
    for (let comment = comments[first - 1]; comment; comment = comments[first - 1]) {
      if (commentLines[first - 1] !== line - 1 || !comment.ownLine || !comment.text.startsWith('##')) break;
      first--;
      line--;
    }
    const lines = comments.slice(first, this.next);
    const [top] = lines;
    const last = lines.at(-1);
    if (!top || !last) return undefined;
    const text = lines.map(comment => comment.text.replace(/^##+ ?/, '')).join('\n');
    return { kind: 'Doc', text, range: { start: top.range.start, end: last.range.end } };
  }
}
