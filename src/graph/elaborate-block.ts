/** Calls of blocks and networks: arguments bound, body elaborated once for each way it is called. */
import { typeKey } from '../catalogue/tensor.js';
import type * as tree from '../language/tree.js';
import { BodyBuilder, plain, type Marks } from './body-builder.js';
import { limits, placeOf, type Context, type Frame, type TopInputs } from './elaborate-context.js';
import {
  isPoint,
  list,
  Point,
  Recipe,
  word,
  written,
  type Datum,
  type Definition,
  type GivenArgument,
  type RecipeLink,
} from './datum.js';
import { Defaults } from './defaults.js';
import { applyRecipe, findWeight, pointOf, unknownCall, unknownPoint } from './elaborate-call.js';
import { runStatements } from './elaborate-body.js';
import { evaluate, type Evaluation } from './elaborate-expression.js';
import type { Body, Looked, Place, Value } from './graph.js';
import { sayMismatches } from './argument-says.js';
import { matchArguments, type Names as ParameterNames } from './match-arguments.js';
import { Scope } from './scope.js';
import { sayEndless, sayInputNeedsPoint, sayMissingArgument, sayMissingInput, sayNoDefault } from './step-says.js';

/** Replaces the points within a value. */
function mapPoints(datum: Datum, f: (point: Point) => Datum): Datum {
  if (isPoint(datum)) return f(datum);
  if (datum.kind === 'list') {
    const items = datum.items.map(item => mapPoints(item, f));
    return items.every((item, i) => item === datum.items[i]) ? datum : list(items);
  }
  if (datum instanceof Recipe) {
    let changed = false;
    const links = datum.links.map(link => ({
      ...link,
      given: link.given.map(g => {
        const mapped = g.datum && mapPoints(g.datum, f);
        if (mapped !== g.datum) changed = true;
        return { ...g, datum: mapped };
      }),
    }));
    return changed ? new Recipe(links) : datum;
  }
  return datum;
}

const inputsOf = (definition: Definition): readonly tree.Input[] =>
  definition.node.body.statements.filter((s): s is tree.Input => s.kind === 'Input');

const namePlace = (definition: Definition): Place => ({ uri: definition.uri, range: definition.node.name.range });

interface BoundArguments {
  /** By parameter; undefined: unknown. Missing: not given. */
  readonly values: ReadonlyMap<string, Datum | undefined>;
  /** Points given for inputs by name. */
  readonly inputs: ReadonlyMap<string, Point>;
}

function bindArguments(frame: Frame, definition: Definition, link: RecipeLink, place: Place): BoundArguments {
  const { node } = definition;
  const { problems } = frame.context;
  const parameters: ParameterNames = Object.fromEntries(
    node.params.map(p => [p.name.text, { takes: 'value' as const, aliases: [] }]),
  );
  const inputNames = inputsOf(definition)
    .slice(1)
    .flatMap(i => (i.name ? [i.name.text] : []));
  const given = link.given.map(g => ({ name: g.name, datum: g }));
  const matched = matchArguments<GivenArgument>(link.name, parameters, given, inputNames);
  if (matched.mismatches.length > 0) sayMismatches(problems, matched.mismatches, link.given);
  const values = new Map<string, Datum | undefined>();
  for (const [name, [g]] of matched.values) values.set(name, g?.datum);
  const inputs = new Map<string, Point>();
  for (const [name, { datum: g }] of matched.others) {
    let { datum } = g;
    if (datum instanceof Recipe) {
      const first = datum.links[0]?.target;
      if (first?.kind === 'layer' && first.layer.input === 'none')
        datum = applyRecipe(frame, datum, undefined, g.place);
    }
    if (isPoint(datum)) inputs.set(name, datum);
    else {
      if (datum !== undefined) {
        sayInputNeedsPoint(problems, g.place, { input: name, block: link.name, given: written(datum) });
      }
      inputs.set(name, unknownPoint(frame));
    }
  }
  for (const name of inputNames) {
    if (inputs.has(name)) continue;
    sayMissingInput(problems, place, { block: link.name, input: name });
    inputs.set(name, unknownPoint(frame));
  }
  for (const p of node.params) {
    if (p.default !== undefined || matched.values.has(p.name.text) || p.name.text === '') continue;
    sayMissingArgument(problems, place, {
      block: link.name,
      name: p.name.text,
      declared: { uri: definition.uri, range: p.range },
    });
    values.set(p.name.text, undefined);
  }
  return { values, inputs };
}

