/** Reserved words that go on with what stands before a place: `and`, `then`, `else`, `as`, `from`, `shortcut`. */
import { isWord, T } from '../language/tokens.js';
import { closes, opens, type Reader } from './cursor-reader.js';

const ends = new Set<number>([T.Number, T.Size, T.Text, T.RightParen, T.RightBracket]);

/** Whether a value can end with the last token. */
export function isAfterValue(reader: Reader): boolean {
  const kind = reader.kind(reader.last);
  return ends.has(kind) || kind === T.Name || kind === T.True || kind === T.False || kind === T.None;
}

/** Tokens of a line that stand in no bracket of it, from the first to the last before the place. */
function* flat(reader: Reader, from: number): Generator<number> {
  let depth = 0;
  for (let at = from; at <= reader.last; at++) {
    if (opens.has(reader.kind(at))) depth++;
    else if (closes.has(reader.kind(at))) depth--;
    else if (depth === 0) yield at;
  }
}

/** An `if` that chooses between steps, not between values. */
function choosesSteps(reader: Reader, at: number, begin: number): boolean {
  const before = reader.kind(at - 1);
  return at === begin || before === T.Arrow || before === T.Else || before === T.LeftBrace || before === T.Assign;
}

/** Behind a value that begins somewhere behind `from`. */
export function wordsAfterValue(reader: Reader, from: number, inStep: boolean): readonly string[] {
  if (!isAfterValue(reader)) return [];
  const open: string[] = [];
  for (const at of flat(reader, from)) {
    const kind = reader.kind(at);
    if (kind === T.If && !(inStep && choosesSteps(reader, at, from))) open.push('then');
    else if (kind === T.Then && open.length > 0) open[open.length - 1] = 'else';
    else if (kind === T.Else) open.pop();
  }
  return [...open.slice(-1), 'and', 'or'];
}

/** Behind a `}`: what goes on with a `residual` or an `if`. */
export function wordsAfterBody(reader: Reader): readonly string[] {
  if (reader.kind(reader.last) !== T.RightBrace) return [];
  const open = reader.opener(reader.last - 1);
  if (reader.kind(open - 1) === T.Residual) return ['shortcut'];
  const begin = reader.lineStart(open, reader.opener(open - 1));
  for (let at = begin; at < open; at++) if (reader.kind(at) === T.If) return ['else'];
  return [];
}

/** In a line of a body that begins with token `begin`. */
export function wordsInStep(reader: Reader, begin: number): readonly string[] {
  const after = wordsAfterBody(reader);
  if (after.length > 0) return after;
  let head = -1;
  for (const at of flat(reader, begin)) {
    const kind = reader.kind(at);
    if (kind === T.Repeat || kind === T.If || (kind === T.Const && at === begin)) head = at;
    else if (kind === T.As || kind === T.Arrow) head = -1;
  }
  if (head < 0 || (reader.kind(begin) === T.Const && reader.last === begin + 1)) return [];
  const words = wordsAfterValue(reader, begin, reader.kind(begin) !== T.Const);
  return words.length > 0 && reader.kind(head) === T.Repeat ? ['as', ...words] : words;
}

/** In a line at the top of a file. */
export function wordsInHead(reader: Reader, begin: number): readonly string[] {
  const kind = reader.kind(begin);
  if (kind === T.Const) return reader.last === begin + 1 ? [] : wordsAfterValue(reader, begin, false);
  if (begin >= reader.last || !isWord(reader.kind(reader.last))) return [];
  const isRenamed = reader.kind(reader.last - 1) === T.As;
  if (kind === T.Import && reader.kind(reader.last) !== T.From && reader.kind(reader.last) !== T.As)
    return isRenamed ? ['from'] : ['from', 'as'];
  return kind === T.Train && !isRenamed && reader.kind(reader.last) !== T.As ? ['as'] : [];
}
