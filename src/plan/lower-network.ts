/** Flattens a network's bodies into a program: every call lowered, every weight and buffer under its path. */
import { StepNames } from '../graph/names.js';
import { readsAll } from '../graph/reads.js';
import type {
  Body,
  BodyNode,
  LayerNode,
  NetworkGraph,
  Node,
  Scan,
  SharedWeights,
  Value as Point,
  WeightRef,
} from '../graph/graph.js';
import { Dim } from '../shape/dim.js';
import { Tape, type NamedValue, type Program, type ProgramBuffer, type ProgramWeight, type Value } from './program.js';

/** One execution of a body. */
interface Frame {
  readonly body: Body;
  readonly outer: Frame | undefined;
  /** Path of the calls in it; empty for the network. */
  readonly path: string;
  /** The same for its weights: another one in what is shared. */
  readonly weightPath: string;
  /** The rounds of a `repeat` and checkpoints share those of the body around them. */
  readonly names: StepNames;
  readonly values: Map<Point, Value>;
  /** Where the layers and bodies of each node have their weights: for those that use them again. */
  readonly homes: Map<Node, string>;
}

export interface LowerOptions {
  /** Training pass: `training` parts are there, dropout drops, norms use the batch. */
  readonly training: boolean;
  /** Says that the operations of the whole network are frozen: a network that another one's training uses. */
  readonly frozen?: boolean;
}

/** Undefined where the network has a mistake or sizes that are not known. */
export function lowerNetwork(network: NetworkGraph, options: LowerOptions, tape = new Tape()): Program | undefined {
  const lowering = new Lowering(tape, options);
  return lowering.network(network);
}

const joined = (path: string, part: string): string => (path === '' ? part : `${path}.${part}`);

class Unknown extends Error {}

class Lowering {
  private readonly weights = new Map<string, ProgramWeight>();
  private readonly buffers = new Map<string, ProgramBuffer>();

  constructor(
    private readonly tape: Tape,
    private readonly options: LowerOptions,
  ) {}

  network({ body }: NetworkGraph): Program | undefined {
    try {
      const inputs = body.inputs.map(({ name, value }): NamedValue => ({
        name,
        value: this.tape.sequence.source(known(value.type)),
      }));
      const frame = this.frame(body, undefined, { path: '', weightPath: '', names: new StepNames() });
      this.run(
        frame,
        inputs.map(({ value }) => value),
      );
      return {
        tape: this.tape,
        inputs,
        weights: [...this.weights.values()],
        buffers: [...this.buffers.values()],
        outputs: this.outputs(frame),
      };
    } catch (error) {
      if (error instanceof Unknown) return undefined;
      throw error;
    }
  }

  private outputs(frame: Frame): NamedValue[] {
    const { outputs, result } = frame.body;
    const declared = outputs.filter(({ training }) => this.options.training || !training);
    const named = declared.map(({ name, value }) => ({ name, value: valueOf(frame, value) }));
    // Outputs of `training` parts stand beside the flow's end, which is then still the output.
    const hasMain = outputs.some(({ training }) => !training);
    return hasMain || !result ? named : [{ name: 'output', value: valueOf(frame, result) }, ...named];
  }

  private frame(body: Body, outer: Frame | undefined, place: Pick<Frame, 'path' | 'weightPath' | 'names'>): Frame {
    const { path, weightPath, names } = place;
    return { body, outer, path, weightPath, names, values: new Map(), homes: new Map() };
  }

  private run(frame: Frame, inputs: readonly Value[]): void {
    frame.body.inputs.forEach(({ value }, i) => {
      const given = inputs[i];
      if (given) frame.values.set(value, given);
    });
    for (const node of frame.body.nodes) {
      if (node.training && !this.options.training) continue;
      if (node.kind === 'layer') this.layer(frame, node);
      else this.body(frame, node);
    }
  }

