/** Applies recipes: a layer becomes a node with its types, a block a node with its body. */

import { formatShape, sameShape } from '../shape/shape.js';
import { tiedShape } from './body-says.js';
import { reportCall } from './call-report.js';
import type { BranchEnd } from './projection.js';
import { noteConditions } from './note-conditions.js';
import { noTies, type BodyBuilder, type GrowingShared, type Marks } from './body-builder.js';
import type { Frame } from './elaborate-context.js';
import {
  isPoint,
  isRecipe,
  list,
  Point,
  WeightDatum,
  written,
  type GivenArgument,
  Recipe,
  type RecipeLink,
} from './datum.js';
import type { Body, Call, Node, Place, Value, WeightRef } from './graph.js';
import type { GivenValue } from './resolve-call.js';
import { sayNoWeight, sayOneTensor, sayRecipe, saySharedShape } from './step-says.js';

/** Applies all links of a recipe, one after the other. Undefined flow: a source begins the path. */
export function applyRecipe(frame: Frame, recipe: Recipe, flow: Point | undefined, place: Place): Point | undefined {
  const [only, ...more] = recipe.links;
  if (only && more.length === 0) return applyLink(frame, only, flow === undefined ? [] : [flow.value], place);
  let current = flow;
  const nodes: Node[] = [];
  for (const link of recipe.links) {
    current = applyLink(frame, link, current === undefined ? [] : [current.value], place);
    if (!current) return undefined;
    nodes.push(...current.nodes);
  }
  return current && new Point(current.value, current.results, nodes, frame.builder.body);
}

export interface ApplyOptions {
  readonly branches?: boolean;
  readonly residual?: boolean;
  /** Where each branch ends. */
  readonly ends?: readonly BranchEnd[];
}

/** One call on what flows in: one value, none for a source, or the branches of a joining layer. */
export function applyLink(
  frame: Frame,
  link: RecipeLink,
  flow: readonly Value[],
  place: Place,
  options: ApplyOptions & { readonly marks?: Marks } = {},
): Point | undefined {
  const { target } = link;
  const { context } = frame;
  if (!context.walks(place, place.uri)) return unknownCall(frame);
  const marks = options.marks ?? frame.marks;
  switch (target.kind) {
    case 'layer':
      return applyLayer(frame, link, flow, place, options, marks);
    case 'block':
      if (options.branches) {
        sayNotJoining(frame, link.name, place);
        return unknownPoint(frame);
      }
      return context.walk.callBlock(frame, target.definition, link, flow[0], place, marks);
    case 'shared': {
      const { shared } = target;
      const inner = new Recipe([target.link]).with(link.given).links[0] ?? target.link;
      const point = applyLink(frame, inner, flow, place, { ...options, marks: { ...marks, shared } });
      const node = point?.nodes.at(-1);
      if (node) useShared(frame, shared as GrowingShared, node, place);
      return point;
    }
    case 'other':
      frame.context.problems.say({
        code: 'not-a-layer',
        at: place,
        message: `\`${link.name}\` is no layer or block, so nothing can flow into it`,
      });
      return unknownCall(frame);
  }
}

export function sayNotJoining(frame: Frame, name: string, place: Place): void {
  sayOneTensor(frame.context.problems, place, name);
}

export function unknownPoint(frame: Frame): Point {
  return new Point(frame.builder.unknown());
}

/** What flows out of a call of which nobody knows what it is: its weights and its work are missing in every sum. */
export function unknownCall(frame: Frame): Point {
  frame.builder.body.lacks = true;
  return unknownPoint(frame);
}

