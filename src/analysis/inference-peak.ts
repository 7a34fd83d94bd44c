/**
 * The most bytes of activations alive at once in a pass without gradients, as eager PyTorch has it (docs/memory.md): a
 * storage dies after its last reader, the network's input lives on, what a block takes in lives until it returns, views
 * share, and an operation that may write in place does where nobody else reads its input. Under autocast an operand that is cast
 * is copied for as long as its operation; the copies of weights, which it makes once and holds, are no activations.
 */
import type { Body, BodyNode, LayerNode, Node, Value } from '../graph/graph.js';
import type { Value as OperationValue } from '../catalogue/operations/operation.js';
import { isFloating, type StoredType } from '../shape/dtype.js';
import { Dim } from '../shape/dim.js';
import { readsAll } from '../graph/reads.js';
import { bytesOf } from './amount.js';
import { castOf } from './autocast.js';
import { keptOfCall, keyOfFlows, type Flow, type KeepMode, type KeptSummary } from './kept-call.js';
import type { Layout } from './layout.js';
import { layoutOf } from './layouts.js';
import type { Linear } from './report.js';

/** Bytes for one sample of the batch that is asked for; undefined when a type is unknown or a formula leaves it open. */
type Bytes = number;

interface Storage {
  readonly bytes: Bytes;
  /** Reads that are still to come, by any value that lies in it. */
  left: number;
  /** Belongs to the caller, who keeps it alive. */
  readonly held: boolean;
}

/** Of a network: its inputs, and what is alive at once while it runs. */
export function inferencePeak(body: Body, mode: KeepMode, batch: number): Dim | undefined {
  return new InferencePeak(mode, batch).ofNetwork(body);
}

/** What a body needs, and what is known of its results. */
interface Inside {
  readonly peak: Bytes;
  readonly flows: readonly (Flow | undefined)[];
}

class InferencePeak {
  private readonly bodies = new Map<Body, Map<string, Inside | undefined>>();
  private readonly layers = new WeakMap<object, Bytes>();

  constructor(
    readonly mode: KeepMode,
    private readonly batch: number,
  ) {}

  /** Undefined when unknown, or when a size is a formula: the largest of several formulas is not known then. */
  ofNetwork(body: Body): Dim | undefined {
    const full = this.mode.mixed ? 'float32' : this.mode.float;
    const inside = this.ofBody(
      body,
      body.inputs.map(() => ({ needs: false, float: full })),
    );
    if (!inside) return undefined;
    let inputs = 0;
    for (const input of body.inputs) {
      const bytes = input.value.type && this.number(bytesOf(input.value.type, full));
      if (bytes === undefined) return undefined;
      inputs += bytes;
    }
    return Dim.of(inside.peak + inputs);
  }

  number(amount: Linear): Bytes | undefined {
    const n = amount.perSample.times(this.batch).plus(amount.fixed);
    return n.isConstant ? n.value : undefined;
  }

  /** Peak of what a body makes, without what it takes in. */
  private ofBody(body: Body, flows: readonly (Flow | undefined)[]): Inside | undefined {
    if (body.lacks) return undefined;
    let known = this.bodies.get(body);
    if (!known) this.bodies.set(body, (known = new Map<string, Inside | undefined>()));
    const key = keyOfFlows(flows);
    if (known.has(key)) return known.get(key);
    const walk = new Walk(body, this, flows);
    const inside = walk.run() ? { peak: walk.peak, flows: walk.leaving } : undefined;
    known.set(key, inside);
    return inside;
  }

  /** Peak of what a call of a body makes. Steps of a scan hold their results until they are laid side by side. */
  ofCall({ body, scan, results }: BodyNode, flows: readonly (Flow | undefined)[]): Inside | undefined {
    if (!scan) return this.ofBody(body, flows);
    const plain = flows.map(flow => ({ needs: false, float: flow?.float }));
    let step = this.ofBody(body, plain);
    // A state that has become longer stays so.
    for (let i = 0; i < scan.states; i++)
      step = this.ofBody(
        body,
        plain.map((flow, k) => (k >= 1 && k <= scan.states ? { needs: false, float: step?.flows[k]?.float } : flow)),
      );
    const made = step?.flows.map(flow => ({ needs: false, float: flow?.float })) ?? [];
    const all = results.slice(0, 1).map(value => this.sizeOf(value, made[0]))[0];
    const states = results.slice(1).map((value, i) => this.sizeOf(value, made[i + 1]) ?? NaN);
    if (!step || all === undefined || states.some(Number.isNaN)) return undefined;
    return { peak: Math.max(all + step.peak + states.reduce((sum, bytes) => sum + bytes, 0), 2 * all), flows: made };
  }

