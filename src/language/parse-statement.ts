/** Statements, steps and the links of their chains. */
import type { Cursor } from './cursor.js';
import { ownerFrom, parseBraces, type Owner } from './parse-body.js';
import {
  endLine,
  parseConst,
  parseDefaults,
  parseInput,
  parseName,
  parseShape,
  parseShared,
} from './parse-declaration.js';
import {
  arrowGoesOn,
  parseAccessors,
  parseArg,
  parseArgs,
  parseExpr,
  parseList,
  parseValue,
} from './parse-expression.js';
import { parseLooseArgs, readsAsName, readsAsStatement, reportNoStep, reportValue, skipStrayCloser } from './slips.js';
import { T, firstReserved, isWord } from './tokens.js';
import type {
  Arg,
  Body,
  Call,
  Expr,
  IfLink,
  Link,
  Missing,
  Name,
  NameTarget,
  Repeat,
  RepeatAs,
  Residual,
  Statement,
  Step,
  Word,
} from './tree.js';

export function parseBody(c: Cursor, owner: Owner): Body {
  const statements: Statement[] = [];
  const start = c.kind === T.LeftBrace ? c.start : c.lastEnd;
  parseBraces(c, owner, () => parseStatement(c, statements));
  return { kind: 'Body', statements, range: c.rangeFrom(start) };
}

/** One statement, and what stands behind it on its line. */
export function parseStatement(c: Cursor, into: Statement[]): void {
  if (c.kind === T.LeftBrace) {
    parseOwnerless(c, into);
    return;
  }
  if (c.kind === T.Else || c.kind === T.Shortcut) {
    const owner = c.kind === T.Else ? 'an `if`' : 'a `residual`';
    c.report('stray-word', c.rangeAt(c.i), `\`${c.nextShown}\` follows the \`}\` of ${owner}`);
    c.take();
    if (c.kind === T.LeftBrace) parseOwnerless(c, into);
    return;
  }
  const statement = readStatement(c);
  if (statement) {
    into.push(statement);
    endLine(c);
    return;
  }
  const at = c.i;
  reportNoStep(c);
  if (c.i === at) c.skipLine();
}

/** Braces without an owner: reported, and read as if they were not there; so is what goes on behind them. */
function parseOwnerless(c: Cursor, into: Statement[]): void {
  const where = c.atLineStart ? 'stands on a line of its own and ' : '';
  if (!c.lost) c.report('ownerless-brace', c.rangeAt(c.i), `this \`{\` ${where}belongs to nothing`);
  do
    parseBraces(c, ownerFrom(c, c.i), () => {
      parseStatement(c, into);
    });
  while ((c.takeIf(T.Shortcut) || c.takeIf(T.Else)) && c.kind === T.LeftBrace);
}

/** What may follow a name at the start of a step on its line; anything else is a slip. */
const standsAlone = (kind: number): boolean => !isWord(kind) && !beginsLooseArgument(kind);

function readStatement(c: Cursor): Statement | undefined {
  const kind = c.kind;
  const next = c.kindAt(c.i + 1);
  // `input = conv(3)` means to name a point; the word is reserved.
  if (kind >= firstReserved && kind !== T.Const && kind !== T.Shared && next === T.Assign) return parseStep(c);
  switch (kind) {
    case T.Input:
      return parseInput(c);
    case T.Output: {
      const start = c.start;
      c.take();
      const step = parseStep(c, true);
      return { kind: 'Output', step, range: c.rangeFrom(start) };
    }
    case T.Expect: {
      const start = c.start;
      c.take();
      const shape = parseShape(c);
      return { kind: 'Expect', shape, range: c.rangeFrom(start) };
    }
    case T.Const:
      return parseConst(c);
    case T.Shared:
      return parseShared(c);
    case T.Defaults:
      return parseDefaults(c);
    case T.Branch:
    case T.Training: {
      const at = c.take();
      const body = parseBody(c, ownerFrom(c, at));
      return { kind: kind === T.Branch ? 'Branch' : 'Training', body, range: c.rangeFrom(c.rangeAt(at).start) };
    }
    case T.Name:
      return standsAlone(next) || c.isFirst(c.i + 1) || !readsAsStatement(c) ? parseStep(c) : readStatement(c);
    case T.Residual:
    case T.Repeat:
    case T.If:
    case T.Frozen:
    case T.Checkpoint:
    case T.Arrow:
      return parseStep(c);
    case T.Assign:
      c.report('missing-name', c.rangeAt(c.i), 'a name is missing before `=`');
      c.take();
      return parseStep(c, true);
    case T.Number:
      if (next !== T.Assign || c.isFirst(c.i + 1)) return undefined;
      c.report(
        'bad-name',
        c.rangeAt(c.i),
        `a name begins with a letter or \`_\`, not with a digit: \`${c.nextShown}\``,
      );
      c.i += 2;
      return parseStep(c, true);
    // The arguments of a layer whose name is missing: the chain behind them is read.
    case T.LeftParen:
      return (c.brackets.match[c.i] ?? -1) < 0 ? undefined : parseStep(c);
    default:
      return undefined;
  }
}