  private body(frame: Frame, node: BodyNode): void {
    if (node.scan) {
      this.scan(frame, node, node.scan);
      return;
    }
    let inputs = node.inputs.map(input => valueOf(frame, input));
    let inner: Frame | undefined;
    for (let round = 0; round < node.count; round++) {
      inner = this.frame(node.body, frame, this.placeOf(frame, node));
      if (round === 0) frame.homes.set(node, inner.weightPath);
      this.run(inner, inputs);
      const { result } = node.body;
      if (result) inputs = [valueOf(inner, result), ...inputs.slice(1)];
    }
    const [flow] = node.results;
    if (!inner || !flow) {
      if (flow && inputs[0]) frame.values.set(flow, inputs[0]);
      return;
    }
    const { result, outputs } = node.body;
    for (const point of node.results) {
      const source = point.index === 0 ? result : outputs[point.index - 1]?.value;
      const value = source && inner.values.get(source);
      if (value) frame.values.set(point, value);
    }
  }

  /** Every step written out, all under one path, so with the same weights. */
  private scan(frame: Frame, node: BodyNode, { length, states, reverse }: Scan): void {
    const [sequence, ...others] = node.inputs.map(input => valueOf(frame, input));
    const steps = length.value;
    if (!sequence || !Number.isSafeInteger(steps) || steps < 1) throw new Unknown(`the entries of ${node.body.name}`);
    const place = this.placeOf(frame, node);
    const { result, outputs } = node.body;
    const made = [result, ...outputs.map(output => output.value)].map(() => [] as Value[]);
    let carried = others;
    for (let step = 0; step < steps; step++) {
      const at = reverse ? steps - 1 - step : step;
      const inner = this.frame(node.body, frame, { ...place, names: new StepNames() });
      if (step === 0) frame.homes.set(node, inner.weightPath);
      this.run(inner, [this.entry(place.path, sequence, at), ...carried]);
      [result, ...outputs.map(output => output.value)].forEach((point, i) => {
        const value = point && inner.values.get(point);
        if (value) made[i]![at] = value;
      });
      carried = carried.map((value, i) => (i < states ? (made[i + 1]?.[at] ?? value) : value));
    }
    const last = reverse ? 0 : steps - 1;
    node.results.forEach((point, i) => {
      const values = made[i] ?? [];
      const value = i >= 1 && i <= states ? values[last] : this.sideBySide(place.path, values);
      if (value) frame.values.set(point, value);
    });
  }

  private entry(path: string, sequence: Value, at: number): Value {
    const [from, one] = [Dim.of(at), Dim.of(1)];
    return this.tape.from({ path, pass: 'forward' }, op =>
      op.reshape(op.slice(sequence, { axis: 0, from, to: from.plus(1), step: one }), {
        shape: sequence.type.shape.slice(1),
      }),
    );
  }

  private sideBySide(path: string, values: readonly Value[]): Value | undefined {
    return this.tape.from({ path, pass: 'forward' }, op => {
      const rows = values.map(value => op.reshape(value, { shape: [Dim.of(1), ...value.type.shape] }));
      return rows.length > 1 ? op.concat(...rows, { axis: 0 }) : rows[0];
    });
  }

  /** Rounds and checkpoints are not seen in paths. */
  private placeOf(frame: Frame, node: BodyNode): Pick<Frame, 'path' | 'weightPath' | 'names'> {
    const transparent = node.body.kind === 'round' || node.body.kind === 'checkpoint';
    if (transparent && !node.shared) return frame;
    const name = frame.names.next(node);
    return { path: joined(frame.path, name), weightPath: this.weightPath(frame, node, name), names: new StepNames() };
  }

  private weightPath(frame: Frame, node: Node, name: string): string {
    return node.shared
      ? joined(ownerOf(frame, node.shared).weightPath, node.shared.name)
      : joined(frame.weightPath, name);
  }

  private layer(frame: Frame, node: LayerNode): void {
    const name = frame.names.next(node);
    const path = joined(frame.path, name);
    const home = this.weightPath(frame, node, name);
    frame.homes.set(node, home);
    const frozen = node.frozen || this.options.frozen === true;
    const lowered = node.call.lowered(this.options.training && !frozen, readsAll(node));
    if (!lowered) throw new Unknown(path);
    const values = new Map<Value, Value>();
    node.inputs.forEach((input, i) => {
      const inside = lowered.inputs[i];
      if (inside) values.set(inside, valueOf(frame, input));
    });
    for (const weight of node.call.weights) {
      const inside = lowered.weights[weight.name];
      if (!inside) continue;
      const tie = node.ties.get(weight.name);
      const own = (): Value => this.weight({ ...weight, layer: home, trainable: !frozen });
      values.set(inside, tie ? this.tied(frame, path, tie) : own());
    }
    for (const [given, tie] of node.ties) {
      const inside = lowered.weights[given];
      if (inside && !values.has(inside)) values.set(inside, this.tied(frame, path, tie));
    }
    for (const buffer of node.call.buffers) {
      const inside = lowered.buffers[buffer.name];
      if (inside) values.set(inside, this.buffer({ ...buffer, layer: home }));
    }
    this.tape.from({ path, pass: 'forward' }, () => {
      for (const node of lowered.nodes) {
        const mapped = node.inputs.map(input => input && mappedValue(values, input));
        const made = this.tape.sequence.repeat(node, mapped);
        node.results.forEach((result, i) => values.set(result, made[i]!));
      }
    });
    lowered.results.forEach((result, i) => {
      const point = node.results[i];
      if (point) frame.values.set(point, mappedValue(values, result));
    });
    for (const [buffer, value] of lowered.updates) this.updateBuffer(joined(home, buffer), mappedValue(values, value));
  }