  sizeOf(value: Value, flow: Flow | undefined): Bytes | undefined {
    return value.type && this.number(bytesOf(value.type, flow?.float ?? this.mode.float));
  }

  /** What a layer's results lie in, and how, where its inputs lie so. */
  kept(node: LayerNode, inputs: readonly (Flow | undefined)[]): KeptSummary | undefined {
    return keptOfCall(node.call, {
      inputs,
      weights: false,
      training: false,
      all: readsAll(node),
      mode: { ...this.mode, attention: 'fused', several: false },
    });
  }

  mayWriteInPlace(node: LayerNode): boolean {
    const nodes = node.call.lowered(false)?.nodes ?? [];
    return nodes.length === 1 && nodes[0]?.operation.traits?.includes('in-place') === true;
  }

  /** Most bytes that the operations of a layer have at once, results included, inputs not. */
  ofLayer(node: LayerNode, flows: readonly (Flow | undefined)[]): Bytes | undefined {
    const all = readsAll(node);
    const { mixed, float } = this.mode;
    const once = !all && !mixed;
    const known = once ? this.layers.get(node.call) : undefined;
    if (known !== undefined) return known;
    const lowered = node.call.lowered(false, all);
    if (!lowered) return undefined;
    const storage = new Map<OperationValue, OperationValue>();
    const last = new Map<OperationValue, number>();
    const layouts = new Map<OperationValue, Layout>();
    const root = (v: OperationValue): OperationValue => storage.get(v) ?? v;
    const stored = new Map<OperationValue, StoredType>();
    lowered.inputs.forEach((v, i) => {
      stored.set(v, flows[i]?.float ?? float);
      if (flows[i]?.layout) layouts.set(v, flows[i].layout);
    });
    for (const [i, op] of lowered.nodes.entries()) {
      const first = op.inputs[0];
      const traits = op.operation.traits ?? [];
      // A bias is added within the kernel of the product before it: an operation on what the layer itself made writes in place.
      const over =
        (traits.includes('absorbed') || traits.includes('in-place')) &&
        first !== undefined &&
        !lowered.inputs.includes(root(first));
      const layout = layoutOf(op, v => layouts.get(v), this.mode.several);
      if (layout && layout !== 'copied') for (const r of op.results) layouts.set(r, layout);
      if (((traits.includes('view') && layout !== 'copied') || over) && first)
        for (const r of op.results) storage.set(r, root(first));
      for (const v of op.inputs) if (v) last.set(root(v), i);
    }
    for (const v of lowered.results) last.set(root(v), Infinity);
    const sizes = new Map<OperationValue, Bytes>();
    let [live, peak] = [0, 0];
    for (const [i, op] of lowered.nodes.entries()) {
      const cast = mixed ? castOf(op, v => stored.get(v) ?? 'float32', float) : undefined;
      let copies = 0;
      for (const v of op.inputs) {
        const was = v && stored.get(v);
        if (was && cast?.operands && was !== cast.operands && isFloating(v.type.dtype))
          copies += this.number(bytesOf(v.type, cast.operands)) ?? 0;
      }
      for (const [k, v] of op.results.entries()) {
        if (cast) stored.set(v, cast.results[k] ?? float);
        if (root(v) !== v) continue;
        const bytes = this.number(bytesOf(v.type, stored.get(v) ?? float));
        if (bytes === undefined) return undefined;
        sizes.set(v, bytes);
        live += bytes;
      }
      peak = Math.max(peak, live + copies);
      for (const [v, bytes] of sizes) {
        if ((last.get(v) ?? i) > i) continue;
        live -= bytes;
        sizes.delete(v);
      }
    }
    if (once) this.layers.set(node.call, peak);
    return peak;
  }
}

class Walk {
  peak = 0;
  private live = 0;
  private readonly storages = new Map<Value, Storage>();
  private readonly reads = new Map<Body, ReadonlyMap<Value, number>>();
  private readonly flows = new Map<Value, Flow>();

  constructor(
    private readonly body: Body,
    private readonly of: InferencePeak,
    private readonly given: readonly (Flow | undefined)[],
  ) {}

  /** What is known of the results. */
  get leaving(): readonly (Flow | undefined)[] {
    return [this.body.result, ...this.body.outputs.map(o => o.value)].map(value => value && this.flows.get(value));
  }

  /** False when something is unknown. */
  run(): boolean {
    for (const [i, { value }] of this.body.inputs.entries()) {
      this.storages.set(value, { bytes: 0, left: 0, held: true });
      this.flow(value, this.given[i]);
    }
    return executed(this.body).every(node => this.node(node));
  }

  private flow(value: Value, flow: Flow | undefined): void {
    if (flow) this.flows.set(value, flow);
  }

