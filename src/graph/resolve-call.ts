/** Works out what a layer with these arguments makes of these inputs; equal calls share one answer. */
import type { Argument } from '../catalogue/argument.js';
import { detailsOf, docText } from '../catalogue/details.js';
import type { Bound, Layer, Remedy, SizePair } from '../catalogue/layers/layer.js';
import type { Site } from '../catalogue/parameter.js';
import { typeKey, type TensorType } from '../catalogue/tensor.js';
import type { Dim, Truth } from '../shape/dim.js';
import type { DType } from '../shape/dtype.js';
import { elements, formatShape, type Shape } from '../shape/shape.js';
import { bind } from './bind-input.js';
import { dependsOn, takesNothing } from './body-says.js';
import { isPoint, isRecipe, word } from './datum.js';
import type { ArgumentSource, Buffer, Call, CallProblem, Lowered, Weight } from './graph.js';
import { lower, multiplyAddsOf } from './lower-call.js';
import { matchArguments, withArgument, type Given } from './match-arguments.js';
import { withValuesThatWork, type Retry } from './values-that-work.js';

/** The flow or the branches, then what the call's own arguments add. */
export interface CallInputs {
  /** Types of the flow, or of all branches; empty for a source. */
  readonly flow: readonly (TensorType | undefined)[];
  /** The flow is a list of branches or points: nothing is added to it by position. */
  readonly branches: boolean;
}

/** The call, and the points that flow in behind the flow, in order. */
export interface Resolved {
  readonly call: Call;
  readonly points: readonly Argument[];
}

/** An argument of a call; undefined where a mistake, reported before, leaves it unknown: it keeps its position. */
export type GivenValue = Given<Argument | undefined>;

const key = (given: readonly GivenValue[]): string => {
  let k = '';
  for (const { name, datum } of given) {
    const value =
      datum === undefined ? '?' : datum.kind === 'point' ? (datum.type ? typeKey(datum.type) : '?') : datum.key;
    k += name === undefined ? `${value};` : `${name}:${value};`;
  }
  return k;
};

/** Calls that are remembered, by the types that they met; beyond it all are forgotten, so that hours of typing do not fill the memory. */
const MAX_CACHED = 50_000;

/** What a layer with certain arguments makes of what flows in. */
interface Answers {
  /** Of one tensor, by its type: what flows out of a call that is remembered is the same object each time. */
  readonly one: Map<TensorType | undefined, Call>;
  readonly all: Map<string, Call>;
}

export class CallResolver {
  private readonly cache = new Map<string, Answers>();
  private count = 0;

  /** `defaults` are those in force for this layer; what `given` says wins over them. */
  resolve(layer: Layer, given: readonly GivenValue[], defaults: readonly Given[], inputs: CallInputs): Resolved {
    const flat = flatten(given);
    const plain = flat.length === 0 && defaults.length === 0;
    const k = plain ? layer.name : `${layer.name}(${key(flat)}/${key(defaults)})`;
    if (this.count >= MAX_CACHED) this.forget();
    let answers = this.cache.get(k);
    if (!answers) this.cache.set(k, (answers = { one: new Map(), all: new Map() }));
    const single = inputs.flow.length === 1 && !inputs.branches;
    let call = single ? answers.one.get(inputs.flow[0]) : undefined;
    if (!call) {
      const flow = inputs.flow.map(t => (t ? typeKey(t) : '?')).join('|') + (inputs.branches ? 'B' : '');
      call = answers.all.get(flow);
      if (!call) answers.all.set(flow, (call = callWithRemedies(layer, flat, defaults, inputs)));
      if (single) answers.one.set(inputs.flow[0], call);
      this.count++;
    }
    return { call, points: call.pointNames.length === 0 ? noPoints : pointsOf(layer, flat, call.pointNames) };
  }

  private forget(): void {
    this.cache.clear();
    this.count = 0;
  }
}

const noPoints: readonly Argument[] = [];

/** A list of points given by position stands for its points. */
function flatten(given: readonly GivenValue[]): readonly GivenValue[] {
  if (!given.some(g => g.name === undefined && g.datum?.kind === 'list' && g.datum.items.some(isPoint))) return given;
  return given.flatMap(g =>
    g.name === undefined && g.datum?.kind === 'list' && g.datum.items.some(isPoint)
      ? g.datum.items.map(datum => ({ name: undefined, datum }))
      : [g],
  );
}

