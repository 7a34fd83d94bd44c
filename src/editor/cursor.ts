/** What may be typed at a place, read from the tokens before it: the tree has gaps where a line is half typed. */
import type { Range } from '../language/range.js';
import { scan } from '../language/scan.js';
import { isWord, T, type Tokens } from '../language/tokens.js';

export type SettingOwner = 'train' | 'search' | 'budget' | 'update' | 'group';

/** A call around the place, and where in it the place is. */
export interface CallSite {
  readonly callee: string;
  readonly calleeRange: Range;
  /** Named arguments other than the one at the place. */
  readonly given: readonly string[];
  /** How many arguments before the place have no name. */
  readonly positional: number;
  /** The name before the colon, where the place is behind one. */
  readonly name: string | undefined;
}

export type Expected =
  | { readonly kind: 'nothing' }
  /** A line outside of all definitions. */
  | { readonly kind: 'definition' }
  /** The name that a new definition gets. */
  | { readonly kind: 'new-name' }
  | { readonly kind: 'import'; readonly from: string | undefined }
  | { readonly kind: 'path' }
  /** The start of a line in a body. */
  | { readonly kind: 'statement' }
  /** A layer or point: behind `=`, `->`, `output`. */
  | { readonly kind: 'step'; readonly afterArrow: boolean }
  /** In `defaults { }`. */
  | { readonly kind: 'defaults' }
  | { readonly kind: 'key'; readonly owner: SettingOwner; readonly given: readonly string[] }
  | { readonly kind: 'setting'; readonly owner: SettingOwner; readonly key: string }
  /** An argument that is not begun: its name, or a value. */
  | { readonly kind: 'argument'; readonly call: CallSite }
  /** Within a value of an argument. */
  | { readonly kind: 'value'; readonly call: CallSite }
  | { readonly kind: 'expression' }
  /** Behind a dot. */
  | { readonly kind: 'member'; readonly object: string }
  /** The name of a network, after `train` and the like, or of a step after `group`. */
  | { readonly kind: 'network' | 'point' | 'varied' };

export interface Cursor {
  readonly expected: Expected;
  /** The word at the place, to be replaced. */
  readonly word: Range;
  /** The innermost call whose parentheses hold the place. */
  readonly call: CallSite | undefined;
  /** Whether the place is within the settings of a `train`, `search` or `budget`. */
  readonly owner: SettingOwner | undefined;
}

const owners: ReadonlyMap<number, SettingOwner> = new Map([
  [T.Train, 'train'],
  [T.Search, 'search'],
  [T.Budget, 'budget'],
]);
const opens = new Set<number>([T.LeftParen, T.LeftBracket, T.LeftBrace]);
const closes = new Set<number>([T.RightParen, T.RightBracket, T.RightBrace]);
/** Behind these an expression goes on. */
const infix = new Set<number>([
  ...[T.Plus, T.Minus, T.Star, T.Slash, T.SlashSlash, T.Percent, T.StarStar, T.Equal, T.NotEqual],
  ...[T.Less, T.LessEqual, T.Greater, T.GreaterEqual, T.And, T.Or, T.Not, T.If, T.Then, T.Else, T.LeftBracket, T.Comma],
]);

class Reader {
  constructor(
    private readonly text: string,
    private readonly tokens: Tokens,
    /** The last token before the place and its word; -1 for none. */
    readonly last: number,
  ) {}

  kind(i: number): number {
    return i < 0 ? T.End : (this.tokens.kind[i] ?? T.End);
  }

  range(i: number): Range {
    return { start: this.tokens.start[i] ?? 0, end: this.tokens.end[i] ?? 0 };
  }

  textOf(i: number): string {
    const { start, end } = this.range(i);
    return i < 0 ? '' : this.text.slice(start, end);
  }

  /** The bracket that holds token `i + 1`, or -1. Round and square brackets do not reach over a brace. */
  opener(i: number): number {
    let depth = 0;
    for (let at = i; at >= 0; at--) {
      if (closes.has(this.kind(at))) depth++;
      else if (opens.has(this.kind(at)) && depth-- === 0) return at;
    }
    return -1;
  }

  /** The first token of the line on which `i` stands; a line that begins with an arrow belongs to the one above. */
  lineStart(i: number, after: number): number {
    let at = i;
    while (at > after + 1 && (this.tokens.first[at] === 0 || this.kind(at) === T.Arrow)) at--;
    return at;
  }

  isFirst(i: number): boolean {
    return this.tokens.first[i] === 1;
  }

  line(i: number): number {
    return i < 0 ? -1 : (this.tokens.line[i] ?? 0);
  }
}