/** Adds a call of a block to the body of `frame`. */
export function callBlock(
  frame: Frame,
  definition: Definition,
  link: RecipeLink,
  flow: Value | undefined,
  place: Place,
  marks: Marks,
): Point {
  const { context } = frame;
  const bound = bindArguments(frame, definition, link, place);
  const isNetwork = definition.node.kind === 'Network';
  const defaults = isNetwork ? Defaults.none : frame.defaults;

  const captured: Value[] = [];
  const portOf = new Map<Value, number>();
  const capture = (point: Point): Datum => {
    let port = portOf.get(point.value);
    if (port === undefined) {
      portOf.set(point.value, (port = captured.length));
      captured.push(frame.builder.use(point.value));
      for (const r of point.results) {
        if (portOf.has(r.value)) continue;
        portOf.set(r.value, captured.length);
        captured.push(frame.builder.use(r.value));
      }
    }
    return word(`@${String(port)}`);
  };
  let key = `${definition.uri}#${definition.node.name.text}`;
  for (const [name, datum] of bound.values) key += `|${name}=${datum ? mapPoints(datum, capture).key : '?'}`;
  const flowValue = flow && frame.builder.use(flow);
  const inputs = [...bound.inputs].map(([name, point]) => ({ name, value: frame.builder.use(point.value) }));
  const type = (v: Value): string => (v.type ? typeKey(v.type) : '?');
  key += `>${flowValue ? type(flowValue) : 'none'}>${inputs.map(i => `${i.name}:${type(i.value)}`).join(',')}>${captured.map(type).join(',')}`;
  key += `>${defaults.key}>${marks.frozen ? 'F' : ''}${marks.training ? 'T' : ''}`;

  let body = context.memo.get(key);
  if (!body) {
    const unknown = [...bound.values.values()].some(datum => datum === undefined);
    if (stops(frame, key, definition, place, unknown)) return unknownCall(frame);
    if (!context.walks(place, place.uri, limits.bodyWork)) return unknownCall(frame);
    context.open.push(key);
    context.problems.calls.push({ name: definition.node.name.text, place });
    const values = new Map<string, Datum | undefined>();
    body = elaborateBody(context, definition, {
      marks: { ...plain, frozen: marks.frozen, training: marks.training },
      defaults,
      flow: flowValue,
      inputs,
      captured,
      caller: frame,
      values: port => {
        for (const [name, datum] of bound.values) {
          values.set(name, datum && mapPoints(datum, point => port(point, v => portOf.get(v))));
        }
        return values;
      },
    });
    context.open.pop();
    context.problems.calls.pop();
    context.memo.set(key, body);
  }
  const node = frame.builder.addBody(
    body,
    [...(flowValue ? [flowValue] : []), ...inputs.map(i => i.value), ...captured],
    marks,
    place,
  );
  context.counts(frame.builder.body.calls, place);
  return pointOf(frame, node);
}

function stops(frame: Frame, key: string, definition: Definition, place: Place, unknown: boolean): boolean {
  const { context } = frame;
  const name = definition.node.name.text;
  if (context.open.includes(key)) {
    // Of arguments that are not known nobody can say whether they come to an end.
    if (unknown) return true;
    sayEndless(context.problems, place, name);
    return true;
  }
  if (context.open.length >= limits.depth) {
    sayEndless(context.problems, place, name, limits.depth);
    return true;
  }
  return false;
}

interface BodyRequest {
  readonly marks: Marks;
  readonly defaults: Defaults;
  readonly flow: Value | undefined;
  readonly inputs: readonly { readonly name: string; readonly value: Value }[];
  readonly captured: readonly Value[];
  readonly caller: Frame;
  values(
    port: (point: Point, indexOf: (value: Value) => number | undefined) => Point,
  ): ReadonlyMap<string, Datum | undefined>;
}