function pointsOf(layer: Layer, given: readonly GivenValue[], names: readonly string[]): readonly Argument[] {
  const { values } = matchArguments(layer.name, layer.parameters, given, ['weight']);
  const left = new Map<string, Iterator<Argument, undefined>>();
  const of = (name: string): Iterator<Argument, undefined> =>
    (values.get(name) ?? []).filter(d => d?.kind === 'point').values();
  return names.flatMap(name => {
    const points = left.get(name) ?? of(name);
    left.set(name, points);
    const { done, value } = points.next();
    return done === true ? [] : [value];
  });
}

/** Where an argument is wrong, the values that would be right are sought by trying. */
function callWithRemedies(...of: Parameters<typeof makeCall>): Call {
  const call = makeCall(...of);
  const { problems, written } = call;
  if (!problems.some(({ code }) => code === 'bad-argument')) return call;
  const [layer, given, ...rest] = of;
  const retry: Retry = (argument, value) =>
    makeCall(layer, withArgument(layer, given, argument, value), ...rest).problems;
  return { ...call, problems: withValuesThatWork({ problems, written, retry }) };
}

function makeCall(layer: Layer, given: readonly GivenValue[], defaults: readonly Given[], inputs: CallInputs): Call {
  const problems: CallProblem[] = [];
  const error = (code: string, at: string | undefined, message: string, instead: readonly Remedy[] = []): void => {
    problems.push({ code, severity: 'error', at, message, instead });
  };
  const tieable = layer.weights ? WEIGHT_NAMES : [];
  const matched = matchArguments(layer.name, layer.parameters, given, tieable);
  for (const { index, ...mismatch } of matched.mismatches)
    problems.push({ severity: 'error', at: `#${String(index)}`, instead: [], ...mismatch });

  // Arguments in force: written, then `defaults`, then the declaration's own.
  const written = new Map<string, readonly (Argument | undefined)[]>(matched.values);
  const sources = new Map<string, ArgumentSource>();
  for (const name of written.keys()) sources.set(name, 'written');
  const fromDefaults = matchArguments(layer.name, layer.parameters, defaults);
  for (const [name, data] of fromDefaults.values) {
    if (written.has(name)) continue;
    written.set(name, data);
    sources.set(name, 'defaults-block');
  }

  // Tensors behind the flow.
  const pointNames: string[] = [];
  const pointTypes: (TensorType | undefined)[] = [];
  for (const [name, parameter] of Object.entries(layer.parameters)) {
    if (parameter.takes !== 'point' && parameter.takes !== 'points') continue;
    for (const argument of written.get(name) ?? []) {
      // A number in a point's place is no tensor: the layer's own rules read it from the arguments.
      if (argument?.kind !== 'point') continue;
      pointNames.push(name);
      pointTypes.push(argument.type);
    }
  }
  if (inputs.branches && layer.input === 'joined' && pointNames.length > 0) {
    error('branches-and-points', undefined, `${layer.name} takes branches or points, not both`);
  }
  const types = [...inputs.flow, ...pointTypes];
  const known = types.every(t => t !== undefined);
  const all = types.filter(t => t !== undefined);
  const named: { [name: string]: TensorType | undefined } = {};
  for (const [i, name] of pointNames.entries())
    if (layer.parameters[name]?.takes === 'point') named[name] = pointTypes[i];
  if (layer.input === 'none' && inputs.flow.length > 0) {
    error('source-in-flow', undefined, takesNothing(layer.name));
  }
  const joined = layer.input === 'joined' ? all : all.slice(0, 1);
  const fit = known ? bind(layer.input, joined, named) : undefined;
  let bound: Bound | undefined;
  if (fit && 'error' in fit) error('wrong-rank', undefined, `${layer.name} ${fit.error}`);
  else bound = fit?.bound;
  const flow = all[0];
  if (known && flow && layer.input !== 'none') {
    if (layer.integers === true && flow.dtype === 'float') {
      error('needs-integers', undefined, `${layer.name} takes whole numbers (indices), but real numbers flow in`);
      bound = undefined;
    } else if (!layer.integers && flow.dtype === 'int64' && layer.dtype !== 'same' && layer.dtype !== 'bool') {
      error(
        'integers-flow-in',
        undefined,
        `whole numbers (indices) flow into ${layer.name}, which takes real numbers; an embedding turns them into vectors`,
      );
      bound = undefined;
    }
  }

  // Values of the arguments.
  const args: { [name: string]: unknown } = {};
  let complete = bound !== undefined;
  const site: Site = { axes: bound?.axes.length ?? 0 };
  for (const [name, parameter] of Object.entries(layer.parameters)) {
    const data = written.get(name);
    if (!data) {
      if (parameter.fallback) {
        args[name] = parameter.fallback(site);
        if (!sources.has(name)) sources.set(name, 'default');
      } else if (parameter.required) {
        error('missing-argument', undefined, `${layer.name} needs \`${name}\`: ${docText(parameter.doc)}`);
        complete = false;
      }
      continue;
    }
    if (parameter.takes === 'points') {
      for (const datum of data) {
        if (datum === undefined) {
          complete = false;
          continue;
        }
        if (datum.kind === 'point' || datum.kind === 'number') continue;
        if (datum.kind === 'none') continue;
        error('not-a-point', name, `${layer.name} takes points of the network here, not ${nameOf(datum)}`);
        complete = false;
      }
      args[name] = data.filter(datum => datum !== undefined);
      continue;
    }
    const datum = data[0];
    if (!datum) {
      complete = false;
      continue;
    }
    if (!bound && (parameter.kind === 'per axis' || parameter.kind === 'padding')) continue;
    const quoted = datum.kind === 'text' && parameter.words.includes(datum.value) ? datum.value : undefined;
    const read = parameter.read(quoted === undefined ? wordFor(parameter.words, datum) : word(quoted), site);
    if (quoted !== undefined) {
      const message = `\`${name}\` of ${layer.name} takes a word, which is written without quotes: \`${quoted}\``;
      error('quoted-word', name, message, [{ argument: name, value: quoted }]);
    }
    if ('value' in read) args[name] = read.value;
    else {
      const remedies = (read.instead ?? []).map(value => ({ argument: name, value }));
      error('bad-argument', name, `\`${name}\` of ${layer.name} ${read.error}`, remedies);
      if (parameter.fallback) args[name] = parameter.fallback(site);
      else complete = false;
    }
  }

  for (const [name, { datum }] of matched.others) {
    if (datum !== undefined && datum.kind !== 'weight')
      error(
        'not-a-weight',
        name,
        `\`${name}\` of ${layer.name} takes a weight of another layer, such as \`table.weight\``,
      );
  }

  const resultNames = layer.results ?? [];
  const unknown = { weights: [], buffers: [] } as const;
  const writtenOnce = new Map([...written].flatMap(([name, [datum]]) => (datum ? [[name, datum] as const] : [])));
  const whole = openSizes(writtenOnce);
  const base = { layer, args, sources, inputs: types, pointNames, resultNames, problems, whole };
  if (!bound || !complete) {
    const results = (resultNames.length > 0 ? resultNames : ['']).map(() => undefined);
    return finish({ ...base, written: writtenOnce, bound, results, ...unknown, open: [] });
  }
  const rules = { bound, args: args as never };
  const open: SizePair[] = [];
  for (const requirement of layer.requires ?? []) {
    const holds = requirement.holds(rules.bound, rules.args);
    if (holds === true) continue;
    const pairs = requirement.pairs?.(rules.bound, rules.args) ?? [];
    if (holds === 'unknown') {
      open.push(...pairs.filter(pair => meets(types, pair) === 'unknown'));
      continue;
    }
    const clash = pairs.find(pair => meets(types, pair) === false);
    const small = requirement.small?.(rules.bound, rules.args);
    problems.push({
      code: 'bad-argument',
      severity: requirement.severity ?? 'error',
      at: requirement.at,
      message: requirement.says(rules.bound, rules.args),
      instead: requirement.instead?.(rules.bound, rules.args) ?? [],
      ...(clash ? { clash } : {}),
      ...(small ? { small } : {}),
    });
  }
  // What flows out of a layer that is put together is not known before it is.
  const shapes = layer.assemble ? [] : shapesOf(layer.shape(rules.bound, rules.args));
  const bad = shapes.find(shape => shape.some(d => d.is('>=', 0) === false || d.isInteger() === false));
  if (bad && problems.length === 0) {
    error('bad-shape', undefined, `${layer.name} would give ${formatShape(bad)}, which is no shape`);
  }
  // Where a window does not fit nothing is left, and what follows would be wrong only because of that.
  const nothing = problems.length > 0 && shapes.some(shape => shape.some(d => d.equals(0)));
  const batched = layer.input === 'none' ? layer.traits?.includes('per-sample') === true : all.some(t => t.batched);
  const dtypeOf = (i: number): DType => {
    const declared = layer.dtypeOf?.(args) ?? (typeof layer.dtype === 'object' ? layer.dtype[i] : layer.dtype);
    return declared === 'same' ? (flow?.dtype ?? 'float') : (declared ?? 'float');
  };
  const results =
    bad || nothing ? shapes.map(() => undefined) : shapes.map((shape, i) => ({ shape, dtype: dtypeOf(i), batched }));
  const weights: Weight[] = [];
  if (!bad) {
    for (const [name, spec] of Object.entries(layer.weights?.(rules.bound, rules.args) ?? {})) {
      if (!spec) continue;
      const { shape, zeroRow } = spec;
      const start = { init: spec.recipe ?? spec.init, ...(zeroRow && { zeroRow }) };
      weights.push({ name, shape, ...start, elements: elements(shape) });
    }
  }
  const free = new Set(weights.flatMap(w => [...w.elements.symbols()]));
  if (free.size > 0) {
    error(WEIGHTS_OF_SYMBOL, undefined, dependsOn(`the number of weights of ${layer.name}`, [...free]));
  }
  for (const [name] of matched.others) {
    if (!weights.some(w => w.name === name)) error('no-such-weight', name, `${layer.name} has no weight \`${name}\``);
  }
  const buffers: Buffer[] = [];
  if (!bad) {
    for (const [name, spec] of Object.entries(layer.buffers?.(rules.bound, rules.args) ?? {})) {
      if (spec) buffers.push({ name, ...spec, elements: elements(spec.shape) });
    }
  }
  return finish({ ...base, written: writtenOnce, bound, results, weights, buffers, open });
}