/** Whether a file's newest line, which the place is on, begins behind token `last`. */
function startsLine(text: string, reader: Reader, wordStart: number): boolean {
  if (reader.last < 0) return true;
  return text.slice(reader.range(reader.last).end, wordStart).includes('\n');
}

function callAt(reader: Reader, open: number): CallSite | undefined {
  if (reader.kind(open) !== T.LeftParen || !isWord(reader.kind(open - 1))) return undefined;
  const given: string[] = [];
  let positional = 0;
  let begin = open + 1;
  const nameFrom = (from: number): string | undefined =>
    isWord(reader.kind(from)) && from + 1 <= reader.last && reader.kind(from + 1) === T.Colon
      ? reader.textOf(from)
      : undefined;
  let depth = 0;
  for (let at = open + 1; at <= reader.last; at++) {
    if (opens.has(reader.kind(at))) depth++;
    else if (closes.has(reader.kind(at))) depth--;
    else if (reader.kind(at) === T.Comma && depth === 0) {
      const named = nameFrom(begin);
      if (named === undefined) positional++;
      else given.push(named);
      begin = at + 1;
    }
  }
  return {
    callee: reader.textOf(open - 1),
    calleeRange: reader.range(open - 1),
    given,
    positional,
    name: nameFrom(begin),
  };
}

/** Names of arguments behind the place, up to the closing parenthesis. */
function namesAfter(reader: Reader, tokens: Tokens, from: number): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  for (let at = from; at < tokens.count; at++) {
    const kind = reader.kind(at);
    if (opens.has(kind)) depth++;
    else if (closes.has(kind) && depth-- === 0) break;
    else if (kind === T.LeftBrace) break;
    else if (depth === 0 && kind === T.Colon && isWord(reader.kind(at - 1))) names.push(reader.textOf(at - 1));
  }
  return names;
}

function ownerOf(
  reader: Reader,
  brace: number,
): { readonly owner: SettingOwner; readonly head: number } | 'defaults' | undefined {
  if (brace < 0 || reader.kind(brace) !== T.LeftBrace) return undefined;
  const outer = reader.opener(brace - 1);
  const head = reader.lineStart(brace, outer);
  const top = owners.get(reader.kind(head));
  if (top !== undefined) return { owner: top, head };
  if (reader.kind(head) === T.Defaults || reader.kind(brace - 1) === T.Defaults) return 'defaults';
  const word = reader.textOf(head);
  if ((word === 'update' || word === 'group') && ownerOf(reader, outer) !== undefined) return { owner: word, head };
  return undefined;
}

function inSettings(reader: Reader, tokens: Tokens, brace: number, owner: SettingOwner, fresh: boolean): Expected {
  // The setting that the place is in begins behind the brace, a comma or a line's end.
  let begin = brace + 1;
  let depth = 0;
  for (let at = brace + 1; at <= reader.last; at++) {
    if (depth === 0 && reader.isFirst(at) && reader.kind(at) !== T.Arrow) begin = at;
    if (opens.has(reader.kind(at))) depth++;
    else if (closes.has(reader.kind(at))) depth--;
    else if (depth === 0 && reader.kind(at) === T.Comma) begin = at + 1;
  }
  if (fresh || begin > reader.last) {
    const given: string[] = [];
    let level = 0;
    for (let at = brace + 1; at < tokens.count; at++) {
      if (opens.has(reader.kind(at))) level++;
      else if (closes.has(reader.kind(at)) && level-- === 0) break;
      else if (level === 0 && reader.kind(at) === T.Colon && isWord(reader.kind(at - 1)))
        given.push(reader.textOf(at - 1));
    }
    return { kind: 'key', owner, given };
  }
  const first = reader.textOf(begin);
  if (reader.kind(begin + 1) === T.Colon && begin + 1 <= reader.last) return { kind: 'setting', owner, key: first };
  if (reader.kind(begin + 1) === T.Assign && begin + 1 <= reader.last)
    return { kind: 'step', afterArrow: reader.kind(reader.last) === T.Arrow };
  if (first === 'update') return { kind: 'network' };
  if (first === 'group') return { kind: 'point' };
  if (first === 'vary') {
    const colon = [...Array(reader.last - begin + 1).keys()].some(i => reader.kind(begin + i) === T.Colon);
    return colon ? { kind: 'setting', owner, key: 'vary' } : { kind: 'varied' };
  }
  return { kind: 'nothing' };
}

function inBody(reader: Reader, brace: number, fresh: boolean): Expected {
  const last = reader.kind(reader.last);
  if (last === T.Arrow) return { kind: 'step', afterArrow: true };
  if (fresh || reader.last === brace) return { kind: 'statement' };
  const begin = reader.lineStart(reader.last, brace);
  const first = reader.kind(begin);
  if (first === T.Const) return reader.last === begin ? { kind: 'new-name' } : { kind: 'expression' };
  if (last === T.Assign || (last === T.Output && reader.last === begin)) return { kind: 'step', afterArrow: false };
  if (first === T.Input) return reader.last === begin ? { kind: 'new-name' } : { kind: 'expression' };
  if (first === T.Expect || last === T.Repeat || last === T.If || infix.has(last)) return { kind: 'expression' };
  return { kind: 'nothing' };
}

