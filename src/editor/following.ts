/** Fits an entry of a completion list to what stands behind it on its line, so that nothing is typed twice. */
import { isLink } from './suggest-words.js';
import type { Suggestion } from './suggestion.js';

/** What stands behind a place on its line; comments left out. */
export function restOfLine(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  const rest = text.slice(from, end < 0 ? text.length : end).trim();
  return rest.startsWith('#') ? '' : rest;
}

function bare({ again: _again, ...one }: Suggestion, insert: string): Suggestion {
  return { ...one, insert, snippet: false };
}

/** Behind these characters a construct is there already, as far as it goes beyond its word. */
const goesOn = /^[\p{L}\p{N}_{([="]/u;

/** The entry as it fits before `rest`; undefined where it does not. */
export function fitted(one: Suggestion, rest: string): Suggestion | undefined {
  if (rest === '') return one;
  const word = one.label.replace(/:$/, '');
  switch (one.kind) {
    case 'argument':
    case 'setting':
      return rest.startsWith(':') ? bare(one, word) : one;
    case 'keyword':
      if (one.snippet === true && (rest.startsWith('->') ? !isLink(word) : rest.startsWith(':'))) return undefined;
      if (!goesOn.test(rest) || one.snippet !== true) return one;
      return word.includes(' ') ? undefined : bare(one, word);
    case 'point':
      return rest.startsWith('[') ? bare(one, word) : one;
    default:
      return rest.startsWith('(') && one.snippet === true ? bare(one, word) : one;
  }
}
