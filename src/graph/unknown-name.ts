/** Says that a name is not found, with the nearest ones as fixes. */
import { sayGivenElsewhere } from './elaborate-elsewhere.js';
import type { Names } from './elaborate-expression.js';
import { foreignLayer } from './foreign-names.js';
import { functionNames } from './functions.js';
import type { GraphFix, Place } from './graph.js';
import { suggestion } from '../language/nearest.js';
import type { Definition } from './datum.js';
import { nearest, type Problems } from './problems.js';
import type { Scope } from './scope.js';

interface Around {
  readonly scope: Scope;
  readonly names: Names;
  readonly problems: Problems;
  readonly definition?: Definition;
}

/** Words that stand for a value anywhere; other languages write them with a capital. */
const VALUES = ['true', 'false', 'none'];

/** `words`: those that could stand there too. */
export function sayUnknownLayer(e: Around, at: Place, name: string, words: readonly string[] = []): void {
  if (!sayGivenElsewhere(e, at, name))
    say(e, at, name, 'unknown-layer', `there is no layer, block or point called \`${name}\``, words);
}

/** Words before braces. */
const bracedWords = (): readonly string[] => ['residual', 'frozen', 'checkpoint', 'training', 'branch', 'repeat'];

interface Called {
  readonly callee: { readonly text: string };
  readonly args: readonly unknown[];
  readonly body?: unknown;
}

/** Of what is called: a function has arguments, some words of the language have braces. */
export function sayUnknownCall(e: Around, { callee, args, body }: Called, at: Place): void {
  sayUnknownLayer(e, at, callee.text, body ? bracedWords() : args.length > 0 ? functionNames : []);
}

/** `words`: those that the place accepts. */
export function sayUnknownName(e: Around, at: Place, name: string, words: readonly string[] = []): void {
  if (functionNames.includes(name)) {
    const message = `\`${name}\` is a function, which takes its values in parentheses: \`${name}(...)\``;
    e.problems.say({ code: 'function-without-values', at, message });
    return;
  }
  if (sayGivenElsewhere(e, at, name)) return;
  say(e, at, name, 'unknown-name', `nothing here is called \`${name}\``, [
    ...words,
    ...VALUES.filter(value => value === name.toLowerCase()),
  ]);
}

function say(e: Around, at: Place, name: string, code: string, message: string, words: readonly string[]): void {
  if (name === '') return;
  const names = [...words, ...e.scope.visible(), ...e.names.layerNames];
  const foreign = foreignLayer(name, names);
  const near = foreign === undefined ? nearest(name, names) : [foreign];
  e.problems.say({ code, at, message: message + suggestion(near), fixes: changesTo(at, near) });
}

/** What stands there, written as each of these. */
export function changesTo(at: Place, names: readonly string[]): readonly GraphFix[] {
  return names.map(text => ({ title: `Change to \`${text}\``, mends: [{ kind: 'text', at, text }] }));
}