function atTop(reader: Reader, text: string, fresh: boolean, at: number): Expected {
  const begin = reader.lineStart(reader.last, -1);
  const first = reader.kind(begin);
  if (fresh && !(first === T.Import && reader.kind(reader.last) === T.Comma)) return { kind: 'definition' };
  if (first === T.Import) {
    const last = reader.kind(reader.last);
    if (last === T.From) return { kind: 'path' };
    if (last !== T.Import && last !== T.Comma) return { kind: 'nothing' };
    const line = text.slice(at, text.indexOf('\n', at) < 0 ? undefined : text.indexOf('\n', at));
    return { kind: 'import', from: /from\s+"([^"]*)"/.exec(line)?.[1] };
  }
  if (first === T.Const) return reader.last === begin ? { kind: 'new-name' } : { kind: 'expression' };
  const owner = owners.get(first);
  if (owner !== undefined && (reader.last === begin || reader.kind(reader.last) === T.Comma))
    return { kind: 'network' };
  if ((first === T.Block || first === T.Network) && reader.last === begin) return { kind: 'new-name' };
  return { kind: 'nothing' };
}

export function cursorAt(text: string, offset: number): Cursor {
  const { tokens, comments } = scan(text);
  const empty = { start: offset, end: offset };
  const none: Cursor = { expected: { kind: 'nothing' }, word: empty, call: undefined, owner: undefined };
  if (comments.some(({ range }) => range.start < offset && offset <= range.end)) return none;
  // The last token that begins before the place.
  let at = tokens.count - 1;
  while (at >= 0 && ((tokens.start[at] ?? 0) >= offset || tokens.kind[at] === T.End)) at--;
  const here = { start: tokens.start[at] ?? 0, end: tokens.end[at] ?? 0 };
  const kind = at < 0 ? T.End : (tokens.kind[at] ?? T.End);
  const inToken = at >= 0 && here.end >= offset;
  if (inToken && (kind === T.Number || kind === T.Size)) return none;
  if (inToken && kind === T.Text && (here.end > offset || text[here.end - 1] !== '"' || here.end - here.start < 2)) {
    const afterFrom = tokens.kind[at - 1] === T.From;
    return {
      ...none,
      expected: afterFrom ? { kind: 'path' } : none.expected,
      word: { start: here.start + 1, end: offset },
    };
  }
  const isPrefix = inToken && isWord(kind);
  const word = isPrefix ? here : empty;
  const last = isPrefix ? at - 1 : at;
  const reader = new Reader(text, tokens, last);
  const fresh = startsLine(text, reader, word.start);

  const open = reader.opener(last);
  let call: CallSite | undefined;
  const inner = reader.kind(open);
  let brace = open;
  while (brace >= 0 && reader.kind(brace) !== T.LeftBrace) {
    call ??= callAt(reader, brace);
    brace = reader.opener(brace - 1);
  }
  const settings = ownerOf(reader, brace);
  const owner = settings === undefined || settings === 'defaults' ? undefined : settings.owner;
  const of = (expected: Expected): Cursor => ({ expected, word, call, owner });

  if (reader.kind(last) === T.Dot) return of({ kind: 'member', object: reader.textOf(last - 1) });
  if (call !== undefined) {
    const site = { ...call, given: [...call.given, ...namesAfter(reader, tokens, isPrefix ? at + 1 : last + 1)] };
    call = site;
    const before = reader.kind(last);
    if (inner === T.LeftParen && (before === T.LeftParen || before === T.Comma))
      return of({ kind: 'argument', call: site });
    if (before === T.Colon || infix.has(before) || before === T.LeftParen) return of({ kind: 'value', call: site });
    if (before === T.Arrow) return of({ kind: 'step', afterArrow: true });
    return of({ kind: 'nothing' });
  }
  if (inner === T.LeftParen || inner === T.LeftBracket) {
    const before = reader.kind(last);
    const goesOn = before === T.LeftParen || before === T.Colon || infix.has(before);
    return of({ kind: goesOn ? 'expression' : 'nothing' });
  }
  if (settings === 'defaults') return of(fresh || last === brace ? { kind: 'defaults' } : { kind: 'nothing' });
  if (owner !== undefined) return of(inSettings(reader, tokens, brace, owner, fresh));
  return of(brace < 0 ? atTop(reader, text, fresh, offset) : inBody(reader, brace, fresh));
}
