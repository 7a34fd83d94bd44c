/** Puts a layer together of others: its body is built at each call, as the declaration asks for it. */
import type { Argument, RecipeArgument } from '../catalogue/argument.js';
import type {
  Applied,
  ApplyOptions,
  Assembly,
  Part,
  Plain,
  ScanOptions,
  Step,
  StepParts,
} from '../catalogue/layers/assembly.js';
import type { Layer } from '../catalogue/layers/layer.js';
import type { TensorType } from '../catalogue/tensor.js';
import { Dim } from '../shape/dim.js';
import { BodyBuilder, nameNode, plain, type Marks } from './body-builder.js';
import {
  flag,
  isPoint,
  isRecipe,
  number,
  Point,
  Recipe,
  word,
  written,
  type GivenArgument,
  type RecipeLink,
} from './datum.js';
import { placeOfArgument } from './argument-place.js';
import { applyLink, applyRecipe, pointOf, unknownCall, unknownPoint } from './elaborate-call.js';
import type { AssemblyRequest, Frame } from './elaborate-context.js';
import type { Call, Place, Value } from './graph.js';
import { matchArguments } from './match-arguments.js';
import { hasFigures } from './resolve-call.js';

export function assembleLayer(frame: Frame, request: AssemblyRequest): Point {
  const { call, flow, place, marks } = request;
  const { layer, bound } = call;
  if (!layer.assemble || !bound || !hasFigures(call)) return unknownCall(frame);
  const args = freshArguments(frame, request);
  if (!args || !frame.context.walks(place, place.uri)) return unknownCall(frame);
  const builder = new BodyBuilder(frame.context.counter, 'layer', layer.name, place, frame.builder);
  const port = builder.input('x', flow.type, undefined);
  builder.flow = flow;
  for (const [name, value] of call.written) {
    builder.body.parameters.push({ name, written: written(value), given: call.sources.get(name) === 'written' });
  }
  const inner = innerFrame(frame, builder, new Point(port), {
    ...plain,
    frozen: marks.frozen,
    training: marks.training,
  });
  const assembling = new Assembling(inner, request);
  const made = layer.assemble(assembling, new Point(port), args, bound);
  if (!made) return unknownCall(frame);
  builder.body.result = valueOf(builder, made.result);
  for (const { name, part } of made.outputs) {
    builder.body.outputs.push({ name, value: valueOf(builder, part), training: false, place });
  }
  return pointOf(frame, frame.builder.addBody(builder.body, [flow, ...builder.takenIn], marks, place));
}

/** Arguments as they were read, but for recipes and points: equal calls share the others, also with an earlier text. */
function freshArguments(frame: Frame, { call, given }: AssemblyRequest): { [name: string]: unknown } | undefined {
  const { layer } = call;
  const args: { [name: string]: unknown } = { ...call.args };
  const inForce = [given, frame.defaults.for(layer.name)].map(
    list => matchArguments<Argument | undefined>(layer.name, layer.parameters, list).values,
  );
  for (const [name, parameter] of Object.entries(layer.parameters)) {
    if (parameter.takes === 'value') continue;
    const [datum] = inForce.map(values => values.get(name)?.[0]).filter(found => found !== undefined);
    if (!datum) {
      if (parameter.required) return undefined;
      continue;
    }
    const read = parameter.read(datum, { axes: 0 });
    if ('error' in read) return undefined;
    args[name] = read.value;
  }
  // An argument that is not known is not there; one that is left out is, by its default.
  return Object.keys(layer.parameters).every(name => Object.hasOwn(args, name)) ? args : undefined;
}

function innerFrame(frame: Frame, builder: BodyBuilder, flow: Point, marks: Marks): Frame {
  return { ...frame, builder, marks, flow: { kind: 'point', point: flow } };
}

const valueOf = (builder: BodyBuilder, part: Part): Value =>
  isPoint(part) ? builder.use(part.value) : builder.unknown();