// --- steps ---

/** The token behind `name [i] [j]` at `at`, so that the `=` of a named step is seen before it is read. */
function behindTarget(c: Cursor, at: number): number {
  let i = at + 1;
  while (c.kindAt(i) === T.LeftBracket && !c.isFirst(i)) {
    const closes = c.brackets.match[i] ?? -1;
    if (closes < 0) return -1;
    i = closes + 1;
  }
  return i;
}

/** Whether something is left of the line behind a step. */
const standsBehind = (c: Cursor): boolean => !c.atLineStart && c.kind !== T.RightBrace && c.kind !== T.End;

/** A step; `behind` where it must stand on the line of what it follows. */
function parseStep(c: Cursor, behind = false): Step {
  const start = behind && c.atLineStart ? c.lastEnd : c.start;
  const name = behind && c.atLineStart ? undefined : parseTarget(c);
  const links: Link[] = [c.kind === T.Arrow ? missingHead(c) : parseLink(c, true, behind || name !== undefined)];
  do
    while (c.kind === T.Arrow && arrowGoesOn(c)) {
      c.take();
      links.push(parseLink(c, false, true));
    }
  while (links.at(-1)?.kind !== 'Missing' && standsBehind(c) && skipStrayCloser(c));
  const range = c.rangeFrom(start);
  return name ? { kind: 'Step', name, links, range } : { kind: 'Step', links, range };
}

function missingHead(c: Cursor): Missing {
  c.report('missing-layer', c.rangeAt(c.i), 'a layer or a point is missing before `->`');
  return { kind: 'Missing', range: { start: c.start, end: c.start } };
}

function parseTarget(c: Cursor): NameTarget | undefined {
  if (!isWord(c.kind)) return undefined;
  const behind = behindTarget(c, c.i);
  if (behind < 0 || c.isFirst(behind)) return undefined;
  const sign = c.kindAt(behind);
  if (sign === T.Colon && c.kind === T.Name && !c.inSettings) readsAsName(c, behind);
  else if (sign !== T.Assign) return undefined;
  if (c.kind !== T.Name)
    c.report('reserved-word', c.rangeAt(c.i), `\`${c.nextShown}\` is a reserved word: it cannot name a point`);
  const name = c.takeWord();
  const accessed = parseAccessors(c, { kind: 'Name', text: name.text, range: name.range });
  const indexes: Expr[] = [];
  for (let expr = accessed; expr.kind === 'Index'; expr = expr.object) indexes.unshift(expr.index);
  const range = c.rangeFrom(name.range.start);
  c.take();
  return { kind: 'NameTarget', name, indexes, range };
}

function parseLink(c: Cursor, head: boolean, behind: boolean): Link {
  const at = c.i;
  if (!behind || !c.atLineStart) {
    switch (c.kind) {
      case T.Name:
        return parseNamed(c, head);
      case T.Residual:
        return parseResidual(c);
      case T.Repeat:
        return parseRepeat(c);
      case T.If:
        return parseIf(c);
      case T.Frozen:
      case T.Checkpoint: {
        const kind = c.kind === T.Frozen ? 'Frozen' : 'Checkpoint';
        c.take();
        const body = parseBody(c, ownerFrom(c, at));
        return { kind, body, range: c.rangeFrom(c.rangeAt(at).start) };
      }
      case T.Number:
      case T.Size:
      case T.Text:
      case T.LeftBracket:
      case T.LeftParen:
      case T.Minus: {
        reportValue(c, head, behind);
        if (c.kind === T.LeftParen) parseArgs(c);
        else parseValue(c);
        return { kind: 'Missing', range: c.here };
      }
    }
    if (c.kind >= firstReserved && !c.atTop) {
      c.report('not-a-layer', c.rangeAt(at), `\`${c.nextShown}\` cannot stand in a chain`);
      return c.missing;
    }
  }
  c.reportMissing('missing-layer', `a layer is missing after \`${c.lastShown}\``);
  return c.missing;
}