function applyLayer(
  frame: Frame,
  link: RecipeLink,
  flow: readonly Value[],
  place: Place,
  options: ApplyOptions,
  marks: Marks,
): Point {
  const { context } = frame;
  const target = link.target;
  if (target.kind !== 'layer') return unknownPoint(frame);
  const { layer } = target;
  let given: readonly GivenValue[] = link.given;
  let unknownArgument = false;
  if (!link.given.every(isPlain)) {
    given = link.given.map(g => {
      // A source where a point is wanted is run here: `add(parameter([T, D]))`.
      const datum = pointsOfSources(frame, link, g);
      if (datum === undefined) unknownArgument = true;
      return { name: g.name, datum: datum ?? (takesPoint(link, g) ? unknownPoint(frame) : undefined) };
    });
  }
  if (options.branches && layer.input !== 'joined') {
    sayNotJoining(frame, layer.name, place);
    return unknownPoint(frame);
  }
  const used = flow.map(v => frame.builder.use(v));
  if (used.length === 0 && layer.input !== 'none') {
    sayNothingFlows(frame, layer.name, place);
    return unknownPoint(frame);
  }
  const defaults = frame.defaults.for(layer.name);
  const { call, points } = context.resolver.resolve(layer, given, defaults, {
    flow: used.map(v => v.type),
    branches: options.branches === true,
  });
  if (layer.integers === true && call.problems.some(p => p.code === 'needs-integers') && markInteger(frame, used[0]))
    context.again = true;
  const inputs =
    points.length === 0 ? used : [...used, ...points.flatMap(p => (isPoint(p) ? [frame.builder.use(p.value)] : []))];
  // That an input must hold integers is found out on the way, and then elaborated again.
  const isForLater = context.again && call.problems.every(({ code }) => code === 'needs-integers');
  if (call.problems.length > 0 && !isForLater) {
    reportCall(frame, link, { call, inputs, place, ends: options.ends }, unknownArgument);
  }
  if (context.doubting && call.problems.some(({ clash }) => clash !== undefined)) return unknownPoint(frame);
  noteConditions(frame, call, place);
  const [first] = used;
  if (layer.assemble && first)
    return context.walk.assembleLayer(frame, { link, call, given, flow: first, place, marks });
  const ties = tiesOf(frame, link, call, place);
  const residual = options.residual ?? false;
  return pointOf(frame, frame.builder.addLayer(call, inputs, marks, place, { ties, residual, given: link.given }));
}

/** Neither unknown nor a layer, which may be a source: what it is stays as it is. */
const isPlain = ({ datum }: GivenArgument): boolean =>
  datum !== undefined && datum.kind !== 'recipe' && datum.kind !== 'list';

export function pointOf(frame: Frame, node: Node): Point {
  const [value] = node.results;
  if (value && node.results.length === 1 && node.kind === 'layer' && node.call.resultNames.length === 0)
    return new Point(value, noResults, [node], frame.builder.body);
  const names = node.kind === 'layer' ? node.call.resultNames : ['', ...node.body.outputs.map(o => o.name)];
  const results = node.results.flatMap((v, i) =>
    names[i] === undefined || names[i] === '' ? [] : [{ name: names[i], value: v }],
  );
  const unnamed =
    node.kind === 'layer' && results.length === 0 && node.results.length > 1
      ? node.results.map((v, i) => ({ name: String(i), value: v }))
      : results;
  return new Point(value ?? frame.builder.unknown(), unnamed, [node], frame.builder.body);
}

const noResults: Point['results'] = [];

export function sayNothingFlows(frame: Frame, name: string, place: Place): void {
  const why = frame.flow.kind === 'nothing' ? frame.flow.why : 'nothing flows here';
  frame.context.problems.say({ code: 'nothing-flows', at: place, message: `${name} has nothing to work on: ${why}` });
}

/** Whether the parameter that gets this argument is for points. */
function takesPoint({ target, given }: RecipeLink, g: GivenArgument): boolean {
  if (target.kind !== 'layer') return false;
  const parameters = Object.entries(target.layer.parameters);
  const index = given.filter(x => x.name === undefined).indexOf(g);
  const variadic = parameters.findIndex(([, p]) => p.takes === 'points');
  const at = variadic >= 0 && variadic < index ? variadic : index;
  const parameter = g.name === undefined ? parameters[at] : parameters.find(([name]) => name === g.name);
  const takes = parameter?.[1].takes;
  return takes === 'point' || takes === 'points';
}

/** Sources as the points that they give, in a list too. */
function pointsOfSources(frame: Frame, link: RecipeLink, g: GivenArgument): GivenArgument['datum'] {
  const { datum } = g;
  if (datum?.kind !== 'list') return datum?.kind === 'recipe' ? pointOfSource(frame, link, g) : datum;
  if (!datum.items.some(isRecipe)) return datum;
  const items = datum.items.map(item => pointOfSource(frame, link, { ...g, datum: item }));
  return items.includes(undefined) ? undefined : list(items.flatMap(item => item ?? []));
}

function pointOfSource(frame: Frame, link: RecipeLink, g: GivenArgument): GivenArgument['datum'] {
  const { datum } = g;
  const target = link.target;
  if (datum?.kind !== 'recipe' || target.kind !== 'layer' || !takesPoint(link, g) || !isRecipe(datum)) return datum;
  const recipe = datum;
  const first = recipe.links[0]?.target;
  if (first?.kind === 'layer' && first.layer.input === 'none') return applyRecipe(frame, recipe, undefined, g.place);
  sayRecipe(frame.context.problems, g.place, { layer: target.layer.name, recipe: written(recipe) });
  return undefined;
}

