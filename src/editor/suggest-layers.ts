/** Layers and blocks that can stand at a place, those that take what flows there first, each with what comes out of it. */
import type { Layer } from '../catalogue/layers/layer.js';
import { fitPattern } from '../graph/bind-input.js';
import { number } from '../graph/datum.js';
import type { Given } from '../graph/match-arguments.js';
import type { TensorType } from '../catalogue/tensor.js';
import { CallResolver, type GivenValue } from '../graph/resolve-call.js';
import type { Range } from '../language/range.js';
import { Dim } from '../shape/dim.js';
import { formatShape } from '../shape/shape.js';
import { defaultsAt, type DefaultsHere } from './defaults-at.js';
import { itemBefore } from './definitions.js';
import { code, referenceLink, signatureDoc, signatureLine } from './documentation.js';
import { flowAt, type Flow } from './flow.js';
import type { Habits } from './habits.js';
import { beforeOf, type Before } from './before.js';
import { unlikeliness } from './likely.js';
import { namesAt, type VisibleName } from './names.js';
import { blockSignature, layerNamed, layerSignatures, type Signature } from './signature.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

export const docOf = (signature: Signature): string =>
  `${code(signatureLine(signature))}\n\n${signatureDoc(signature, true)}${referenceLink(signature)}`;

/** `conv(${1:channels}, ${2:kernel})`: what must be given, to be filled in. */
export function callSnippet(signature: Signature): Pick<Suggestion, 'insert' | 'snippet' | 'again'> {
  const required = signature.parameters.filter(parameter => parameter.required);
  if (required.length === 0) return { insert: signature.name, snippet: false };
  // Those before the first optional one may go without their names.
  const named = signature.parameters.findIndex(({ required: needed, byName }) => !needed || byName === true);
  const places = required.map(parameter => {
    const at = signature.parameters.indexOf(parameter);
    const place = `\${${String(required.indexOf(parameter) + 1)}:${parameter.name}}`;
    return named >= 0 && at >= named ? `${parameter.name}: ${place}` : place;
  });
  return { insert: `${signature.name}(${places.join(', ')})`, snippet: true, again: 'signature' };
}

const resolver = new CallResolver();

/** A longer formula says less than the layer's name. */
const longestResult = 40;

/** What must be given, as symbols of the same names; undefined where something is no number. */
function openArguments({ parameters }: Layer, defaults: readonly Given[]): readonly GivenValue[] | undefined {
  const isOpen = (name: string): boolean => !defaults.some(given => given.name === name);
  const open = Object.entries(parameters).filter(([name, { required }]) => required && isOpen(name));
  const isNumber = ([, { kind }]: (typeof open)[number]): boolean => kind === 'count' || kind === 'per axis';
  return open.every(isNumber) ? open.map(([name]) => ({ name, datum: number(Dim.symbol(name)) })) : undefined;
}

/** The layer where it would stand with nothing given but what must be: what comes out, and whether that works as it is. */
interface Trial {
  readonly result?: string;
  readonly works: boolean;
}

const untried: Trial = { works: true };

function trialOf(layer: Layer, flow: Flow, defaults: readonly Given[] | 'unknown'): Trial {
  if (flow === undefined || flow === 'list' || layer.input === 'none' || layer.input === 'joined') return untried;
  const given = defaults === 'unknown' ? undefined : openArguments(layer, defaults);
  if (given === undefined || defaults === 'unknown') return untried;
  const { call } = resolver.resolve(layer, given, defaults, { flow: [flow], branches: false });
  const errors = call.problems.filter(({ severity }) => severity === 'error').map(({ code: why }) => why);
  // That the number of weights is not known is no mistake of what is not written yet, but one of what flows in.
  if (errors.some(why => why !== 'weights-of-symbol')) return { works: false };
  const works = errors.length === 0 || weighsKnown(layer, given, defaults, flow);
  const type = call.results[0];
  const text = type && formatShape(type.shape);
  return text !== undefined && text.length <= longestResult ? { result: text, works } : { works };
}

/** An input holds integers where what reads it wants them. */
const asIndices = ({ integers }: Layer, flow: Flow): Flow =>
  integers !== true || flow === undefined || flow === 'list' ? flow : { ...flow, dtype: 'int64' };

/** Whether the number of weights is known once what must be given is a number. */
function weighsKnown(
  layer: Layer,
  given: readonly GivenValue[],
  defaults: readonly Given[],
  flow: TensorType,
): boolean {
  if (flow.shape.every(size => size.isConstant)) return true;
  const numbers = given.map(({ name }) => ({ name, datum: number(2) }));
  const { call } = resolver.resolve(layer, numbers, defaults, { flow: [flow], branches: false });
  return !call.problems.some(({ code: why }) => why === 'weights-of-symbol');
}

export type Fit = 'fits' | 'unknown' | 'misfit';

