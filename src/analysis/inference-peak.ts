/**
 * The most bytes of activations alive at once in a pass without gradients, as eager PyTorch has it (docs/memory.md): a
 * storage dies after its last reader, the network's input lives on, what a block takes in lives until it returns, views
 * share, and an operation that may write in place does where nobody else reads its input.
 */
import type { Body, BodyNode, LayerNode, Node, Value } from '../graph/graph.js';
import type { Value as OperationValue } from '../catalogue/operations/operation.js';
import type { StoredType } from '../shape/dtype.js';
import { Dim } from '../shape/dim.js';
import { readsAll } from '../graph/reads.js';
import { bytesOf } from './amount.js';
import { keptOfCall, type KeptSummary } from './kept-call.js';
import { layoutOf, type Layout } from './layouts.js';
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
export function inferencePeak(body: Body, float: StoredType, batch: number): Dim | undefined {
  return new InferencePeak(float, batch).ofNetwork(body);
}

class InferencePeak {
  private readonly bodies = new Map<Body, Bytes | undefined>();
  private readonly layers = new WeakMap<object, Bytes>();

  constructor(
    private readonly float: StoredType,
    private readonly batch: number,
  ) {}

  /** Undefined when unknown, or when a size is a formula: the largest of several formulas is not known then. */
  ofNetwork(body: Body): Dim | undefined {
    const peak = this.ofBody(body);
    if (peak === undefined) return undefined;
    let inputs = 0;
    for (const input of body.inputs) {
      const bytes = input.value.type && this.number(bytesOf(input.value.type, this.float));
      if (bytes === undefined) return undefined;
      inputs += bytes;
    }
    return Dim.of(peak + inputs);
  }

  number(amount: Linear): Bytes | undefined {
    const n = amount.perSample.times(this.batch).plus(amount.fixed);
    return n.isConstant ? n.value : undefined;
  }

  /** Peak of what a body makes, without what it takes in. */
  private ofBody(body: Body): Bytes | undefined {
    if (body.lacks) return undefined;
    if (this.bodies.has(body)) return this.bodies.get(body);
    const walk = new Walk(body, this);
    const peak = walk.run() ? walk.peak : undefined;
    this.bodies.set(body, peak);
    return peak;
  }

  /** Peak of what a call of a body makes. Steps of a scan hold their results until they are laid side by side. */
  ofCall({ body, scan, results }: BodyNode): Bytes | undefined {
    const step = this.ofBody(body);
    if (!scan) return step;
    const all = results.slice(0, 1).map(value => this.sizeOf(value))[0];
    const states = results.slice(1).map(value => this.sizeOf(value) ?? NaN);
    if (step === undefined || all === undefined || states.some(Number.isNaN)) return undefined;
    return Math.max(all + step + states.reduce((sum, bytes) => sum + bytes, 0), 2 * all);
  }

  sizeOf(value: Value): Bytes | undefined {
    return value.type && this.number(bytesOf(value.type, this.float));
  }

  /** What a layer's results lie in, and how, where its inputs lie so. */
  kept(node: LayerNode, layouts: readonly Layout[]): KeptSummary | undefined {
    return keptOfCall(node.call, {
      inputs: [],
      weights: false,
      training: false,
      mode: { float: this.float, mixed: false, attention: 'fused', several: false },
      ...(layouts.some(Boolean) && { layouts }),
    });
  }

  mayWriteInPlace(node: LayerNode): boolean {
    const nodes = node.call.lowered(false)?.nodes ?? [];
    return nodes.length === 1 && nodes[0]?.operation.traits?.includes('in-place') === true;
  }

  /** Most bytes that the operations of a layer have at once, results included, inputs not. */
  ofLayer(node: LayerNode): Bytes | undefined {
    const all = readsAll(node);
    const known = all ? undefined : this.layers.get(node.call);
    if (known !== undefined) return known;
    const lowered = node.call.lowered(false, all);
    if (!lowered) return undefined;
    const storage = new Map<OperationValue, OperationValue>();
    const last = new Map<OperationValue, number>();
    const layouts = new Map<OperationValue, Layout>();
    const root = (v: OperationValue): OperationValue => storage.get(v) ?? v;
    for (const [i, op] of lowered.nodes.entries()) {
      const first = op.inputs[0];
      const traits = op.operation.traits ?? [];
      // A bias is added within the kernel of the product before it: an operation on what the layer itself made writes in place.
      const over =
        (traits.includes('absorbed') || traits.includes('in-place')) &&
        first !== undefined &&
        !lowered.inputs.includes(root(first));
      const layout = traits.includes('view') ? layoutOf(op, first && layouts.get(first)) : 'copied';
      if (layout && layout !== 'copied') for (const r of op.results) layouts.set(r, layout);
      if ((layout !== 'copied' || over) && first) for (const r of op.results) storage.set(r, root(first));
      for (const v of op.inputs) if (v) last.set(root(v), i);
    }
    for (const v of lowered.results) last.set(root(v), Infinity);
    const sizes = new Map<OperationValue, Bytes>();
    let [live, peak] = [0, 0];
    for (const [i, op] of lowered.nodes.entries()) {
      for (const v of op.results) {
        if (root(v) !== v) continue;
        const bytes = this.number(bytesOf(v.type, this.float));
        if (bytes === undefined) return undefined;
        sizes.set(v, bytes);
        live += bytes;
      }
      peak = Math.max(peak, live);
      for (const [v, bytes] of sizes) {
        if ((last.get(v) ?? i) > i) continue;
        live -= bytes;
        sizes.delete(v);
      }
    }
    if (!all) this.layers.set(node.call, peak);
    return peak;
  }
}

class Walk {
  peak = 0;
  private live = 0;
  private readonly storages = new Map<Value, Storage>();
  private readonly reads = new Map<Body, ReadonlyMap<Value, number>>();
  private readonly layouts = new Map<Value, Layout>();

  constructor(
    private readonly body: Body,
    private readonly of: InferencePeak,
  ) {}

  /** False when something is unknown. */
  run(): boolean {
    for (const input of this.body.inputs) this.storages.set(input.value, { bytes: 0, left: 0, held: true });
    return executed(this.body).every(node => this.node(node));
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
    const inside = node.kind === 'body' ? this.of.ofCall(node) : this.of.ofLayer(node);
    if (inside === undefined) return false;
    const inPlace = node.kind === 'layer' && this.overwrites(node);
    this.peak = Math.max(this.peak, this.live + (inPlace ? 0 : inside));
    for (const [i, value] of node.results.entries()) if (!this.make(node, value, i, inPlace)) return false;
    for (const value of node.inputs) this.read(value);
    for (const value of node.results) this.settle(this.storages.get(value));
    return true;
  }

  private overwrites(node: LayerNode): boolean {
    const [value] = node.inputs;
    const storage = value && this.storages.get(value);
    return storage !== undefined && !storage.held && storage.left <= 1 && this.of.mayWriteInPlace(node);
  }

  private make(node: Node, value: Value, index: number, inPlace: boolean): boolean {
    const layouts = node.inputs.map(input => this.layouts.get(input));
    const kept = inPlace || node.kind !== 'layer' ? undefined : this.of.kept(node, layouts);
    const { lies, layout } = kept?.results[index] ?? {};
    if (layout) this.layouts.set(value, layout);
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
    const bytes = this.of.sizeOf(value);
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
      this.read(inner);
    }
    for (const value of node.inputs.slice(1)) this.read(value);
    return true;
  }
}

const executed = (body: Body): readonly Node[] => body.nodes.filter(n => !n.training);
