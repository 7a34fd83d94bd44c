/** Points, parameters, constants and functions that an expression may use. */
import type { Range } from '../language/range.js';
import { callSnippet, docOf } from './suggest-layers.js';
import { expressionFunctions } from './functions.js';
import { namesAt, type NameKind, type VisibleName } from './names.js';
import type { Suggestion, SuggestionKind } from './suggestion.js';
import type { View } from './view.js';

const kinds: Readonly<Record<NameKind, SuggestionKind>> = {
  point: 'point',
  shared: 'block',
  parameter: 'parameter',
  dimension: 'parameter',
  variable: 'parameter',
  constant: 'constant',
  block: 'block',
  network: 'network',
  'step-value': 'point',
};

const words: Readonly<Record<NameKind, string>> = {
  point: 'point',
  shared: 'shared weights',
  parameter: 'parameter',
  dimension: 'dimension',
  variable: 'counter',
  constant: 'constant',
  block: 'block',
  network: 'network',
  'step-value': 'value of a step',
};

function ofName(view: View, { name, kind, indexed, node, uri }: VisibleName, rank: number, replace: Range): Suggestion {
  const text = view.sources.text(uri);
  const shown =
    node.kind === 'Const' || node.kind === 'Param' ? text?.slice(node.range.start, node.range.end) : undefined;
  return {
    label: name,
    kind: kinds[kind],
    description: words[kind],
    insert: indexed ? `${name}[$1]` : name,
    ...(indexed ? { snippet: true } : {}),
    rank,
    replace,
    ...(shown === undefined ? {} : { doc: () => `\`\`\`netwright\n${shown}\n\`\`\`` }),
  };
}

/** Names of these kinds, nearest first. */
export function suggestNames(
  view: View,
  offset: number,
  replace: Range,
  wanted: readonly NameKind[],
  rank: number,
): readonly Suggestion[] {
  return namesAt(view, offset)
    .filter(({ kind }) => wanted.includes(kind))
    .map((name, i) => ofName(view, name, rank + i / 1000, replace));
}

export const valueKinds: readonly NameKind[] = ['parameter', 'dimension', 'variable', 'constant'];
export const pointKinds: readonly NameKind[] = ['point', 'step-value'];

export function suggestFunctions(replace: Range, rank: number): readonly Suggestion[] {
  return expressionFunctions.map(signature => ({
    label: signature.name,
    kind: 'function',
    ...callSnippet(signature),
    rank,
    replace,
    doc: () => docOf(signature),
  }));
}
