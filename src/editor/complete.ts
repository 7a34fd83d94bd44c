/** Completion: what may be typed at a place, the likeliest first. */
import { cursorAt, type Cursor } from './cursor.js';
import { networksOf } from './definitions.js';
import { namesAt } from './names.js';
import type { Range } from '../language/range.js';
import { suggestArguments, suggestArgumentValue } from './suggest-arguments.js';
import { suggestImported, suggestPaths, suggestWithImport } from './suggest-imports.js';
import { layerSignatures } from './signature.js';
import { suggestCalls } from './suggest-layers.js';
import { pointKinds, suggestFunctions, suggestNames, valueKinds } from './suggest-names.js';
import { suggestKeys, suggestNetworks, suggestSetting, suggestVaried, trainedPoints } from './suggest-settings.js';
import { suggestDefinitions, suggestStatements } from './suggest-words.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

/** Results and weights of a named point: `encoded.state`, `table.weight`. */
function suggestMembers(view: View, offset: number, object: string, replace: Range): readonly Suggestion[] {
  const name = namesAt(view, offset).find(each => each.name === object);
  const members = new Set<string>();
  const given = name?.symbol?.definitions[0];
  if (given !== undefined) {
    for (const { node } of view.report().figuresAt(view.uri, lineOf(view, given.range.start))) {
      if (node.name !== object && node.kind === 'layer' && node.shared?.name !== object) continue;
      if (node.kind === 'layer') {
        for (const result of node.call.resultNames) members.add(result);
        for (const weight of node.call.weights) members.add(weight.name);
      } else for (const output of node.body.outputs) members.add(output.name);
    }
  }
  if (members.size === 0) {
    for (const { layer } of layerSignatures()) for (const result of layer?.results ?? []) members.add(result);
    members.add('weight');
  }
  members.delete('');
  return [...members].map(member => ({ label: member, kind: 'point', insert: member, rank: 10, replace }));
}

function lineOf({ text }: View, offset: number): Range {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset) + 1, end: end < 0 ? text.length : end };
}

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
      return suggestPaths(view, word);
    case 'statement':
      return [
        ...suggestCalls(view, offset, word, true),
        ...suggestNames(view, offset, word, [...pointKinds, 'shared'], 25),
        ...suggestNames(view, offset, word, ['param', 'const'], 26),
        ...suggestStatements(word),
        ...suggestWithImport(view, offset, word),
      ];
    case 'step':
      if (inSettings) {
        return [
          ...suggestNetworks(view, offset, word),
          ...suggestNames(view, offset, word, pointKinds, 8),
          ...trainedPoints(view, offset, word),
        ];
      }
      return [
        ...suggestCalls(view, offset, word, true),
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
      return suggestSetting(view, offset, word, expected.owner, expected.key);
    case 'argument':
      return [
        ...suggestArguments(view, offset, word, expected.call, inSettings),
        ...(inSettings ? trainedPoints(view, offset, word) : []),
      ];
    case 'value':
      return [
        ...suggestArgumentValue(view, offset, word, expected.call, inSettings),
        ...(inSettings ? trainedPoints(view, offset, word) : []),
      ];
    case 'expression':
      return [
        ...suggestNames(view, offset, word, [...valueKinds, ...pointKinds], 10),
        ...suggestCalls(view, offset, word, false),
        ...suggestFunctions(word, 20),
      ];
    case 'member':
      return suggestMembers(view, offset, expected.object, word);
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
export function completions(view: View, offset: number): readonly Suggestion[] {
  const seen = new Set<string>();
  return [...suggestionsFor(view, offset, cursorAt(view.text, offset))]
    .sort((a, b) => a.rank - b.rank)
    .filter(({ label, also }) => {
      const key = also === undefined ? label : `${label} ${also[0]?.text ?? ''}`;
      return !seen.has(key) && !seen.has(label) && seen.add(key);
    });
}
