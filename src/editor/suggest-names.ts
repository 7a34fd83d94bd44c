/** Points, parameters, constants and functions that an expression may use. */
import type { Range } from '../language/range.js';
import { callSnippet, docOf } from './suggest-layers.js';
import { expressionFunctions } from './functions.js';
import { code } from './documentation.js';
import { namesAt, type VisibleName } from './names.js';
import type { SymbolKind } from '../language/symbols.js';
import type { Suggestion, SuggestionKind } from './suggestion.js';
import type { View } from './view.js';

const kinds: Readonly<Record<SymbolKind, readonly [SuggestionKind, string]>> = {
  point: ['point', 'point'],
  input: ['point', 'input'],
  value: ['point', 'value of a step'],
  shared: ['block', 'shared weights'],
  param: ['parameter', 'parameter'],
  dimension: ['parameter', 'dimension'],
  element: ['parameter', 'counter'],
  const: ['constant', 'constant'],
  block: ['block', 'block'],
  network: ['network', 'network'],
  import: ['block', 'import'],
  training: ['declaration', 'train'],
};

function ofName({ name, kind, symbol, definition, source }: VisibleName, rank: number, replace: Range): Suggestion {
  const node = definition?.kind === 'Const' ? definition : symbol?.node;
  const shown =
    node?.kind === 'Const' || node?.kind === 'Param' ? source.text.slice(node.range.start, node.range.end) : '';
  const [suggested, description] = kinds[kind];
  const indexed = symbol?.indexed === true;
  return {
    label: name,
    kind: suggested,
    description,
    insert: indexed ? `${name}[$1]` : name,
    ...(indexed ? { snippet: true } : {}),
    rank,
    replace,
    ...(shown === '' ? {} : { doc: () => code(shown) }),
  };
}

/** Names of these kinds, nearest first. */
export function suggestNames(
  view: View,
  offset: number,
  replace: Range,
  wanted: readonly SymbolKind[],
  rank: number,
): readonly Suggestion[] {
  return namesAt(view, offset)
    .filter(({ kind }) => wanted.includes(kind))
    .map((name, i) => ofName(name, rank + i / 1000, replace));
}

export const valueKinds: readonly SymbolKind[] = ['param', 'dimension', 'element', 'const'];
export const pointKinds: readonly SymbolKind[] = ['point', 'input', 'value'];

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