  private weight(weight: Omit<ProgramWeight, 'path' | 'value'>): Value {
    const { name, layer, shape, init, zeroRow, trainable } = weight;
    const path = joined(layer, name);
    const known = this.weights.get(path);
    if (known) return known.value;
    const value = this.tape.sequence.source({ shape, dtype: 'float', batched: false });
    this.weights.set(path, { path, layer, name, shape, init, ...(zeroRow && { zeroRow }), trainable, value });
    return value;
  }

  /** Of what is shared, each use starts from what the one before made of a running statistic. */
  private buffer({
    name,
    layer,
    shape,
    dtype,
    fill,
    values,
  }: Omit<ProgramBuffer, 'path' | 'value' | 'update'> & { name: string }): Value {
    const path = joined(layer, name);
    const known = this.buffers.get(path);
    if (known) return known.update ?? known.value;
    const value = this.tape.sequence.source({ shape, dtype, batched: false });
    this.buffers.set(path, { path, layer, shape, dtype, fill, ...(values && { values }), value, update: undefined });
    return value;
  }

  private updateBuffer(path: string, update: Value): void {
    const known = this.buffers.get(path);
    if (known) this.buffers.set(path, { ...known, update });
  }

  /** A weight of another layer, turned where the file says so. */
  private tied(frame: Frame, path: string, tie: WeightRef): Value {
    const value = this.ownedWeight(frame, tie);
    if (!tie.transposed) return value;
    return this.tape.from({ path, pass: 'forward' }, op => op.permute(value, { order: [1, 0] }));
  }

  private ownedWeight(frame: Frame, { owner, path, weight }: WeightRef): Value {
    const base = frameOf(frame, owner);
    const [first, ...rest] = path;
    let home = first && base.homes.get(first);
    // Below the owner, names follow from the bodies alone: each is walked until the node that is meant.
    let body = first?.kind === 'body' ? first.body : undefined;
    for (const node of rest) {
      home = home !== undefined && body ? joined(home, nameIn(body, node)) : undefined;
      body = node.kind === 'body' ? node.body : undefined;
    }
    const found = home === undefined ? undefined : this.weights.get(joined(home, weight));
    if (!found) throw new Unknown(`a tied weight of ${owner.name}`);
    return found.value;
  }
}

/** Name of a node among the calls of its body. */
function nameIn(body: Body, wanted: Node): string {
  const names = new StepNames();
  for (const node of body.nodes) {
    const name = names.next(node);
    if (node === wanted) return name;
  }
  throw new Error(`a weight's path leaves ${body.name}`);
}

function known<T>(type: T | undefined): T {
  if (type === undefined) throw new Unknown('a type');
  return type;
}

function valueOf(frame: Frame, point: Point): Value {
  const value = frame.values.get(point);
  if (!value) throw new Unknown(`a value of ${frame.body.name}`);
  return value;
}

function mappedValue(values: ReadonlyMap<Value, Value>, value: Value): Value {
  const mapped = values.get(value);
  if (!mapped) throw new Error('a lowered operation reads a value that nothing makes');
  return mapped;
}

function frameOf(frame: Frame, body: Body): Frame {
  for (let at: Frame | undefined = frame; at; at = at.outer) if (at.body === body) return at;
  throw new Error(`${body.name} is not being executed`);
}

const ownerOf = (frame: Frame, shared: SharedWeights): Frame => frameOf(frame, shared.owner);