  /** How often each value of a body is read in one execution; what leaves the body is read once more. */
  private readsOf(value: Value): number {
    const { body } = value;
    let reads = this.reads.get(body);
    if (!reads) {
      const counted = new Map<Value, number>();
      const leaving = [body.result, ...body.outputs.map(o => o.value)].flatMap(v => (v ? [v] : []));
      for (const v of [...executed(body).flatMap(n => n.inputs), ...leaving]) counted.set(v, (counted.get(v) ?? 0) + 1);
      this.reads.set(body, (reads = counted));
    }
    return reads.get(value) ?? 0;
  }

  private node(node: Node): boolean {
    if (node.idle) {
      for (const value of node.results) this.put(value, { bytes: 0, left: 0, held: false });
      for (const value of node.inputs) this.read(value);
      return true;
    }
    if (node.kind === 'body' && (node.body.kind === 'round' || node.body.kind === 'checkpoint'))
      return this.inline(node);
    const flows = node.inputs.map(input => this.flows.get(input));
    const inPlace = node.kind === 'layer' && this.overwrites(node);
    const inside = node.kind === 'body' ? this.of.ofCall(node, flows) : undefined;
    const peak = node.kind === 'layer' ? this.of.ofLayer(node, flows) : inside?.peak;
    if (peak === undefined) return false;
    this.peak = Math.max(this.peak, this.live + (inPlace ? 0 : peak));
    const kept = node.kind === 'layer' ? this.of.kept(node, flows) : undefined;
    for (const [i, value] of node.results.entries()) {
      this.flow(value, kept?.results[i] ?? inside?.flows[i]);
      if (!this.make(node, value, i, inPlace ? undefined : kept, inPlace)) return false;
    }
    for (const value of node.inputs) this.read(value);
    for (const value of node.results) this.settle(this.storages.get(value));
    return true;
  }

  private overwrites(node: LayerNode): boolean {
    const [value] = node.inputs;
    const storage = value && this.storages.get(value);
    return storage !== undefined && !storage.held && storage.left <= 1 && this.of.mayWriteInPlace(node);
  }

  private make(node: Node, value: Value, index: number, kept: KeptSummary | undefined, inPlace: boolean): boolean {
    const { lies } = kept?.results[index] ?? {};
    const alias = inPlace ? 0 : lies && 'input' in lies ? lies.input : undefined;
    const shared = alias === undefined ? undefined : node.inputs[alias];
    const storage = shared && this.storages.get(shared);
    if (storage) {
      this.put(value, storage);
      return true;
    }
    // A weight handed out as a point is no activation.
    const own = lies && 'fresh' in lies ? kept?.fresh[lies.fresh]?.bytes : undefined;
    if (own && this.of.number(own) === 0) {
      this.put(value, { bytes: 0, left: 0, held: true });
      return true;
    }
    const bytes = this.of.sizeOf(value, this.flows.get(value));
    if (bytes === undefined) return false;
    this.put(value, { bytes, left: 0, held: false });
    this.live += bytes;
    return true;
  }

  private put(value: Value, storage: Storage): void {
    storage.left += this.readsOf(value);
    this.storages.set(value, storage);
  }

  private read(value: Value): void {
    const storage = this.storages.get(value);
    if (!storage) return;
    storage.left -= 1;
    this.settle(storage);
  }

  /** Frees a storage that nobody will read. */
  private settle(storage: Storage | undefined): void {
    if (!storage || storage.held || storage.left !== 0) return;
    this.live -= storage.bytes;
    storage.left = -1;
  }

  /** Rounds run as if they were written out; from the third on nothing is new. */
  private inline(node: Node & { readonly kind: 'body' }): boolean {
    const { body } = node;
    let flow = node.inputs[0];
    for (let round = 0; round < Math.min(node.count, 3); round++) {
      for (const [i, input] of body.inputs.entries()) {
        const outer = i === 0 ? flow : node.inputs[i];
        const storage = outer && this.storages.get(outer);
        if (!storage) return false;
        this.put(input.value, storage);
        this.flow(input.value, this.flows.get(outer));
      }
      if (flow) this.read(flow);
      if (!executed(body).every(inner => this.node(inner))) return false;
      flow = body.result;
    }
    for (const [i, value] of node.results.entries()) {
      const inner = i === 0 ? body.result : body.outputs[i - 1]?.value;
      const storage = inner && this.storages.get(inner);
      if (!storage) return false;
      this.put(value, storage);
      this.flow(value, this.flows.get(inner));
      this.read(inner);
    }
    for (const value of node.inputs.slice(1)) this.read(value);
    return true;
  }
}

const executed = (body: Body): readonly Node[] => body.nodes.filter(n => !n.training);
