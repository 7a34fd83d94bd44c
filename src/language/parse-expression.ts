/** Expressions, arguments and bracketed lists: section 2 and the lower half of the grammar. */
import { Lines, type Cursor } from './cursor.js';
import { reportStray } from './parse-body.js';
import { parseNumber, parseSize, parseText } from './parse-literal.js';
import { isStrayInList, skipBodyInValue, skipIfBehind } from './slips.js';
import { T, firstReserved, isWord } from './tokens.js';
import type { Arg, BinaryOperator, Call, Chain, CompareOperator, Expr, List, Missing, Range, Rest } from './tree.js';

/** Looser binds first: 1 `or`, 2 `and`, 3 comparison, 4 sum, 5 product. */
const levels = new Uint8Array(64);
levels[T.Or] = 1;
levels[T.And] = 2;
for (const kind of [T.Equal, T.NotEqual, T.Less, T.LessEqual, T.Greater, T.GreaterEqual, T.Assign]) levels[kind] = 3;
for (const kind of [T.Plus, T.Minus]) levels[kind] = 4;
for (const kind of [T.Star, T.Slash, T.SlashSlash, T.Percent]) levels[kind] = 5;
const COMPARE = 3;

const comparisons = new Map<number, CompareOperator>([
  [T.Equal, '=='],
  [T.NotEqual, '!='],
  [T.Less, '<'],
  [T.LessEqual, '<='],
  [T.Greater, '>'],
  [T.GreaterEqual, '>='],
  [T.Assign, '=='],
]);
const operators = new Map<number, BinaryOperator>([
  [T.Or, 'or'],
  [T.And, 'and'],
  [T.Plus, '+'],
  [T.Minus, '-'],
  [T.Star, '*'],
  [T.Slash, '/'],
  [T.SlashSlash, '//'],
  [T.Percent, '%'],
]);

export function parseExpr(c: Cursor): Expr {
  if (!c.enter()) return c.missing;
  const start = c.start;
  const head = c.kind === T.If && !c.exprEnds ? parseConditional(c) : parseBinary(c, 1);
  if (c.kind === T.If && !c.exprEnds) skipIfBehind(c, parseValue);
  const expr = c.kind === T.Arrow && arrowGoesOn(c) ? parseChain(c, head, start) : head;
  c.leave();
  return expr;
}

/** A value without a chain behind it. */
export const parseValue = (c: Cursor): Expr => parseBinary(c, 1);

/** An arrow at the start of a line goes on with the line before, outside of brackets too. */
export function arrowGoesOn(c: Cursor): boolean {
  return c.mode !== Lines.Open || !c.atLineStart;
}

function parseChain(c: Cursor, head: Expr, start: number): Chain {
  const calls: (Call | Missing)[] = [];
  while (c.kind === T.Arrow && arrowGoesOn(c)) {
    c.take();
    calls.push(parseCallAfterArrow(c));
  }
  return { kind: 'Chain', head, calls, range: rangeOf(c, head, start) };
}

/** A call, or a bare name as a call, behind an arrow in an expression. */
function parseCallAfterArrow(c: Cursor): Call | Missing {
  if (c.kind !== T.Name || c.exprEnds) {
    if (opensBody(c)) return skipBodyInValue(c);
    c.reportMissing('missing-layer', 'a layer is missing after `->`');
    return c.missing;
  }
  return parseCall(c);
}

/** `residual { ... }` and the like, which are steps. */
const opensBody = (c: Cursor): boolean =>
  !c.exprEnds &&
  (c.kind === T.Residual || c.kind === T.Repeat || c.kind === T.If || c.kind === T.Frozen || c.kind === T.Checkpoint);

/** `name` or `name(...)`; the next token is a name. */
export function parseCall(c: Cursor): Call {
  const callee = c.takeWord();
  const hasParens = c.kind === T.LeftParen && !c.atLineStart;
  const args = hasParens ? parseArgs(c) : [];
  return { kind: 'Call', callee, args, hasParens, range: c.rangeFrom(callee.range.start) };
}

function parseConditional(c: Cursor): Expr {
  const start = c.start;
  c.take();
  const condition = parseExpr(c);
  const then = parseArm(c, T.Then, 'then');
  const otherwise = parseArm(c, T.Else, 'else');
  return { kind: 'Conditional', condition, then, else: otherwise, range: c.rangeFrom(start) };
}

function parseArm(c: Cursor, word: number, shown: string): Expr {
  if (c.exprEnds || !c.takeIf(word)) {
    c.reportMissing('missing-arm', `\`${shown}\` and a value are missing after \`${c.lastShown}\``);
    return c.missing;
  }
  return parseExpr(c);
}

