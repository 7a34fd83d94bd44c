/** Recipes under another name: what a constant or the default of a parameter is. */
import type { Expr } from '../language/tree.js';
import type { VisibleName } from './names.js';

/** What a recipe calls; of two to choose from the first. */
export function recipeOf(value: Expr): string | undefined {
  if (value.kind === 'Name') return value.text;
  if (value.kind === 'Call') return value.callee.text;
  return value.kind === 'Conditional' ? (recipeOf(value.then) ?? recipeOf(value.else)) : undefined;
}

export function valueOf({ symbol, definition }: VisibleName): Expr | undefined {
  const node = definition ?? symbol?.node;
  return node?.kind === 'Const' ? node.value : node?.kind === 'Param' ? node.default : undefined;
}
