/** Composes what calls keep over a body: each storage once, however many layers keep it; equal rounds worked out once. */
import type { Body, BodyNode, Node, Value } from '../graph/graph.js';
import { readsAll } from '../graph/reads.js';
import { ValueMap } from '../graph/value-map.js';
import { bytesOf, LinearSum, plus, times, zero } from './amount.js';
import { checkpointed, scanned } from './kept-scan.js';
import { keptOfCall, keyOfFlows, type Flow, type KeepMode, type KeptSummary } from './kept-call.js';
import type { Linear } from './report.js';

export interface BodyKept extends KeptSummary {
  /** What each node is the first to keep; undefined where unknown. */
  readonly byNode: readonly (Linear | undefined)[];
  /** False when some layer's types are unknown: then the sums are too small. */
  readonly whole: boolean;
}

export interface Storage {
  readonly bytes: Linear;
  readonly input: number | undefined;
  kept: boolean;
}

/** Works bodies out, each once for each pattern of inputs that need gradients. */
export class KeptAnalysis {
  private readonly known = new Map<Body, Map<string, BodyKept>>();
  /** The first answer for each body: for figures of a line that stands for all instances. */
  readonly first = new Map<Body, BodyKept>();

  constructor(private readonly mode: KeepMode) {}

  ofBody(body: Body, flows: readonly Flow[]): BodyKept {
    const key = keyOfFlows(flows);
    let answers = this.known.get(body);
    if (!answers) this.known.set(body, (answers = new Map<string, BodyKept>()));
    let answer = answers.get(key);
    if (!answer) {
      answer = this.work(body, flows);
      answers.set(key, answer);
      if (!this.first.has(body)) this.first.set(body, answer);
    }
    return answer;
  }

  private work(body: Body, flows: readonly Flow[]): BodyKept {
    const walk = new KeptWalk(this, this.mode, body);
    const inputs = body.inputs.map((input, i) => walk.enter(input.value, i, flows[i]));
    const byNode: (Linear | undefined)[] = [];
    if (body.lacks) walk.whole = false;
    for (const node of body.nodes) byNode.push(walk.node(node));
    const internal = walk.sum;
    const fresh: { readonly bytes: Linear; readonly kept: boolean }[] = [];
    const index = new Map<Storage, number>();
    const values = [body.result, ...body.outputs.map(o => o.value)];
    const results = values.map(value => {
      const at = value && walk.at(value);
      if (!at) return { lies: { fresh: -1 }, needs: false };
      const { storage, needs, layout, float } = at;
      if (storage.input !== undefined) return { lies: { input: storage.input }, needs, layout, float };
      let place = index.get(storage);
      if (place === undefined) {
        index.set(storage, (place = fresh.length));
        fresh.push({ bytes: storage.bytes, kept: storage.kept });
      }
      return { lies: { fresh: place }, needs, layout, float };
    });
    for (const storage of walk.fresh) if (storage.kept && !index.has(storage)) internal.add(storage.bytes);
    if (body.kind === 'checkpoint') return checkpointed(inputs, flows, fresh, results, byNode, walk.whole);
    const { copies, whole } = walk;
    return { internal: internal.total, copies, keepsInput: inputs.map(s => s.kept), fresh, results, byNode, whole };
  }

  /** What a call of a body keeps. */
  ofNode(node: BodyNode, flows: readonly Flow[]): BodyKept {
    return node.scan ? scanned(this, node, node.scan, flows, this.mode) : this.rounds(node.body, node.count, flows);
  }

