/** Looks back from a place over the tokens before it: brackets, lines, calls, and whose settings the place is in. */
import type { Range } from '../language/range.js';
import { isWord, T, type Tokens } from '../language/tokens.js';

export type SettingOwner = 'train' | 'search' | 'budget' | 'update' | 'group';

/** A call around the place, and where in it the place is. */
export interface CallSite {
  readonly callee: string;
  readonly calleeRange: Range;
  /** Named arguments other than the one at the place. */
  readonly given: readonly string[];
  /** Whether one of them stands before the place. */
  readonly named: boolean;
  /** How many arguments before the place have no name. */
  readonly positional: number;
  /** The name before the colon, where the place is behind one. */
  readonly name: string | undefined;
}

const owners: ReadonlyMap<number, SettingOwner> = new Map([
  [T.Train, 'train'],
  [T.Search, 'search'],
  [T.Budget, 'budget'],
]);
export const opens = new Set<number>([T.LeftParen, T.LeftBracket, T.LeftBrace]);
export const closes = new Set<number>([T.RightParen, T.RightBracket, T.RightBrace]);

/** The owner that a word at the top of a file makes. */
export const ownerOfWord = (kind: number): SettingOwner | undefined => owners.get(kind);

export class Reader {
  constructor(
    private readonly text: string,
    readonly tokens: Tokens,
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

  /**
   * The first token of the statement in which `i` stands: that of its line, where this is not within brackets or begins with
   * an arrow.
   */
  lineStart(i: number, after: number): number {
    let at = i;
    for (;;) {
      if (closes.has(this.kind(at))) at = Math.max(this.opener(at - 1), after + 1);
      if (at <= after + 1 || (this.isFirst(at) && this.kind(at) !== T.Arrow)) return at;
      at--;
    }
  }

  isFirst(i: number): boolean {
    return this.tokens.first[i] === 1;
  }
}

/** Whether only blanks stand between the place and the beginning of its line. */
export function startsLine(text: string, reader: Reader, wordStart: number): boolean {
  if (reader.last < 0) return true;
  return text.slice(reader.range(reader.last).end, wordStart).includes('\n');
}

/** Whether a bracket holds the parameters of a block. */
export const holdsParameters = (reader: Reader, open: number): boolean =>
  reader.kind(open) === T.LeftParen &&
  isWord(reader.kind(open - 1)) &&
  (reader.kind(open - 2) === T.Block || reader.kind(open - 2) === T.Network);

export function callAt(reader: Reader, open: number): CallSite | undefined {
  if (reader.kind(open) !== T.LeftParen || !isWord(reader.kind(open - 1)) || holdsParameters(reader, open))
    return undefined;
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
    named: given.length > 0,
    positional,
    name: nameFrom(begin),
  };
}

/** Names of arguments behind the place, up to the closing parenthesis. */
export function namesAfter(reader: Reader, from: number): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  for (let at = from; at < reader.tokens.count; at++) {
    const kind = reader.kind(at);
    if (opens.has(kind)) depth++;
    else if (closes.has(kind) && depth-- === 0) break;
    else if (kind === T.LeftBrace) break;
    else if (depth === 0 && kind === T.Colon && isWord(reader.kind(at - 1))) names.push(reader.textOf(at - 1));
  }
  return names;
}

export function ownerOf(
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
