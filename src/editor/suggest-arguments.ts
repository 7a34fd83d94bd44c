/** Arguments that a call does not have yet, and the values that one may have. */
import type { Range } from '../language/range.js';
import type { CallSite } from './cursor.js';
import { parameterDoc, parameterLabel } from './documentation.js';
import { suggestFitting } from './suggest-fitting.js';
import { callSnippet, docOf, suggestCalls } from './suggest-layers.js';
import { pointKinds, suggestFunctions, suggestNames, valueKinds } from './suggest-names.js';
import { declaredSignatures, parameterAt, signatureOf, type Signature, type SignatureParameter } from './signature.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

function ofWord(word: string, usual: string | undefined, replace: Range): Suggestion {
  return {
    label: word,
    kind: 'word',
    ...(word === usual ? { description: 'default' } : {}),
    insert: word,
    rank: 5,
    replace,
  };
}

function wordsOf(parameter: SignatureParameter): readonly string[] {
  const flags = parameter.kind === 'flag' ? ['true', 'false'] : [];
  const nothing = parameter.default === 'none' && parameter.takes !== 'points' ? ['none'] : [];
  return [...new Set([...parameter.words, ...flags, ...nothing])];
}

/** What may stand for this parameter. */
export function suggestValues(
  view: View,
  offset: number,
  replace: Range,
  parameter: SignatureParameter | undefined,
  inSettings: boolean,
): readonly Suggestion[] {
  const found: Suggestion[] = [];
  if (parameter !== undefined) found.push(...wordsOf(parameter).map(word => ofWord(word, parameter.default, replace)));
  const takes = parameter?.takes;
  if (parameter?.kind === 'initializer' || parameter?.name === 'init') {
    found.push(
      ...declaredSignatures('initializer').map((signature): Suggestion => ({
        label: signature.name,
        kind: 'declaration',
        ...callSnippet(signature),
        rank: 8,
        replace,
        doc: () => docOf(signature),
      })),
    );
    return found;
  }
  const wantsPoints =
    takes === 'point' || takes === 'points' || parameter === undefined || parameter.kind === 'value' || inSettings;
  const first = takes === 'point' || takes === 'points';
  if (wantsPoints) found.push(...suggestNames(view, offset, replace, pointKinds, first ? 2 : 10));
  if (parameter?.kind !== 'flag' && parameter?.kind !== 'word') {
    found.push(...suggestNames(view, offset, replace, valueKinds, 12));
    if (takes !== 'point' && takes !== 'points') found.push(...suggestFunctions(replace, 40));
  }
  if (takes === 'recipe' || parameter?.kind === 'value') found.push(...suggestCalls(view, offset, replace, false));
  return found;
}

function ofArgument(parameter: SignatureParameter, rank: number, replace: Range): Suggestion {
  return {
    label: `${parameter.name}:`,
    kind: 'argument',
    ...(parameter.default === undefined ? {} : { description: parameter.default }),
    insert: `${parameter.name}: `,
    again: true,
    rank,
    replace,
    doc: () => `\`${parameterLabel(parameter)}\`\n\n${parameterDoc(parameter)}`,
  };
}

/** An argument that is not begun: its name, or, by position, its value. */
export function suggestArguments(
  view: View,
  offset: number,
  replace: Range,
  call: CallSite,
  inSettings: boolean,
): readonly Suggestion[] {
  const signature: Signature | undefined = signatureOf(view, call.callee, call.calleeRange.start, inSettings);
  if (signature === undefined) return suggestValues(view, offset, replace, undefined, inSettings);
  const byPosition = signature.parameters.slice(0, call.positional).map(({ name }) => name);
  const taken = new Set([...call.given, ...byPosition]);
  const open = signature.parameters.filter(({ name, takes }) => !taken.has(name) && takes !== 'points');
  // After a named argument no positional one may follow.
  const positional =
    call.given.length > 0 ? undefined : parameterAt(signature, { name: undefined, positional: call.positional });
  return [
    ...open.map((parameter, i) => ofArgument(parameter, (parameter.required ? 3 : 7) + i / 100, replace)),
    ...(positional === undefined ? [] : suggestValues(view, offset, replace, positional, inSettings)),
  ];
}

/** A value of an argument that is begun. */
export function suggestArgumentValue(
  view: View,
  offset: number,
  replace: Range,
  call: CallSite,
  inSettings: boolean,
): readonly Suggestion[] {
  const signature = signatureOf(view, call.callee, call.calleeRange.start, inSettings);
  const parameter = signature && parameterAt(signature, call);
  const fitting = signature?.layer && parameter ? suggestFitting(view, call, parameter, replace) : [];
  return [...fitting, ...suggestValues(view, offset, replace, parameter, inSettings)];
}
