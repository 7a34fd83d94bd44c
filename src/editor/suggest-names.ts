/** Points, parameters, constants and functions that an expression may use. */
import type { Range } from '../language/range.js';
import { beforeOf } from './before.js';
import type { Habits } from './habits.js';
import { recipeOf, valueOf } from './recipe.js';
import { callSnippet, docOf, rankOfRecipe } from './suggest-layers.js';
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

/** Recipes under the name of a parameter or constant, and shared weights, as steps. */
export function suggestRecipes(view: View, offset: number, replace: Range, habits: Habits): readonly Suggestion[] {
  const before = beforeOf(view, habits.previous);
  return namesAt(view, offset).flatMap(name => {
    const { kind } = name;
    if (kind === 'shared') return [ofName(name, 15, replace)];
    if (kind !== 'param' && kind !== 'const') return [];
    const value = valueOf(name);
    // What is a number or a list is no step.
    if (value !== undefined && recipeOf(value) === undefined) return [ofName(name, 44, replace)];
    // Without a default it may be anything: a recipe where it is a step already.
    if (value === undefined && !habits.used.has(name.name)) return [ofName(name, 24, replace)];
    return [ofName(name, rankOfRecipe(value && recipeOf(value), before), replace)];
  });
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
