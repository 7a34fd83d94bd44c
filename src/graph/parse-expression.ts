/** One expression of the language by itself: what a command line or a setting gives. */
import { parse } from '../language/parse.js';
import { catalogueNames } from './catalogue-names.js';
import type { Datum } from './datum.js';
import { evaluate } from './elaborate-expression.js';
import { Problems } from './problems.js';
import { Scope } from './scope.js';

export type Parsed = { readonly datum: Datum } | { readonly error: string };

export function parseExpression(text: string): Parsed {
  const { file, problems: syntax } = parse(`const value = ${text}\n`);
  const [item, more] = file.items;
  const [first] = syntax;
  if (first) return { error: first.message };
  if (item?.kind !== 'Const' || more) return { error: 'this is not one expression' };
  const problems = new Problems();
  const datum = evaluate({ uri: '', scope: new Scope(undefined), names: catalogueNames, problems }, item.value);
  const [problem] = problems.list;
  if (problem) return { error: problem.message };
  return datum === undefined ? { error: 'this expression has no value' } : { datum };
}