/** `isInput`: what flows is an input, which may hold integers: whether it does is known from what reads it. */
export function fitOf(layer: Layer, flow: Flow, afterFlow: boolean, isInput = false): Fit {
  if (layer.input === 'none') return afterFlow ? 'misfit' : 'unknown';
  if (flow === 'list') return layer.input === 'joined' ? 'fits' : 'misfit';
  if (flow === undefined || layer.input === 'joined') return 'unknown';
  if (layer.integers === true && flow.dtype === 'float' && !isInput) return 'misfit';
  return fitPattern(layer.input, flow.shape) === undefined ? 'misfit' : 'fits';
}

const ranks: Readonly<Record<Fit, number>> = { fits: 20, unknown: 30, misfit: 50 };

/** What is known of the place: what flows there, and what layers have without being given it. */
interface Here {
  readonly flow: Flow;
  readonly defaults: DefaultsHere;
  /** Where a step is asked for, not a recipe. */
  readonly habits: Habits | undefined;
  readonly previous: Before | undefined;
}

/** The signature without what a `defaults` gives. */
function withDefaults(signature: Signature, given: readonly Given[] | 'unknown'): Signature {
  if (given === 'unknown' || given.length === 0) return signature;
  const parameters = signature.parameters.map(parameter =>
    given.some(({ name }) => name === parameter.name) ? { ...parameter, required: false } : parameter,
  );
  return { ...signature, parameters };
}

function ofLayer(
  signature: Signature,
  layer: Layer,
  { flow, defaults, habits, previous }: Here,
  replace: Range,
): Suggestion {
  const given = defaults.get(layer.name) ?? [];
  const isInput = previous === 'first' && (habits?.isTop === true || habits?.previous !== undefined);
  const accepted = fitOf(layer, flow, habits !== undefined, isInput);
  const { result, works } =
    accepted === 'misfit' ? untried : trialOf(layer, isInput ? asIndices(layer, flow) : flow, given);
  const fit = accepted === 'fits' && !works ? 'unknown' : accepted;
  const base = flow === undefined || (accepted === 'unknown' && flow !== 'list') ? ranks.fits : ranks[fit];
  const rank = accepted === 'misfit' ? ranks.misfit : base;
  return {
    label: layer.name,
    kind: 'layer',
    ...(result === undefined ? {} : { description: `-> ${result}` }),
    ...callSnippet(withDefaults(signature, given)),
    rank: rank + unlikeliness(layer, previous ?? 'first', flow, habits?.used.get(layer.name) ?? 0) * 0.35,
    replace,
    doc: () => docOf(signature),
  };
}

function ofBlock(name: VisibleName, rank: number, replace: Range): Suggestion | undefined {
  const signature = blockSignature(name);
  if (signature === undefined) return undefined;
  return {
    label: name.name,
    kind: name.kind === 'network' ? 'network' : 'block',
    ...callSnippet(signature),
    rank,
    replace,
    doc: () => docOf(signature),
  };
}

/** Layers and blocks as recipes or steps. */
export function suggestCalls(view: View, offset: number, replace: Range, habits?: Habits): readonly Suggestion[] {
  const place = view.reach?.(replace.start).offset ?? replace.start;
  const here: Here = {
    flow: habits === undefined ? undefined : flowAt(view, replace.start),
    defaults: habits === undefined ? new Map() : defaultsAt(view, place),
    habits,
    previous: habits && beforeOf(view, habits.previous),
  };
  const around = itemBefore(view.source.file, offset);
  // A network cannot be a layer of itself.
  const names = namesAt(view, offset).filter(
    ({ definition }) => definition?.kind !== 'Network' || definition !== around,
  );
  const hidden = new Set(names.filter(({ definition }) => definition !== undefined).map(({ name }) => name));
  // Blocks are there to be put together in a network; another block is mostly made of layers.
  const isInside = around?.kind === 'Block';
  const blocks = names.flatMap(
    name => ofBlock(name, isInside && name.source.uri === view.uri ? 20.3 : 15, replace) ?? [],
  );
  const layers = layerSignatures().flatMap(signature =>
    signature.layer === undefined || hidden.has(signature.name)
      ? []
      : [ofLayer(signature, signature.layer, here, replace)],
  );
  return [...blocks, ...layers];
}

/** How likely a recipe is the next step: as likely as the layer that it makes. */
export function rankOfRecipe(name: string | undefined, before: Before): number {
  const layer = name === undefined ? undefined : layerNamed(name);
  if (layer === undefined) return ranks.fits + 0.8;
  return ranks.fits - 0.2 + unlikeliness(layer, before, undefined, 0) * 0.35;
}

/** What followed the same step before comes first, unless it cannot stand there. */
export function withHabits(all: readonly Suggestion[], { followers }: Habits): readonly Suggestion[] {
  return all.map(one => {
    const at = followers.indexOf(one.label);
    return at < 0 || one.rank >= ranks.misfit ? one : { ...one, rank: 10 + at / 20 };
  });
}

/** Layers that take nothing: they may stand where a point is wanted. */
export const suggestSources = (replace: Range, rank: number): readonly Suggestion[] =>
  layerSignatures()
    .filter(({ layer }) => layer?.input === 'none')
    .map(signature => ({
      label: signature.name,
      kind: 'layer',
      ...callSnippet(signature),
      rank,
      replace,
      doc: () => docOf(signature),
    }));