function parseBinary(c: Cursor, loosest: number): Expr {
  const start = c.start;
  let left = parsePrefix(c);
  let length = 0;
  for (;;) {
    const kind = c.kind;
    const level = levels[kind] ?? 0;
    if (level < loosest || c.exprEnds) return left;
    if (kind === T.Assign) {
      if (c.mode === Lines.End && c.inSettings) return left;
      c.report('assignment-in-value', c.rangeAt(c.i), 'write `==` to compare');
    }
    // A long row of operators is a deep tree.
    if (++length + c.depth > 200) {
      c.reportDepth();
      c.skipLine();
      return c.missing;
    }
    c.take();
    const right = parseBinary(c, level + 1);
    const range = rangeOf(c, left, start);
    const compare = comparisons.get(kind);
    if (compare !== undefined) {
      if (left.kind === 'Compare' && length > 1) {
        c.report('chained-comparison', range, 'a comparison has two sides; join two of them with `and`');
      }
      left = { kind: 'Compare', operator: compare, left, right, range };
    } else {
      left = { kind: 'Binary', operator: operators.get(kind) ?? '+', left, right, range };
    }
  }
}

function parsePrefix(c: Cursor): Expr {
  const kind = c.kind;
  if ((kind !== T.Not && kind !== T.Minus) || c.exprEnds) return parsePower(c);
  if (!c.enter()) return c.missing;
  const start = c.start;
  c.take();
  // `not` holds a whole comparison, the minus only the next product's side.
  const operand = kind === T.Not ? parseBinary(c, COMPARE) : parsePrefix(c);
  c.leave();
  return { kind: 'Unary', operator: kind === T.Not ? 'not' : '-', operand, range: c.rangeFrom(start) };
}

function parsePower(c: Cursor): Expr {
  const start = c.start;
  const left = parsePostfix(c);
  if (c.kind !== T.StarStar || c.exprEnds || !c.enter()) return left;
  c.take();
  const right = parsePrefix(c);
  c.leave();
  return { kind: 'Binary', operator: '**', left, right, range: rangeOf(c, left, start) };
}

function parsePostfix(c: Cursor): Expr {
  return parseAccessors(c, parsePrimary(c));
}

/** `.word` and `[index]` behind a value; they stand on its line. */
export function parseAccessors(c: Cursor, object: Expr): Expr {
  let expr = object;
  for (let length = 0; ; length++) {
    if (c.atLineStart || (c.kind !== T.Dot && c.kind !== T.LeftBracket)) return expr;
    if (length + c.depth > 200) {
      c.reportDepth();
      c.skipLine();
      return expr;
    }
    if (c.takeIf(T.Dot)) {
      const hasWord = isWord(c.kind) && !c.atLineStart;
      if (!hasWord) c.reportMissing('missing-name', 'a name is missing after `.`');
      const member = hasWord ? c.takeWord() : c.missingWord;
      expr = { kind: 'Member', object: expr, member, range: rangeOf(c, object) };
    } else {
      const indexes: Expr[] = [];
      parseList(c, T.RightBracket, '`]`', () => indexes.push(parseExpr(c)));
      const [index = c.missing, extra] = indexes;
      if (indexes.length === 0) c.reportMissing('missing-value', 'an index is missing between `[` and `]`');
      if (extra) c.report('two-indexes', extra.range, 'an index is one value; several are written `[i][j]`');
      const within =
        index.kind === 'Missing' ? { kind: 'Missing' as const, range: { start: c.lastEnd, end: c.lastEnd } } : index;
      expr = { kind: 'Index', object: expr, index: within, range: rangeOf(c, object) };
    }
  }
}

/** From the start of `left` to the last token read. */
function rangeOf(c: Cursor, left: Expr, start = left.range.start): Range {
  return c.rangeFrom(Math.min(start, left.range.start));
}

function parsePrimary(c: Cursor): Expr {
  if (c.exprEnds) return missingValue(c);
  const at = c.i;
  switch (c.kind) {
    case T.Number:
      return parseNumber(c);
    case T.Size:
      return parseSize(c);
    case T.Text:
      return parseText(c);
    case T.True:
    case T.False:
      c.take();
      return { kind: 'Bool', value: c.kindAt(at) === T.True, range: c.rangeAt(at) };
    case T.None:
      c.take();
      return { kind: 'None', range: c.rangeAt(at) };
    case T.LeftBracket:
      return parseListValue(c);
    case T.LeftParen: {
      const items: Expr[] = [];
      parseList(c, T.RightParen, '`)`', () => {
        const expr = parseExpr(c);
        if (items.push(expr) === 2) c.report('list-in-parentheses', expr.range, 'a list is written in square brackets');
      });
      const [inner] = items;
      if (items.length > 1) return { kind: 'List', items, range: c.rangeFrom(c.rangeAt(at).start) };
      if (inner) return inner;
      c.reportMissing('missing-value', 'a value is missing between `(` and `)`');
      return c.missing;
    }
    case T.Name: {
      if (c.kindAt(at + 1) === T.LeftParen && !c.isFirst(at + 1)) return parseCall(c);
      c.take();
      return { kind: 'Name', text: c.wordAt(at), range: c.rangeAt(at) };
    }
    case T.If:
      return parseExpr(c);
    case T.Rest:
      c.report('rest-outside-of-shape', c.rangeAt(at), '`...` stands only in the list of a shape');
      c.take();
      return c.missing;
  }
  if (opensBody(c)) return skipBodyInValue(c);
  if (c.kind >= firstReserved && !c.atTop && !standsBehindValue(c.kind)) {
    c.report('reserved-word', c.rangeAt(at), `\`${c.wordAt(at)}\` is a reserved word: it cannot be used as a name`);
    c.take();
    return { kind: 'Name', text: c.wordAt(at), range: c.rangeAt(at) };
  }
  return missingValue(c);
}