  /** `count` rounds in a row: the first result flows into the first input, until a round is like the one before. */
  rounds(body: Body, count: number, flows: readonly Flow[]): BodyKept {
    const one = this.ofBody(body, flows);
    if (count <= 1) return one;
    const keepsInput = [...one.keepsInput];
    let [last, given, left, internal, whole] = [one, flows, count - 1, one.internal, one.whole];
    let copies = one.copies ?? zero;
    while (left > 0) {
      const flow = last.results[0];
      if (!flow) return one;
      const own = 'fresh' in flow.lies ? last.fresh[flow.lies.fresh] : undefined;
      given = [flow, ...given.slice(1)];
      const next = this.ofBody(body, given);
      const times_ = next === last ? left : 1;
      // What flows from round to round is kept by the round that makes it or the one that reads it.
      if (own && (own.kept || next.keepsInput[0])) internal = plus(internal, times(own.bytes, times_));
      internal = plus(internal, times(next.internal, times_));
      copies = plus(copies, times(next.copies ?? zero, times_));
      for (const [i, keeps] of next.keepsInput.entries()) if (keeps && (i > 0 || !own)) keepsInput[i] = true;
      whole &&= next.whole;
      left -= times_;
      last = next;
    }
    return { ...last, internal, copies, keepsInput, whole };
  }
}

/** Where a value lies, and what is known of it. */
export interface Held extends Flow {
  readonly storage: Storage;
}

const nothing: Flow = { needs: false };
const sample: Flow = { needs: false, float: 'float32' };

/** Walks nodes in order and marks storages; also used for a flat walk through all instances. */
export class KeptWalk {
  private readonly values: ValueMap<Held>;
  readonly fresh: Storage[] = [];
  readonly sum = new LinearSum();
  copies = zero;
  whole = true;

  constructor(
    private readonly analysis: KeptAnalysis,
    private readonly mode: KeepMode,
    body: Body,
  ) {
    this.values = new ValueMap(body);
  }

  /** Under autocast samples come in fp32. */
  enter(value: Value, input: number, flow = this.mode.mixed ? sample : nothing): Storage {
    const bytes = value.type ? bytesOf(value.type, flow.float ?? this.mode.float) : zero;
    const storage: Storage = { bytes, input, kept: false };
    this.values.set(value, { ...flow, storage });
    return storage;
  }

  private readonly held = (value: Value): Held | undefined => this.values.get(value);

  at(value: Value): Held | undefined {
    return this.values.get(value);
  }

  put(value: Value, at: Held): void {
    this.values.set(value, at);
  }

  /** Adds a node; what it is the first to keep. */
  node(node: Node): Linear | undefined {
    if (node.idle) return this.idle(node);
    const inputs = node.inputs.map(this.held);
    const summary =
      node.kind === 'body'
        ? this.analysis.ofNode(
            node,
            inputs.map(held => held ?? nothing),
          )
        : keptOfCall(node.call, {
            inputs,
            weights: !node.frozen,
            training: !node.frozen,
            all: readsAll(node),
            mode: this.mode,
          });
    if (!summary) {
      this.whole = false;
      return undefined;
    }
    if ('whole' in summary && !summary.whole) this.whole = false;
    let added = summary.internal;
    const { copies = zero } = summary;
    if (copies !== zero) {
      const again = node.shared !== undefined && node.shared.uses[0] !== node;
      if (again) added = plus(added, times(copies, -1));
      else this.copies = plus(this.copies, copies);
    }
    this.sum.add(added);
    const { keepsInput, fresh, results } = summary;
    for (let i = 0; i < keepsInput.length; i++) {
      const storage = inputs[i]?.storage;
      if (keepsInput[i] !== true || !storage || storage.kept) continue;
      storage.kept = true;
      added = plus(added, storage.bytes);
    }
    const before = this.fresh.length;
    for (const { bytes, kept } of fresh) {
      this.fresh.push({ bytes, input: undefined, kept });
      if (kept) added = plus(added, bytes);
    }
    for (let i = 0; i < results.length; i++) {
      const value = node.results[i];
      const result = results[i];
      if (!value || !result) continue;
      const { lies, needs, layout, float } = result;
      const storage = 'input' in lies ? inputs[lies.input]?.storage : this.fresh[before + lies.fresh];
      if (storage) this.values.set(value, { storage, needs, layout, float });
    }
    return added;
  }

  /** Nothing of a sample goes through it: its results take no bytes. */
  private idle(node: Node): Linear {
    const needs = !node.frozen || node.inputs.some(value => this.values.get(value)?.needs === true);
    for (const value of node.results) {
      this.values.set(value, { storage: { bytes: zero, input: undefined, kept: false }, needs });
    }
    return zero;
  }
}
