/** Gives the arguments of a call to the parameters of a declaration: by position, then by name or alias. */
import type { Argument } from '../catalogue/argument.js';
import type { Parameter } from '../catalogue/parameter.js';
import { tooManyArguments, unknownArgument } from './argument-says.js';
import { behindNamed } from './body-says.js';

/** What is needed to know of a parameter to give it an argument. */
export type Names = { readonly [name: string]: Pick<Parameter<unknown>, 'takes' | 'aliases'> };

export interface Given<D = Argument> {
  readonly name: string | undefined;
  readonly datum: D;
}

export interface Mismatch {
  readonly code: string;
  /** Index of the argument to underline. */
  readonly index: number;
  readonly message: string;
  /** Names that were meant, the nearest first. */
  readonly near?: readonly string[];
}

export interface Matched<D> {
  /** By the parameter's own name; `points` parameters hold all of theirs. */
  readonly values: ReadonlyMap<string, readonly D[]>;
  readonly mismatches: readonly Mismatch[];
  /** Named arguments that are no parameter. */
  readonly others: ReadonlyMap<string, { readonly datum: D; readonly index: number }>;
}

/** `also`: further names that are allowed (weights to tie, inputs of a block); they come back in `others`. */
export function matchArguments<D>(
  callee: string,
  parameters: Names,
  given: readonly Given<D>[],
  also: readonly string[] = [],
): Matched<D> {
  const names = Object.keys(parameters);
  const values = new Map<string, D[]>();
  const others = new Map<string, { datum: D; index: number }>();
  const mismatches: Mismatch[] = [];
  const misspelled: { name: string; datum: D; index: number }[] = [];
  let position = 0;
  let named = false;
  for (const [index, { name, datum }] of given.entries()) {
    if (name === undefined) {
      // Behind a named argument the next parameter is meant that none was given for.
      if (named)
        while (values.has(names[position] ?? '') && parameters[names[position] ?? '']?.takes !== 'points') position++;
      const parameter = names[position];
      if (parameter === undefined) {
        if (mismatches.at(-1)?.code === 'too-many-arguments') continue;
        mismatches.push(tooManyArguments(callee, names, index));
        continue;
      }
      if (named) mismatches.push({ code: 'argument-behind-named', index, message: behindNamed(parameter) });
      const has = values.get(parameter);
      if (has === undefined) values.set(parameter, [datum]);
      else has.push(datum);
      if (parameters[parameter]?.takes !== 'points') position++;
      continue;
    }
    named = true;
    const parameter = parameterNamed(parameters, name);
    if (parameter === undefined) {
      if (also.includes(name)) others.set(name, { datum, index });
      else misspelled.push({ name, datum, index });
    } else if (values.has(parameter)) {
      mismatches.push({ code: 'argument-twice', index, message: `${callee} is given \`${parameter}\` twice` });
    } else values.set(parameter, [datum]);
  }
  // One mistake, one message: a misspelled argument goes on as the one that it must be, so that this is not missing too.
  for (const { name, datum, index } of misspelled) {
    const all = [...names, ...also];
    const free = all.filter(each => !values.has(each) && !others.has(each));
    const mismatch = unknownArgument({ callee, name, index, parameters, all, free });
    mismatches.push(mismatch);
    const meant = mismatch.near?.[0];
    if (meant === undefined) continue;
    if (names.includes(meant)) values.set(meant, [datum]);
    else others.set(meant, { datum, index });
  }
  return { values, mismatches, others };
}

/** The parameter's own name for a name or alias. */
export function parameterNamed(parameters: Names, name: string): string | undefined {
  if (Object.hasOwn(parameters, name)) return name;
  return Object.entries(parameters).find(([, p]) => p.aliases.includes(name))?.[0];
}

/** The arguments with this one in place of what was given for the same parameter, or behind the others; undefined takes it away. */
export function withArgument<D>(
  { parameters }: { readonly parameters: Names },
  given: readonly Given<D>[],
  argument: string,
  datum: D | undefined,
): readonly Given<D>[] {
  const byName = given.findIndex(({ name }) => name !== undefined && parameterNamed(parameters, name) === argument);
  const before = Object.keys(parameters).slice(0, Object.keys(parameters).indexOf(argument));
  const inOrder = before.every(name => parameters[name]?.takes !== 'points');
  const positional = inOrder ? given.filter(({ name }) => name === undefined)[before.length] : undefined;
  const at = byName >= 0 ? byName : positional === undefined ? -1 : given.indexOf(positional);
  if (datum === undefined) return given.filter((_, i) => i !== at);
  return at < 0 ? [...given, { name: argument, datum }] : given.map((one, i) => (i === at ? { ...one, datum } : one));
}
