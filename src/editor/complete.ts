/** Completion: what may be typed at a place, the likeliest first. */
import { cursorAt, type Cursor } from './cursor.js';
import { networksOf } from './definitions.js';
import { fitted, restOfLine } from './following.js';
import { reachAt } from './reach.js';
import { suggestArguments, suggestArgumentValue } from './suggest-arguments.js';
import { suggestImported, suggestPaths, suggestWithImport } from './suggest-imports.js';
import { suggestCalls } from './suggest-layers.js';
import { suggestMembers, suggestVariedMembers } from './suggest-members.js';
import { pointKinds, suggestFunctions, suggestNames, valueKinds } from './suggest-names.js';
import {
  suggestKeys,
  suggestNetworks,
  suggestSetting,
  suggestStepsOfTraining,
  suggestVaried,
  trainedPoints,
} from './suggest-settings.js';
import {
  suggestAnyWord,
  suggestDefinitions,
  suggestExpressionWords,
  suggestGoingOn,
  suggestLinks,
  suggestStatements,
} from './suggest-words.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

/** The name of the last network before a place, or of the file's first. */
function networkAbove({ source: { file } }: View, offset: number): string | undefined {
  const all = networksOf(file);
  return (all.filter(({ range }) => range.end <= offset).at(-1) ?? all[0])?.name.text;
}

function suggestionsFor(view: View, offset: number, { expected, word, owner }: Cursor): readonly Suggestion[] {
  const inSettings = owner !== undefined;
  switch (expected.kind) {
    case 'nothing':
    case 'new-name':
      return [];
    case 'definition':
      return suggestDefinitions(word, networkAbove(view, offset));
    case 'import':
      return suggestImported(view, expected.from, word);
    case 'path':
      return suggestPaths(view, word, expected.quoted);
    case 'statement':
      return [
        ...suggestCalls(view, offset, word, true),
        ...suggestNames(view, offset, word, [...pointKinds, 'shared'], 25),
        ...suggestNames(view, offset, word, ['param', 'const'], 26),
        ...suggestStatements(word),
        ...suggestWithImport(view, offset, word),
      ];
    case 'step':
      if (inSettings) return suggestStepsOfTraining(view, offset, word, expected.afterArrow);
      return [
        ...suggestCalls(view, offset, word, true),
        ...(expected.links ? suggestLinks(word) : []),
        ...suggestNames(
          view,
          offset,
          word,
          expected.afterArrow ? ['shared', 'param', 'const'] : [...pointKinds, 'shared', 'param', 'const'],
          25,
        ),
        ...suggestWithImport(view, offset, word),
      ];
    case 'defaults':
      return suggestCalls(view, offset, word, false).filter(({ kind }) => kind === 'layer');
    case 'key':
      return suggestKeys(expected.owner, expected.given, word);
    case 'setting':
      return [...suggestSetting(view, offset, word, expected.owner, expected.key), ...suggestExpressionWords(word)];
    case 'argument':
      return [...suggestArguments(view, offset, word, expected.call, inSettings), ...suggestExpressionWords(word)];
    case 'value':
      return [...suggestArgumentValue(view, offset, word, expected.call, inSettings), ...suggestExpressionWords(word)];
    case 'expression':
      return [
        ...suggestNames(view, offset, word, [...valueKinds, ...pointKinds], 10),
        ...suggestCalls(view, offset, word, false),
        ...suggestFunctions(word, 20),
        ...suggestExpressionWords(word),
        ...(expected.free ? suggestAnyWord(word) : []),
      ];
    case 'member':
      return expected.varied
        ? suggestVariedMembers(view, offset, expected.object, word)
        : suggestMembers(view, offset, expected.object, word);
    case 'network':
      return suggestNetworks(view, offset, word);
    case 'point':
      return [
        ...trainedPoints(view, offset, word),
        ...['biases', 'norms', 'embeddings'].map((label): Suggestion => ({
          label,
          kind: 'word',
          insert: label,
          rank: 5,
          replace: word,
        })),
      ];
    case 'varied':
      return suggestVaried(view, offset, word);
  }
}

/** Each label once, the first to offer it wins. */
export function completions(asked: View, offset: number): readonly Suggestion[] {
  const view: View = { ...asked, reach: at => reachAt(asked, at) };
  const seen = new Set<string>();
  const cursor = cursorAt(view.text, offset);
  const rest = restOfLine(view.text, Math.max(offset, cursor.word.end));
  // Before a colon stands the name of an argument.
  const isNamed = cursor.expected.kind === 'argument' && rest.startsWith(':');
  return [...suggestGoingOn(cursor.goingOn, cursor.word), ...suggestionsFor(view, offset, cursor)]
    .filter(({ kind }) => !isNamed || kind === 'argument')
    .flatMap(one => fitted(one, rest) ?? [])
    .sort((a, b) => a.rank - b.rank)
    .filter(({ label, also }) => {
      const key = also === undefined ? label : `${label} ${also[0]?.text ?? ''}`;
      return !seen.has(key) && !seen.has(label) && seen.add(key);
    });
}