/** Words that go on with the construct around a value: where one comes, the value is missing. */
function standsBehindValue(kind: number): boolean {
  return kind === T.Then || kind === T.Else || kind === T.As || kind === T.And || kind === T.Or || kind === T.From;
}

function missingValue(c: Cursor): Missing {
  c.reportMissing('missing-value', `a value is missing after \`${c.lastShown}\``);
  return c.missing;
}

function parseListValue(c: Cursor): List {
  const start = c.start;
  const items: (Expr | Rest)[] = [];
  parseList(c, T.RightBracket, '`]`', () => {
    if (c.kind === T.Rest) {
      const at = c.take();
      items.push({ kind: 'Rest', range: c.rangeAt(at) });
    } else items.push(parseExpr(c));
  });
  return { kind: 'List', items, range: c.rangeFrom(start) };
}

/** `( arg, ... )`; the next token is the parenthesis. */
export function parseArgs(c: Cursor): Arg[] {
  const args: Arg[] = [];
  parseList(c, T.RightParen, '`)`', () => args.push(parseArg(c)));
  return args;
}

export function parseArg(c: Cursor): Arg {
  const start = c.start;
  const next = c.kindAt(c.i + 1);
  if (isWord(c.kind) && (next === T.Colon || next === T.Assign)) {
    const name = c.takeWord();
    const mark = c.take();
    if (next === T.Assign) {
      c.report('equals-in-arguments', c.rangeAt(mark), `an argument is named with a colon: \`${name.text}: ...\``);
    }
    const value = parseExpr(c);
    return { kind: 'Arg', name, value, range: c.rangeFrom(start) };
  }
  const value = parseExpr(c);
  const { range } = value;
  if (range.start === start && range.end === c.lastEnd) return { kind: 'Arg', value, range };
  return { kind: 'Arg', value, range: c.rangeFrom(Math.min(start, range.start)) };
}

/**
 * Items between brackets, separated by commas; the next token is the opening one. Where nothing closes it, the list
 * ends at the first line that looks like a step, at a brace, or at the next definition.
 */
export function parseList(c: Cursor, closer: number, shown: string, item: () => void): void {
  if (!c.enter()) return;
  const { mode, settingsIndent } = c;
  const opener = c.take();
  c.mode = (c.brackets.match[opener] ?? -1) >= 0 ? Lines.Free : Lines.Open;
  c.settingsIndent = c.indentAt(opener);
  let separated = true;
  for (;;) {
    if (c.takeIf(closer)) break;
    if (c.kind === T.RightBrace && isStrayInList(c)) {
      reportStray(c);
      continue;
    }
    if (listStops(c)) {
      c.reportMissing('missing-closing-bracket', `${shown} is missing after \`${c.lastShown}\``);
      break;
    }
    if (c.kind === T.Comma) {
      if (separated) c.report('missing-value', c.rangeAt(c.i), 'a value is missing before `,`');
      c.take();
      separated = true;
      continue;
    }
    if (!separated) c.reportMissing('missing-comma', `\`,\` is missing after \`${c.lastShown}\``);
    const before = c.i;
    const unread = !beginsItem(c.kind) && !(isWord(c.kind) && c.kindAt(c.i + 1) === T.Colon);
    if (unread) c.report('not-understood', c.rangeAt(c.i), `\`${c.nextShown}\` cannot stand here`);
    else item();
    if (c.i === before) c.take();
    separated = false;
  }
  c.mode = mode;
  c.settingsIndent = settingsIndent;
  c.leave();
}

function listStops(c: Cursor): boolean {
  const kind = c.kind;
  if (kind === T.LeftBrace || kind === T.RightBrace || c.atTop) return true;
  if (c.mode !== Lines.Open) return false;
  if (kind === T.RightParen || kind === T.RightBracket) return true;
  return c.atLineStart && c.opensLine();
}

function beginsItem(kind: number): boolean {
  if (kind >= firstReserved) return !standsBehindValue(kind);
  switch (kind) {
    case T.Name:
    case T.Number:
    case T.Size:
    case T.Text:
    case T.LeftParen:
    case T.LeftBracket:
    case T.Minus:
    case T.Rest:
      return true;
    default:
      return false;
  }
}
