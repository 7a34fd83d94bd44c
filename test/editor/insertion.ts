/** What a text is once an entry of a completion list is taken, as an editor does it. */
import type { Suggestion } from '../../src/editor/suggestion.js';
import type { TextEdit } from '../../src/language/problem.js';

export interface Inserted {
  readonly text: string;
  /** Where the entry's own text stands. */
  readonly start: number;
  readonly end: number;
  /** Places that are to be typed next. */
  readonly holes: readonly number[];
}

/** A snippet with each place filled by `fill`, where it has none by nothing; and where those without are. */
function expanded(insert: string, indent: string, fill: (name: string) => string): { text: string; holes: number[] } {
  const holes: number[] = [];
  let text = '';
  let last = 0;
  for (const place of insert.matchAll(/\$(?:\{\d+(?::([^}]*))?\}|\d+)/g)) {
    text += insert.slice(last, place.index).replaceAll('\n', `\n${indent}`);
    if (place[1] === undefined || place[1] === '') holes.push(text.length);
    else text += fill(place[1]);
    last = place.index + place[0].length;
  }
  text += insert.slice(last).replaceAll('\n', `\n${indent}`);
  return { text, holes };
}

export function withSuggestion(text: string, one: Suggestion, fill: (name: string) => string = name => name): Inserted {
  const { start, end } = one.replace;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line, start))?.[0] ?? '';
  const { text: own, holes } =
    one.snippet === true ? expanded(one.insert, indent, fill) : { text: one.insert, holes: [] };
  const edits: TextEdit[] = [{ range: { start, end }, text: own }, ...(one.also ?? [])];
  edits.sort((a, b) => a.range.start - b.range.start);
  let result = '';
  let at = 0;
  let from = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.range.start);
    if (edit.range.start === start && edit.text === own) from = result.length;
    result += edit.text;
    at = edit.range.end;
  }
  result += text.slice(at);
  const ends = /[:=] $/.test(own) ? [own.length - 1, own.length] : [];
  return { text: result, start: from, end: from + own.length, holes: [...holes, ...ends].map(hole => from + hole) };
}
