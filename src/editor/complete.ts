/** Completion: what may be typed at a place, the likeliest first. */
import { cursorAt, type Cursor } from './cursor.js';
import { networksOf } from './definitions.js';
import { fitted, restOfLine } from './following.js';
import { habitsAt } from './habits.js';
import type { Range } from '../language/range.js';
import { reachAt } from './reach.js';
import { suggestArguments, suggestArgumentValue } from './suggest-arguments.js';
import { suggestImported, suggestPaths, suggestWithImport } from './suggest-imports.js';
import { suggestCalls } from './suggest-layers.js';
import { suggestMembers, suggestVariedMembers } from './suggest-members.js';
import { pointKinds, suggestFunctions, suggestNames, suggestRecipes, valueKinds } from './suggest-names.js';
import {
  suggestKeys,
  suggestNetworks,
  suggestSetting,
  suggestStepsOfTraining,
  suggestUnits,
  suggestVaried,
  trainedPoints,
} from './suggest-settings.js';
import { suggestShapes } from './suggest-shapes.js';
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

/** A step of a body, or the beginning of another line in it. */
function suggestSteps(
  view: View,
  offset: number,
  word: Range,
  expected: Extract<Cursor['expected'], { kind: 'statement' | 'step' }>,
): readonly Suggestion[] {
  const habits = habitsAt(view.source.file, word.start, view.reach?.(word.start).offset ?? word.start);
  const isFirst = expected.kind === 'statement' || !expected.afterArrow;
  const words = expected.kind === 'statement' ? suggestStatements(word) : expected.links ? suggestLinks(word) : [];
  const all = [
    ...suggestCalls(view, offset, word, habits),
    ...(isFirst ? suggestNames(view, offset, word, pointKinds, 25) : []),
    ...suggestRecipes(view, offset, word, habits),
    ...words,
    ...suggestWithImport(view, offset, word),
  ];
  // What followed the same step before comes first, unless it cannot stand there.
  return all.map(one => {
    const at = habits.followers.indexOf(one.label);
    return at < 0 || one.rank >= 50 ? one : { ...one, rank: 10 + at / 20 };
  });
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
    case 'step':
      return expected.kind === 'step' && inSettings
        ? suggestStepsOfTraining(view, offset, word, expected.afterArrow)
        : suggestSteps(view, offset, word, expected);
    case 'defaults':
      return suggestCalls(view, offset, word).filter(({ kind }) => kind === 'layer');
    case 'key':
      return suggestKeys(view, offset, expected.owner, expected.given, word);
    case 'setting':
      return suggestSetting(view, offset, word, expected.owner, expected.key);
    case 'unit':
      return suggestUnits(expected, word);
    case 'shape':
      return [...suggestShapes(view, word, expected.isInput), ...suggestNames(view, offset, word, valueKinds, 10)];
    case 'argument':
      return [...suggestArguments(view, offset, word, expected.call, inSettings), ...suggestExpressionWords(word)];
    case 'value':
      return [...suggestArgumentValue(view, offset, word, expected.call, inSettings), ...suggestExpressionWords(word)];
    case 'expression':
      return [
        ...suggestNames(view, offset, word, [...valueKinds, ...pointKinds], 10),
        ...suggestCalls(view, offset, word),
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