function argumentOf(value: Plain): Argument {
  if (value instanceof Dim || typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return flag(value);
  return typeof value === 'string' ? word(value) : value;
}

class Assembling implements Assembly {
  constructor(
    private readonly frame: Frame,
    private readonly request: AssemblyRequest,
  ) {}

  private get call(): Call {
    return this.request.call;
  }

  private placeOf(argument: string | undefined): Place {
    const { place, link } = this.request;
    return (argument === undefined ? undefined : placeOfArgument(this.call.layer, link.given, argument)) ?? place;
  }

  /** The argument that this recipe is, to underline it. */
  private placeOfRecipe(recipe: RecipeArgument): Place {
    return this.request.link.given.find(({ datum }) => datum?.key === recipe.key)?.place ?? this.request.place;
  }

  say(message: string, at?: string): void {
    this.frame.context.problems.say({ code: 'bad-argument', message, at: this.placeOf(at) });
  }

  layer(layer: Layer, args: { readonly [name: string]: Plain }, inputs: readonly Part[], name?: string): Part {
    const { place } = this.request;
    const given = Object.entries(args).map(([key, value]): GivenArgument => ({
      name: key,
      datum: argumentOf(value),
      place,
    }));
    const flow = inputs.map(part => valueOf(this.frame.builder, part));
    const link: RecipeLink = { name: layer.name, target: { kind: 'layer', layer }, given };
    const options = layer.input === 'joined' ? { branches: true } : {};
    return this.named(applyLink(this.frame, link, flow, place, options), name);
  }

  resultOf(part: Part, name: string): Part | undefined {
    const found = isPoint(part) ? part.results.find(result => result.name === name) : undefined;
    return found && new Point(found.value);
  }

  apply(recipe: RecipeArgument, x: Part, options: ApplyOptions = {}): Applied {
    const [first, ...rest] = isRecipe(recipe) ? recipe.links : [];
    if (!first) return { result: unknownPoint(this.frame), states: [] };
    const { name, idle = false, states = [] } = options;
    const whole = rest.length > 0 && name !== undefined;
    const marks: Marks = { ...this.frame.marks, idle };
    if (whole) return this.group(name, x, marks, inner => inner.apply(recipe, x, { states }));
    const place = this.placeOfRecipe(recipe);
    const given = states.map(({ name: state, part }): GivenArgument => ({ name: state, datum: part, place }));
    const link = given.length === 0 ? first : { ...first, given: [...first.given, ...given] };
    const made = applyLink(this.frame, link, [valueOf(this.frame.builder, x)], place, { marks });
    const result = rest.length > 0 ? applyRecipe(this.frame, new Recipe(rest), made, place) : made;
    return { result: this.named(result, name), states: this.statesAfter(made, states.length, first.name) };
  }

  /** Outputs in order are the states for the next step; of a cell without outputs the result is its only state. */
  private statesAfter(made: Point | undefined, count: number, name: string): readonly Part[] {
    const unknown = Array.from({ length: count }, () => unknownPoint(this.frame));
    if (!made || (count === 1 && made.results.length === 0)) return made && count === 1 ? [made] : unknown;
    const after = made.results.slice(0, count).map(({ value }) => new Point(value));
    if (after.length === count || made.type === undefined) return after.length === count ? after : unknown;
    const outputs =
      made.results.length === 0 ? 'no outputs' : `${String(made.results.length)} of ${String(count)} outputs`;
    this.say(`${name} has ${outputs}, which give its states to the next entry, in their order`, 'cell');
    return unknown;
  }

  /** Several calls as one of that name. */
  private group(name: string, x: Part, marks: Marks, build: (inner: Assembling) => Applied): Applied {
    const { frame } = this;
    const { place } = this.request;
    const builder = new BodyBuilder(frame.context.counter, 'layer', name, place, frame.builder);
    builder.flow = valueOf(frame.builder, x);
    const port = builder.input('x', builder.flow.type, undefined);
    const inner = new Assembling(innerFrame(frame, builder, new Point(port), frame.marks), this.request);
    builder.body.result = valueOf(builder, build(inner).result);
    const node = frame.builder.addBody(builder.body, [builder.flow, ...builder.takenIn], marks, place);
    nameNode(node, name);
    return { result: pointOf(frame, node), states: [] };
  }

  statesOf(recipe: RecipeArgument): readonly string[] {
    const link = isRecipe(recipe) ? recipe.links[0] : undefined;
    return link ? statesOfLink(link) : [];
  }

  ownStates(recipe: RecipeArgument, entry: TensorType): readonly (TensorType | undefined)[] | undefined {
    const link = isRecipe(recipe) ? recipe.links[0] : undefined;
    const target = link?.target.kind === 'shared' ? link.target.link.target : link?.target;
    if (!link || target?.kind !== 'layer') return undefined;
    const { frame } = this;
    const { call } = frame.context.resolver.resolve(
      target.layer,
      (link.target.kind === 'shared' ? link.target.link : link).given,
      frame.defaults.for(target.layer.name),
      { flow: [entry], branches: false },
    );
    return call.results;
  }

  scan(x: Part, states: readonly Part[], step: Step, { name, reverse }: ScanOptions): StepParts {
    const { frame } = this;
    const { place } = this.request;
    const builder = new BodyBuilder(frame.context.counter, 'layer', 'step', place, frame.builder);
    const sequence = valueOf(frame.builder, x);
    const [length = Dim.of(1), ...entry] = sequence.type?.shape ?? [];
    builder.flow = sequence;
    const port = builder.input('x', sequence.type && { ...sequence.type, shape: entry }, undefined);
    const ports = states.map(part => {
      const outer = valueOf(frame.builder, part);
      builder.takenIn.push(outer);
      return new Point(builder.input('', outer.type, undefined));
    });
    const inner = new Assembling(innerFrame(frame, builder, new Point(port), frame.marks), this.request);
    const made = step(inner, new Point(port), ports);
    builder.body.result = valueOf(builder, made.result);
    for (const { name: state, part } of made.states) {
      builder.body.outputs.push({ name: state, value: valueOf(builder, part), training: false, place });
    }
    const scan = { length, states: states.length, reverse };
    const node = frame.builder.addBody(builder.body, [sequence, ...builder.takenIn], frame.marks, place, { scan });
    nameNode(node, name);
    const point = pointOf(frame, node);
    const last = made.states.map((state, i) => {
      const value = node.results[i + 1];
      return { name: state.name, part: value ? new Point(value) : unknownPoint(frame) };
    });
    return { result: point, states: last };
  }

  private named(point: Point | undefined, name: string | undefined): Point {
    const node = point?.nodes.at(-1);
    if (node && name !== undefined) nameNode(node, name);
    return point ?? unknownPoint(this.frame);
  }
}

/** A block's inputs behind the first one that the recipe does not give; for a cell of the catalogue its results. */
function statesOfLink({ target, given }: RecipeLink): readonly string[] {
  switch (target.kind) {
    case 'shared':
      return statesOfLink(target.link);
    case 'block':
      return target.definition.node.body.statements
        .flatMap(statement => (statement.kind === 'Input' ? [statement.name?.text ?? ''] : []))
        .slice(1)
        .filter(name => !given.some(argument => argument.name === name));
    case 'layer':
      return target.layer.traits?.includes('cell') === true ? (target.layer.results ?? ['state']) : [];
    case 'other':
      return [];
  }
}
