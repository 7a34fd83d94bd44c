/** What may be typed at a place, read from the tokens before it: the tree has gaps where a line is half typed. */
import type { Range } from '../language/range.js';
import { scan } from '../language/scan.js';
import { isWord, T } from '../language/tokens.js';
import {
  callAt,
  closes,
  holdsParameters,
  namesAfter,
  opens,
  ownerOf,
  ownerOfWord,
  Reader,
  startsLine,
  type CallSite,
  type SettingOwner,
} from './cursor-reader.js';
import { isAfterValue, wordsAfterBody, wordsAfterValue, wordsInHead, wordsInStep } from './going-on.js';

export type { CallSite, SettingOwner } from './cursor-reader.js';

export type Expected =
  | { readonly kind: 'nothing' }
  /** A line outside of all definitions. */
  | { readonly kind: 'definition' }
  /** The name that a new definition gets. */
  | { readonly kind: 'new-name' }
  | { readonly kind: 'import'; readonly from: string | undefined }
  /** A path of an import; `quoted` where the quote is there. */
  | { readonly kind: 'path'; readonly quoted: boolean }
  /** The start of a line in a body. */
  | { readonly kind: 'statement' }
  /** A layer or point: behind `=`, `->`, `output`; `links` where `repeat { }` and the like may stand too. */
  | { readonly kind: 'step'; readonly afterArrow: boolean; readonly links: boolean }
  /** In `defaults { }`. */
  | { readonly kind: 'defaults' }
  | { readonly kind: 'key'; readonly owner: SettingOwner; readonly given: readonly string[] }
  | { readonly kind: 'setting'; readonly owner: SettingOwner; readonly key: string }
  /** An argument that is not begun: its name, or a value. */
  | { readonly kind: 'argument'; readonly call: CallSite }
  /** Within a value of an argument. */
  | { readonly kind: 'value'; readonly call: CallSite }
  /** What measures a number that is typed in a setting. */
  | { readonly kind: 'unit'; readonly owner: SettingOwner; readonly key: string; readonly number: string }
  /** The shape of an input, or of what flows here. */
  | { readonly kind: 'shape'; readonly isInput: boolean }
  /** A value; `free` where it is handed on, so that it may be a word of any layer. */
  | { readonly kind: 'expression'; readonly free: boolean }
  /** Behind a dot; `varied` in the path behind `vary`. */
  | { readonly kind: 'member'; readonly object: string; readonly varied: boolean }
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
  /** Reserved words that go on with what stands before the place. */
  readonly goingOn: readonly string[];
}

const nothing: Expected = { kind: 'nothing' };
const newName: Expected = { kind: 'new-name' };
const expression: Expected = { kind: 'expression', free: false };
const freeValue: Expected = { kind: 'expression', free: true };

/** Behind these an expression goes on. */
const infix = new Set<number>([
  ...[T.Plus, T.Minus, T.Star, T.Slash, T.SlashSlash, T.Percent, T.StarStar, T.Equal, T.NotEqual],
  ...[T.Less, T.LessEqual, T.Greater, T.GreaterEqual, T.And, T.Or, T.Not, T.If, T.Then, T.Else, T.LeftBracket, T.Comma],
]);

/** What is expected, and the words that may stand there instead. */
type Found = readonly [Expected, ...(readonly string[])];

/** The setting that the place is in begins behind the brace, a comma or a line's end. */
function settingStart(reader: Reader, brace: number): number {
  let begin = brace + 1;
  let depth = 0;
  for (let at = brace + 1; at <= reader.last; at++) {
    if (depth === 0 && reader.isFirst(at) && reader.kind(at) !== T.Arrow) begin = at;
    if (opens.has(reader.kind(at))) depth++;
    else if (closes.has(reader.kind(at))) depth--;
    else if (depth === 0 && reader.kind(at) === T.Comma) begin = at + 1;
  }
  return begin;
}

/** The keys that a pair of braces has already. */
function keysIn(reader: Reader, brace: number): readonly string[] {
  const given: string[] = [];
  let level = 0;
  for (let at = brace + 1; at < reader.tokens.count; at++) {
    if (opens.has(reader.kind(at))) level++;
    else if (closes.has(reader.kind(at)) && level-- === 0) break;
    else if (level === 0 && reader.kind(at) === T.Colon && isWord(reader.kind(at - 1)))
      given.push(reader.textOf(at - 1));
  }
  return given;
}

