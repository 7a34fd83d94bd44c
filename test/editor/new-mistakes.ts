/** Mistakes of syntax that an entry of a completion list brings, beyond those of a text that is half typed anyway. */
import { parse } from '../../src/language/parse.js';
import type { Problem } from '../../src/language/problem.js';
import type { Suggestion } from '../../src/editor/suggestion.js';
import { withSuggestion } from './insertion.js';
import type { WordPlace } from './word-places.js';

const errorsOf = (text: string): readonly Problem[] =>
  parse(text).problems.filter(({ severity, code }) => severity === 'error' && code !== 'name-given-twice');

/**
 * What may be wrong besides: that something is missing in a place that the entry leaves open, or behind it where its line
 * ends (a `)`, a `}`, the value of an argument are typed next); and all that is wrong too when the line goes on with what stood
 * there and a plain word is typed instead.
 */
export function newMistakes({ text, word, offset, prefix, moment }: WordPlace, one: Suggestion): readonly Problem[] {
  const done = withSuggestion(text, one);
  const found = errorsOf(done.text).filter(({ code, range }) => {
    if (!code.startsWith('missing')) return true;
    const isHole = done.holes.some(hole => range.start <= hole + 1 && hole <= range.end + 1);
    return !isHole && !(moment !== 'gap' && range.end >= done.end);
  });
  if (found.length === 0) return [];
  const before = text.slice(0, offset - prefix.length);
  const isWord = one.kind !== 'keyword' && !one.label.endsWith(':');
  if (isWord && errorsOf(`${before}zz${text.slice(offset)}`).length > 0) return [];
  // Lines whose head is gone with the rest of this one are wrong whatever stands here.
  const line = text.slice(0, offset).split('\n').length;
  const isElsewhere = ({ range }: Problem): boolean => text.slice(0, range.start).split('\n').length !== line;
  if (moment === 'line' && errorsOf(text).some(isElsewhere)) return [];
  const plain = one.kind === 'keyword' ? (one.label.split(' ')[0] ?? '') : one.label.endsWith(':') ? `${word}: ` : 'zz';
  const typed = [plain, 'zz', word].map(each => before + each + text.slice(offset));
  const usual = typed.map(each => errorsOf(each).map(({ code }) => code));
  return found.filter(({ code }) => !usual.some(codes => codes.includes(code)));
}