function elaborateBody(context: Context, definition: Definition, request: BodyRequest): Body {
  const { node } = definition;
  const builder = new BodyBuilder(
    context.counter,
    node.kind === 'Network' ? 'network' : 'block',
    node.name.text,
    namePlace(definition),
    undefined,
  );
  const declared = inputsOf(definition);
  const flow =
    request.flow &&
    builder.input(
      declared[0]?.name?.text ?? 'x',
      request.flow.type,
      declared[0] && { uri: definition.uri, range: declared[0].range },
    );
  const given = new Map<string, Point>();
  for (const { name, value } of request.inputs) given.set(name, new Point(builder.input(name, value.type, undefined)));
  const ports = request.captured.map(value => builder.input('', value.type, undefined));
  const unknown = builder.unknown();
  const values = request.values((point, indexOf) => {
    const portFor = (value: Value): Value => ports[indexOf(value) ?? -1] ?? unknown;
    return new Point(
      portFor(point.value),
      point.results.map(r => ({ name: r.name, value: portFor(r.value) })),
      point.nodes,
      point.owner,
    );
  });
  const frame = makeFrame(context, definition, builder, {
    marks: request.marks,
    defaults: request.defaults,
    given,
    callerValues: [...(request.flow ? [request.flow] : []), ...request.inputs.map(i => i.value), ...request.captured],
    caller: request.caller,
    top: undefined,
  });
  if (flow) frame.flow = { kind: 'point', point: new Point(flow) };
  else frame.flow = { kind: 'nothing', why: `nothing flows into ${node.name.text} where it is called` };
  bindParameters(frame, definition, name => (values.has(name) ? { datum: values.get(name) } : undefined));
  runStatements(frame, node.body);
  finish(frame);
  return builder.body;
}

function makeFrame(
  context: Context,
  definition: Definition,
  builder: BodyBuilder,
  parts: Pick<Frame, 'marks' | 'defaults' | 'given' | 'callerValues' | 'caller' | 'top'>,
): Frame {
  const scope = new Scope(definition.scope);
  const e: Evaluation = {
    uri: definition.uri,
    scope,
    names: context.names,
    problems: context.problems,
    definition,
    apply: (recipe, flow, place) => applyRecipe(frame, recipe, flow, place),
    weightOf: (of, weight, place) => findWeight(frame, of, weight, place),
  };
  const flow: Frame['flow'] = { kind: 'nothing', why: 'no input comes before it' };
  const frame: Frame = { context, builder, e, definition: scope, flow, inputs: 0, ...parts };
  return frame;
}

/** Defines the parameters in order: the value given, or the default, which may use those before it. */
function bindParameters(
  frame: Frame,
  definition: Definition,
  valueOf: (name: string) => { readonly datum: Datum | undefined } | undefined,
): void {
  for (const param of definition.node.params) {
    const name = param.name.text;
    if (name === '') continue;
    const given = valueOf(name);
    const datum = given ? given.datum : param.default && evaluate(frame.e, param.default);
    frame.e.scope.define(name, { datum, place: placeOf(frame, param.name) });
    frame.builder.body.parameters.push({ name, written: written(datum), given: given !== undefined });
  }
}

function finish(frame: Frame): void {
  const { body } = frame.builder;
  if (frame.flow.kind === 'point') body.result = frame.builder.use(frame.flow.point.value);
}

/** A network by itself: its inputs are declared, its parameters have the values of `set` or their defaults. */
export function elaborateNetwork(context: Context, definition: Definition, set: ReadonlyMap<string, Datum>): Body {
  const { node } = definition;
  const builder = new BodyBuilder(context.counter, 'network', node.name.text, namePlace(definition), undefined);
  const top: TopInputs = { set };
  const frame = makeFrame(context, definition, builder, {
    marks: plain,
    defaults: Defaults.none,
    given: new Map(),
    callerValues: [],
    caller: undefined,
    top,
  });
  bindParameters(frame, definition, name => {
    const datum = set.get(name);
    if (datum) return { datum };
    const param = node.params.find(p => p.name.text === name);
    if (param && !param.default) {
      sayNoDefault(context.problems, { uri: definition.uri, range: param.range }, name);
      return { datum: undefined };
    }
    return undefined;
  });
  runStatements(frame, node.body);
  finish(frame);
  return builder.body;
}

/** A block that nothing calls here: its names are checked, its shapes stay unknown. */
export function lookAtBlock(context: Context, definition: Definition): Looked {
  const { node } = definition;
  const before = context.guesses;
  const builder = new BodyBuilder(context.counter, 'block', node.name.text, namePlace(definition), undefined);
  const frame = makeFrame(context, definition, builder, {
    marks: plain,
    defaults: Defaults.none,
    given: undefined,
    callerValues: [],
    caller: undefined,
    top: undefined,
  });
  const [declared] = inputsOf(definition);
  const place = declared && { uri: definition.uri, range: declared.range };
  frame.flow = { kind: 'point', point: new Point(builder.input(declared?.name?.text ?? 'x', undefined, place)) };
  bindParameters(frame, definition, name =>
    node.params.find(p => p.name.text === name)?.default ? undefined : { datum: undefined },
  );
  context.open.push(`look at ${definition.uri}#${node.name.text}`);
  runStatements(frame, node.body);
  context.open.pop();
  finish(frame);
  return { body: builder.body, certain: context.guesses === before };
}