/** Follows a value to an input of the network through views and block calls; marks that input as integer. */
function markInteger(frame: Frame, value: Value | undefined): boolean {
  let at = value;
  let where: Frame | undefined = frame;
  while (at && where) {
    const { node } = at;
    if (node?.kind === 'layer' && node.call.layer.dtype === 'same') {
      at = node.inputs[0];
      continue;
    }
    if (node) return false;
    const input = at.body.inputs[at.index];
    if (!input) return false;
    const builder = builderOf(where, at.body);
    if (builder?.around) {
      at = builder.outer(at.index);
      continue;
    }
    if (where.top && at.body.kind === 'network') {
      if (where.context.integerInputs.has(input.name)) return false;
      where.context.integerInputs.add(input.name);
      return true;
    }
    at = where.callerValues[at.index];
    where = where.caller;
  }
  return false;
}

/** The builder of a body, among that of the frame and those around it. */
function builderOf(frame: Frame, body: Body): BodyBuilder | undefined {
  for (let at: BodyBuilder | undefined = frame.builder; at; at = at.around) if (at.body === body) return at;
  return undefined;
}

function tiesOf(frame: Frame, link: RecipeLink, call: Call, place: Place): ReadonlyMap<string, WeightRef> {
  if (!link.given.some(({ datum }) => datum?.kind === 'weight')) return noTies;
  const ties = new Map<string, WeightRef>();
  for (const { name, datum, place: at } of link.given) {
    if (name === undefined || !(datum instanceof WeightDatum)) continue;
    const weight = call.weights.find(w => w.name === name);
    if (!weight) continue;
    if (sameShape(weight.shape, datum.type.shape) === false) {
      frame.context.problems.say({
        code: 'tied-shape',
        at,
        message: tiedShape(call.layer.name, weight.shape, datum),
        related: [{ message: 'it is made here', place: datum.ref.path.at(-1)?.place ?? place }],
      });
      continue;
    }
    ties.set(name, datum.ref);
  }
  return ties;
}

/** A use of shared weights: the second and later ones must want weights of the same shapes. */
function useShared(frame: Frame, shared: GrowingShared, node: Node, place: Place): void {
  const [first] = shared.uses;
  shared.uses.push(node);
  if (!first || first === node) return;
  const [a, b] = [weightShapes(first), weightShapes(node)];
  if (a === b) return;
  saySharedShape(frame.context.problems, place, { name: shared.name, needs: b, has: a, first: first.place });
}

function weightShapes(node: Node): string {
  if (node.kind === 'layer') return node.call.weights.map(w => formatShape(w.shape)).join(' ');
  return node.body.nodes
    .map(n => weightShapes(n))
    .filter(s => s !== '')
    .join(' ');
}

/** The only layer with such a weight among the nodes of a step. */
export function findWeight(frame: Frame, of: Point | Recipe, weight: string, place: Place): WeightDatum | undefined {
  const { nodes, owner } = isPoint(of) ? { nodes: of.nodes, owner: of.owner ?? frame.builder.body } : firstUse(of);
  const found: WeightRef[] = [];
  const visit = (node: Node, path: readonly Node[]): void => {
    const here = [...path, node];
    if (node.kind === 'body') {
      for (const inner of node.body.nodes) visit(inner, here);
      return;
    }
    const spec = node.call.weights.find(w => w.name === weight);
    if (!spec || node.ties.has(weight) || !owner) return;
    found.push({
      owner,
      path: here,
      weight,
      type: { shape: spec.shape, dtype: 'float', batched: false },
      transposed: false,
    });
  };
  for (const node of nodes) visit(node, []);
  const [ref] = found;
  if (ref && found.length === 1) return new WeightDatum(ref);
  const results = isPoint(of) ? of.results.map(r => r.name).filter(n => n !== '') : undefined;
  sayNoWeight(frame.context.problems, place, { weight, found: found.length, results });
  return undefined;
}

/** The node that makes the weights of a shared recipe. */
function firstUse(recipe: Recipe): { readonly nodes: readonly Node[]; readonly owner: Body | undefined } {
  const target = recipe.links[0]?.target;
  if (target?.kind !== 'shared') return { nodes: [], owner: undefined };
  return { nodes: target.shared.uses.slice(0, 1), owner: target.shared.owner };
}
