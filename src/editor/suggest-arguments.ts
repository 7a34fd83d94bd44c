/** Arguments that a call does not have yet, and the values that one may have. */
import type { Range } from '../language/range.js';
import { calledAt } from './called.js';
import type { CallSite } from './cursor.js';
import { parameterDoc, parameterLabel } from './documentation.js';
import { nodeAt, suggestFitting } from './suggest-fitting.js';
import { callSnippet, docOf, suggestCalls, suggestSources } from './suggest-layers.js';
import { pointKinds, suggestFunctions, suggestNames, valueKinds } from './suggest-names.js';
import { declaredSignatures, parameterAt, type Signature, type SignatureParameter } from './signature.js';
import { suggestStepsOfTraining } from './suggest-settings.js';
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

/** The kind of declaration that a parameter takes. */
function declaredFor({ kind, name }: SignatureParameter): string | undefined {
  if (kind === 'data set') return 'dataset';
  return kind === 'initializer' || name === 'init' ? 'initializer' : undefined;
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
  const declared = parameter === undefined ? undefined : declaredFor(parameter);
  if (declared !== undefined) {
    found.push(
      ...declaredSignatures(declared).map((signature): Suggestion => ({
        label: signature.name,
        kind: 'declaration',
        ...callSnippet(signature),
        rank: 8,
        replace,
        doc: () => docOf(signature),
      })),
      ...suggestNames(view, offset, replace, valueKinds, 30),
    );
    return found;
  }
  const wantsPoints =
    takes === 'point' || takes === 'points' || parameter === undefined || parameter.kind === 'value' || inSettings;
  const first = takes === 'point' || takes === 'points';
  if (wantsPoints) found.push(...suggestNames(view, offset, replace, pointKinds, first ? 2 : 10));
  // A weight that is given to another layer may be that of a shared one.
  if (parameter === undefined) found.push(...suggestNames(view, offset, replace, ['shared'], 11));
  const isChoice = parameter?.kind === 'flag' || parameter?.kind === 'word';
  found.push(...suggestNames(view, offset, replace, valueKinds, isChoice ? 30 : 12));
  if (!isChoice) found.push(...suggestFunctions(replace, 40));
  if (first) found.push(...suggestSources(replace, 43));
  if (takes === 'recipe' || parameter === undefined || parameter.kind === 'value')
    found.push(...suggestCalls(view, offset, replace));
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

/** Weights of the layer, which may be those of another: `weight: table.weight`. */
function suggestTies(
  view: View,
  call: CallSite,
  { parameters, layer }: Signature,
  replace: Range,
): readonly Suggestion[] {
  const node = nodeAt(view, call);
  const names = node?.call.weights.map(({ name }) => name) ?? (layer?.weights === undefined ? [] : ['weight']);
  const taken = new Set([...call.given, ...parameters.map(({ name }) => name)]);
  return names
    .filter(name => !taken.has(name))
    .map(name => ({ label: `${name}:`, kind: 'argument', insert: `${name}: `, again: true, rank: 9, replace }));
}

/** What losses compare, what networks are applied to, and what a search chooses from. */
function stepsFor(
  view: View,
  offset: number,
  replace: Range,
  signature: Signature | undefined,
  inSettings: boolean,
): readonly Suggestion[] {
  if (!inSettings) return [];
  if (signature?.kind === 'vary') return suggestCalls(view, offset, replace);
  const takes = signature === undefined || signature.kind === 'loss' || signature.kind === 'network';
  return takes ? suggestStepsOfTraining(view, offset, replace, false) : [];
}

/** An argument that is not begun: its name, or, by position, its value. */
export function suggestArguments(
  view: View,
  offset: number,
  replace: Range,
  call: CallSite,
  inSettings: boolean,
): readonly Suggestion[] {
  const signature: Signature | undefined = calledAt(view, call, inSettings);
  if (signature === undefined) {
    return [
      ...suggestValues(view, offset, replace, undefined, inSettings),
      ...stepsFor(view, offset, replace, signature, inSettings),
    ];
  }
  const byPosition = signature.parameters.slice(0, call.positional).map(({ name }) => name);
  const taken = new Set([...call.given, ...byPosition]);
  const open = signature.parameters.filter(({ name, takes }) => !taken.has(name) && takes !== 'points');
  // After a named argument no positional one may follow.
  const positional = call.named ? undefined : parameterAt(signature, { name: undefined, positional: call.positional });
  return [
    ...open.map((parameter, i) => ofArgument(parameter, (parameter.required ? 3 : 7) + i / 100, replace)),
    ...(signature.layer === undefined ? [] : suggestTies(view, call, signature, replace)),
    ...(positional === undefined
      ? []
      : [
          ...suggestValues(view, offset, replace, positional, inSettings),
          ...stepsFor(view, offset, replace, signature, inSettings),
        ]),
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
  const signature = calledAt(view, call, inSettings);
  const parameter = signature && parameterAt(signature, call);
  const fitting = signature?.layer && parameter ? suggestFitting(view, call, parameter, replace) : [];
  return [
    ...fitting,
    ...suggestValues(view, offset, replace, parameter, inSettings),
    ...stepsFor(view, offset, replace, signature, inSettings),
  ];
}