/** What begins with a name: a layer with or without arguments and branches, or a point. */
function parseNamed(c: Cursor, head: boolean): Link {
  const at = c.i;
  const next = c.kindAt(at + 1);
  const together = !c.isFirst(at + 1);
  if (together && (next === T.Dot || next === T.LeftBracket)) {
    const word = c.takeWord();
    const name: Name = { kind: 'Name', text: word.text, range: word.range };
    const point = parseAccessors(c, name);
    // `nn.Linear(16, 10)`: no layer has a dot in its name, which is told where names are looked up.
    if (point.kind === 'Member' && c.kind === T.LeftParen && !c.atLineStart) {
      const range = point.range;
      const callee: Word = { kind: 'Word', text: c.text.slice(range.start, range.end), range };
      return { kind: 'Call', callee, args: parseArgs(c), hasParens: true, range: c.rangeFrom(range.start) };
    }
    return point.kind === 'Member' || point.kind === 'Index' ? point : name;
  }
  const callee = c.takeWord();
  const start = callee.range.start;
  let args: Arg[] = [];
  const hasParens = together && next === T.LeftParen;
  if (hasParens) args = parseArgs(c);
  else if (together && (beginsLooseArgument(next) || (isWord(next) && c.kindAt(at + 2) === T.Colon)))
    args = parseLooseArgs(c, callee, parseArg);
  if (c.kind === T.LeftBrace) {
    if (c.atLineStart)
      c.report('brace-on-next-line', c.rangeAt(c.i), `the \`{\` stands on the line of \`${callee.text}\``);
    const body = parseBody(c, ownerFrom(c, at));
    return { kind: 'Call', callee, args, hasParens, body, range: c.rangeFrom(start) };
  }
  if (hasParens && !c.atLineStart && (c.kind === T.Dot || c.kind === T.LeftBracket)) {
    c.report(
      'result-of-unnamed-step',
      c.rangeAt(c.i),
      'name the step first, then use its results: `parts = split(2)`, `parts[0]`',
    );
    const call: Call = { kind: 'Call', callee, args, hasParens, range: c.rangeFrom(start) };
    const point = parseAccessors(c, call);
    return point.kind === 'Member' || point.kind === 'Index' ? point : call;
  }
  if (head && !hasParens && args.length === 0) return { kind: 'Name', text: callee.text, range: callee.range };
  return { kind: 'Call', callee, args, hasParens, range: c.rangeFrom(start) };
}

function beginsLooseArgument(kind: number): boolean {
  return kind === T.Number || kind === T.Size || kind === T.Text;
}

function parseResidual(c: Cursor): Residual {
  const at = c.take();
  const start = c.rangeAt(at).start;
  const body = parseBody(c, ownerFrom(c, at, c.wordAt(at), T.Shortcut));
  const word = c.i;
  if (!c.takeIf(T.Shortcut)) return { kind: 'Residual', body, range: c.rangeFrom(start) };
  const shortcut = parseBody(c, { ...ownerFrom(c, word), indent: c.indentAt(at) });
  return { kind: 'Residual', body, shortcut, range: c.rangeFrom(start) };
}

function parseRepeat(c: Cursor): Repeat {
  const at = c.take();
  const count = c.kind === T.LeftBrace || c.kind === T.As ? missingCount(c) : parseExpr(c);
  const as = c.kind === T.As && !c.atLineStart ? parseRepeatAs(c) : undefined;
  const body = parseBody(c, ownerFrom(c, at));
  return { kind: 'Repeat', count, ...(as && { as }), body, range: c.rangeFrom(c.rangeAt(at).start) };
}

function missingCount(c: Cursor): Missing {
  c.reportMissing('missing-value', 'a count or a list is missing after `repeat`');
  return c.missing;
}

function parseRepeatAs(c: Cursor): RepeatAs {
  const start = c.start;
  c.take();
  const element = c.kind === T.LeftBracket && !c.atLineStart ? parseNames(c) : parseName(c);
  const index = c.takeIf(T.Comma) ? parseName(c) : undefined;
  return { kind: 'RepeatAs', element, ...(index && { index }), range: c.rangeFrom(start) };
}

/** The names that take an element apart: `[count, width]`. */
function parseNames(c: Cursor): Word[] {
  const names: Word[] = [];
  parseList(c, T.RightBracket, '`]`', () => {
    if (isWord(c.kind)) names.push(parseName(c));
    else c.report('not-a-name', c.rangeAt(c.i), 'only names take an element apart');
  });
  return names;
}

function parseIf(c: Cursor): IfLink | Missing {
  const at = c.take();
  const start = c.rangeAt(at).start;
  if (!c.enter()) return c.missing;
  let condition: Expr;
  if (c.kind === T.LeftBrace || c.exprEnds) {
    c.reportMissing('missing-value', 'a condition is missing after `if`');
    condition = c.missing;
  } else condition = parseExpr(c);
  if (c.kind === T.Then && !c.atLineStart) {
    c.report('then-in-step', c.rangeAt(c.i), '`then` chooses between values; steps under a condition stand in braces');
    c.take();
    parseExpr(c);
    if (c.kind === T.Else && !c.atLineStart) {
      c.take();
      parseExpr(c);
    }
    c.leave();
    return { kind: 'Missing', range: c.here };
  }
  const then = parseBody(c, ownerFrom(c, at, c.wordAt(at), T.Else));
  const word = c.i;
  if (!c.takeIf(T.Else)) {
    c.leave();
    return { kind: 'IfLink', condition, then, range: c.rangeFrom(start) };
  }
  const otherwise =
    c.kind === T.If && !c.atLineStart ? parseIf(c) : parseBody(c, { ...ownerFrom(c, word), indent: c.indentAt(at) });
  c.leave();
  const range = c.rangeFrom(start);
  if (otherwise.kind === 'Missing') return { kind: 'IfLink', condition, then, range };
  return { kind: 'IfLink', condition, then, else: otherwise, range };
}