function inSettings(reader: Reader, brace: number, owner: SettingOwner, fresh: boolean): Found {
  const begin = settingStart(reader, brace);
  if (fresh || begin > reader.last) return [{ kind: 'key', owner, given: keysIn(reader, brace) }];
  const first = reader.textOf(begin);
  const words = wordsAfterValue(reader, begin, false);
  const { last } = reader;
  const second = begin + 1 <= last ? reader.kind(begin + 1) : T.End;
  if (second === T.Colon || second === T.Assign) {
    if (isAfterValue(reader)) return [nothing, ...words];
    if (reader.kind(last) === T.Arrow) return [{ kind: 'step', afterArrow: true, links: false }];
    return [
      second === T.Colon ? { kind: 'setting', owner, key: first } : { kind: 'step', afterArrow: false, links: false },
    ];
  }
  const isNext = last === begin || reader.kind(last) === T.Comma;
  if (first === 'update') return [last === begin ? { kind: 'network' } : nothing];
  if (first === 'group') return [isNext ? { kind: 'point' } : nothing];
  if (first !== 'vary') return [nothing];
  for (let at = begin; at <= last; at++) {
    if (reader.kind(at) !== T.Colon) continue;
    return isAfterValue(reader) ? [nothing, ...words] : [{ kind: 'setting', owner, key: 'vary' }];
  }
  return [last === begin ? { kind: 'varied' } : nothing];
}

function inBody(reader: Reader, brace: number, fresh: boolean): Found {
  const last = reader.kind(reader.last);
  if (last === T.Arrow) return [{ kind: 'step', afterArrow: true, links: true }];
  if (fresh || reader.last === brace) return [{ kind: 'statement' }, ...(fresh ? wordsAfterBody(reader) : [])];
  const begin = reader.lineStart(reader.last, brace);
  const first = reader.kind(begin);
  const words = wordsInStep(reader, begin);
  if (last === T.As || (reader.last === begin && (first === T.Const || first === T.Shared))) return [newName];
  if (isAfterValue(reader) || last === T.RightBrace) return [nothing, ...words];
  if (first === T.Const) return [reader.last === begin + 1 ? nothing : freeValue];
  if (last === T.Assign || (last === T.Output && reader.last === begin))
    return [{ kind: 'step', afterArrow: false, links: first !== T.Shared }];
  if (first === T.Input) return [reader.last === begin ? newName : { kind: 'shape', isInput: true }];
  if (first === T.Expect && reader.last === begin) return [{ kind: 'shape', isInput: false }];
  if (first === T.Expect || last === T.Repeat || infix.has(last))
    return last === T.Else && reader.kind(reader.last - 1) === T.RightBrace ? [nothing, 'if'] : [expression];
  return [nothing];
}

function importedFrom(text: string, at: number): Found {
  const line = text.slice(at, text.indexOf('\n', at) < 0 ? undefined : text.indexOf('\n', at));
  return [{ kind: 'import', from: /from\s+"([^"]*)"/.exec(line)?.[1] }];
}

/** Braces around the names of an import are not of this language, but typed all the same. */
function importNames(reader: Reader, text: string, at: number): Found {
  const before = reader.kind(reader.last);
  return before === T.LeftBrace || before === T.Comma ? importedFrom(text, at) : [nothing];
}

function atTop(reader: Reader, text: string, fresh: boolean, at: number): Found {
  const begin = reader.lineStart(reader.last, -1);
  const first = reader.kind(begin);
  const last = reader.kind(reader.last);
  if (fresh && !(first === T.Import && last === T.Comma)) return [{ kind: 'definition' }];
  const words = wordsInHead(reader, begin);
  if (last === T.As || (first === T.Const && reader.last === begin)) return [newName];
  if (first === T.Import) {
    if (last === T.From) return [{ kind: 'path', quoted: false }];
    if (last !== T.Import && last !== T.Comma) return [nothing, ...words];
    return importedFrom(text, at);
  }
  if (first === T.Const) return isAfterValue(reader) || reader.last === begin + 1 ? [nothing, ...words] : [freeValue];
  if (ownerOfWord(first) !== undefined && (reader.last === begin || last === T.Comma)) return [{ kind: 'network' }];
  if ((first === T.Block || first === T.Network) && reader.last === begin) return [newName];
  return [nothing, ...words];
}

/** Where the value in a bracket begins that the place is in. */
function itemStart(reader: Reader, open: number): number {
  let begin = open + 1;
  let depth = 0;
  for (let at = open + 1; at <= reader.last; at++) {
    if (opens.has(reader.kind(at))) depth++;
    else if (closes.has(reader.kind(at))) depth--;
    else if (depth === 0 && reader.kind(at) === T.Comma) begin = at + 1;
  }
  return begin;
}