/** A layer's bare name that a block handed on, where the parameter knows it as a word: `Up(bilinear)`. */
function wordFor(words: readonly string[], datum: Argument): Argument {
  const [link, ...more] = isRecipe(datum) ? datum.links : [];
  const bare = link?.given.length === 0 && more.length === 0 && datum.kind === 'recipe';
  return bare && words.includes(datum.name) ? word(datum.name) : datum;
}

const WEIGHT_NAMES = ['weight'];

const WEIGHTS_OF_SYMBOL = 'weights-of-symbol';

/** Whether the call's own figures are known: where only a symbol is free they are formulas, and right. */
export const hasFigures = ({ problems }: Pick<Call, 'problems'>): boolean =>
  !problems.some(p => p.severity === 'error' && p.code !== WEIGHTS_OF_SYMBOL);

function nameOf(argument: Argument): string {
  return argument.kind === 'recipe' ? `the recipe \`${argument.name}\`` : `a ${argument.kind}`;
}

/** Whether two dimensions are equal, or one of them stretches. */
function meets(types: readonly (TensorType | undefined)[], { left, right }: SizePair): Truth {
  const a = types[left.input]?.shape[left.axis];
  const b = types[right.input]?.shape[right.axis];
  if (!a || !b || a.equals(b) || a.equals(1) || b.equals(1)) return true;
  return a.is('==', b);
}

