/** Says what is wrong with the arguments of a call, and what would be right. */
import { suggestion } from '../language/nearest.js';
import { foreignArgument, isNeedless } from './foreign-names.js';
import type { GraphFix, Place } from './graph.js';
import type { Mismatch, Names } from './match-arguments.js';
import { nearest, type Problems } from './problems.js';
import { changesTo } from './unknown-name.js';

export interface NoArgument {
  readonly callee: string;
  readonly name: string;
  readonly index: number;
  readonly parameters: Names;
  /** Names that the call takes; `free`: those that it is not given. */
  readonly all: readonly string[];
  readonly free: readonly string[];
}

/** Of a name that the call does not take. */
export function unknownArgument({ callee, name, index, parameters, all, free }: NoArgument): Mismatch {
  const own = new Map(free.flatMap(each => [each, ...(parameters[each]?.aliases ?? [])].map(one => [one, each])));
  const foreign = foreignArgument(name, free);
  const meant = foreign === undefined ? nearest(name, own.keys()).map(each => own.get(each) ?? each) : [foreign];
  // What is only near to a name of which another framework makes something else is not meant.
  const near = foreign === undefined && isNeedless(name) ? [] : [...new Set(meant)];
  const has = isNeedless(name)
    ? '; it is not needed here'
    : all.length === 0
      ? '; it takes none'
      : `; it has ${all.join(', ')}`;
  const message = `${callee} has no argument \`${name}\`${near.length === 0 ? has : suggestion(near)}`;
  return { code: 'unknown-argument', index, message, near };
}

export function tooManyArguments(callee: string, names: readonly string[], index: number): Mismatch {
  const most = names.length === 0 ? 'no arguments' : `at most ${String(names.length)} by position: ${names.join(', ')}`;
  return { code: 'too-many-arguments', index, message: `${callee} takes ${most}` };
}

/** Another name for an argument at this place, which is given under that one. */
export function fixesOfMismatch(
  { near = [] }: Pick<Mismatch, 'near'>,
  name = '',
  { uri, range }: Place,
): readonly GraphFix[] {
  const { start } = range;
  return changesTo({ uri, range: { start, end: start + name.length } }, near);
}

export function sayMismatches(
  problems: Problems,
  mismatches: readonly Mismatch[],
  given: readonly { readonly name: string | undefined; readonly place: Place }[],
): void {
  for (const mismatch of mismatches) {
    const argument = given[mismatch.index];
    if (argument === undefined) continue;
    const { code, message } = mismatch;
    const fixes = fixesOfMismatch(mismatch, argument.name, argument.place);
    problems.say({ code, message, at: argument.place, fixes });
  }
}