function inBracket(reader: Reader, open: number, call: CallSite | undefined): Found {
  const before = reader.kind(reader.last);
  if (before === T.Arrow) return [{ kind: 'step', afterArrow: true, links: false }];
  if (isAfterValue(reader)) {
    const isName = holdsParameters(reader, open) && itemStart(reader, open) === reader.last;
    return [nothing, ...(isName ? [] : wordsAfterValue(reader, itemStart(reader, open), false))];
  }
  const begins = before === T.LeftParen || before === T.Comma;
  if (holdsParameters(reader, open)) return [before === T.Assign || !begins ? freeValue : newName];
  if (call === undefined) return [expression];
  return [
    begins && reader.kind(open) === T.LeftParen && isOf(reader, open, call)
      ? { kind: 'argument', call }
      : { kind: 'value', call },
  ];
}

/** Whether a parenthesis is that of the call, not one around a value in it. */
const isOf = (reader: Reader, open: number, call: CallSite): boolean =>
  reader.range(open - 1).start === call.calleeRange.start;

/** The name before `at`, which a dot or the brackets of an index follow. */
function objectBefore(reader: Reader, at: number): string {
  let name = at;
  while (reader.kind(name) === T.RightBracket) name = reader.opener(name - 1) - 1;
  return reader.textOf(name);
}

export function cursorAt(text: string, offset: number): Cursor {
  const { tokens, comments } = scan(text);
  const empty = { start: offset, end: offset };
  const none: Cursor = { expected: { kind: 'nothing' }, word: empty, call: undefined, owner: undefined, goingOn: [] };
  if (comments.some(({ range }) => range.start < offset && offset <= range.end)) return none;
  // The last token that begins before the place.
  let at = tokens.count - 1;
  while (at >= 0 && ((tokens.start[at] ?? 0) >= offset || tokens.kind[at] === T.End)) at--;
  const here = { start: tokens.start[at] ?? 0, end: tokens.end[at] ?? 0 };
  const kind = at < 0 ? T.End : (tokens.kind[at] ?? T.End);
  const inToken = at >= 0 && here.end >= offset;
  if (inToken && kind === T.Size) return none;
  if (inToken && kind === T.Text && (here.end > offset || text[here.end - 1] !== '"' || here.end - here.start < 2)) {
    const afterFrom = tokens.kind[at - 1] === T.From;
    return {
      ...none,
      expected: afterFrom ? { kind: 'path', quoted: true } : none.expected,
      word: { start: here.start + 1, end: offset },
    };
  }
  const isNumber = inToken && kind === T.Number;
  const isPrefix = isNumber || (inToken && isWord(kind));
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
  if (call !== undefined) {
    const after = namesAfter(reader, isPrefix ? at + 1 : last + 1);
    // In front of the name of an argument, or in it, that argument is meant.
    const next = isPrefix ? at : last + 1;
    const begins = inner === T.LeftParen && (last === open || reader.kind(last) === T.Comma);
    const isNamed = begins && isWord(reader.kind(next)) && reader.kind(next + 1) === T.Colon;
    call = { ...call, given: [...call.given, ...after], name: isNamed ? reader.textOf(next) : call.name };
  }
  const of = ([expected, ...goingOn]: Found): Cursor => ({ expected, word, call, owner, goingOn });

  if (isNumber) {
    const key = owner === undefined || open !== brace ? '' : reader.textOf(settingStart(reader, brace));
    if (owner === undefined || reader.kind(last) !== T.Colon) return none;
    return of([{ kind: 'unit', owner, key, number: text.slice(here.start, offset) }]);
  }
  if (reader.kind(last) === T.Dot) {
    const begin = owner === 'search' ? settingStart(reader, brace) : -1;
    const varied = call === undefined && begin >= 0 && reader.textOf(begin) === 'vary';
    return of([{ kind: 'member', object: objectBefore(reader, last - 1), varied }]);
  }
  if (inner === T.LeftBracket && call === undefined && owner !== undefined && !isAfterValue(reader))
    return of([{ kind: 'setting', owner, key: reader.textOf(settingStart(reader, brace)) }]);
  if (inner === T.LeftParen || inner === T.LeftBracket) return of(inBracket(reader, open, call));
  if (brace >= 0 && reader.kind(brace - 1) === T.Import) return of(importNames(reader, text, offset));
  if (settings === 'defaults') return of([fresh || last === brace ? { kind: 'defaults' } : nothing]);
  if (owner !== undefined) return of(inSettings(reader, brace, owner, fresh));
  return of(brace < 0 ? atTop(reader, text, fresh, offset) : inBody(reader, brace, fresh));
}