/** Sizes among the arguments that are whole only for some values of their symbols. */
function openSizes(written: ReadonlyMap<string, Argument>): readonly Dim[] {
  const numbers = [...written.values()].flatMap(a => (a.kind === 'list' ? a.items : [a]));
  return numbers.flatMap(a =>
    a.kind === 'number' && !a.value.isConstant && a.value.isInteger() === 'unknown' ? [a.value] : [],
  );
}

function shapesOf(shape: Shape | readonly Shape[]): readonly Shape[] {
  return shape.length > 0 && Array.isArray(shape[0]) ? (shape as readonly Shape[]) : [shape as Shape];
}

type Parts = Omit<Call, 'lowered' | 'multiplyAdds' | 'pytorch'>;

function finish(parts: Parts): Call {
  const { layer, bound } = parts;
  const usable = bound !== undefined && parts.results.every(t => t !== undefined) && hasFigures(parts);
  const made = new Map<number, Lowered>();
  let cost: Dim | undefined;
  const call: Call = {
    ...parts,
    lowered(training, allResults = false) {
      if (!usable) return undefined;
      const form = Number(training) + 2 * Number(allResults);
      let lowered = made.get(form);
      if (!lowered) made.set(form, (lowered = lower(call, bound, training, allResults)));
      return lowered;
    },
    multiplyAdds() {
      if (!usable) return undefined;
      return (cost ??= multiplyAddsOf(call.lowered(false)));
    },
    pytorch: () => (usable ? detailsOf('layer', layer).spell.pytorch(bound, parts.args) : undefined),
  };
  return call;
}
