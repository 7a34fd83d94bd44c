/** Composes what calls keep over a body: each storage once, however many layers keep it; equal rounds worked out once. */
import type { Body, BodyNode, Node, Value } from '../graph/graph.js';
import { readsAll } from '../graph/reads.js';
import { ValueMap } from '../graph/value-map.js';
import { bytesOf, LinearSum, plus, times, zero } from './amount.js';
import type { Layout } from './layouts.js';
import { scanned } from './kept-scan.js';
import { keptOfCall, type KeepMode, type KeptSummary, type Lies } from './kept-call.js';
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

  ofBody(body: Body, needs: readonly boolean[]): BodyKept {
    const key = needs.map(Number).join('');
    let answers = this.known.get(body);
    if (!answers) this.known.set(body, (answers = new Map<string, BodyKept>()));
    let answer = answers.get(key);
    if (!answer) {
      answer = this.work(body, needs);
      answers.set(key, answer);
      if (!this.first.has(body)) this.first.set(body, answer);
    }
    return answer;
  }

  private work(body: Body, needs: readonly boolean[]): BodyKept {
    const walk = new KeptWalk(this, this.mode, body);
    const inputs = body.inputs.map((input, i) => walk.enter(input.value, i, needs[i] ?? false));
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
      const { storage } = at;
      if (storage.input !== undefined) return { lies: { input: storage.input }, needs: at.needs };
      let place = index.get(storage);
      if (place === undefined) {
        index.set(storage, (place = fresh.length));
        fresh.push({ bytes: storage.bytes, kept: storage.kept });
      }
      return { lies: { fresh: place }, needs: at.needs };
    });
    for (const storage of walk.fresh) if (storage.kept && !index.has(storage)) internal.add(storage.bytes);
    if (body.kind === 'checkpoint') return checkpointed(inputs, needs, fresh, results, byNode, walk.whole);
    return { internal: internal.total, keepsInput: inputs.map(s => s.kept), fresh, results, byNode, whole: walk.whole };
  }

  /** What a call of a body keeps. */
  ofNode(node: BodyNode, needs: readonly boolean[]): BodyKept {
    return node.scan ? scanned(this, node, node.scan, needs, this.mode) : this.rounds(node.body, node.count, needs);
  }

  /** `count` rounds in a row: the first result flows into the first input. */
  rounds(body: Body, count: number, needs: readonly boolean[]): BodyKept {
    const one = this.ofBody(body, needs);
    if (count === 1) return one;
    const flow = one.results[0];
    if (count === 0 || !flow) return one;
    const next = this.ofBody(body, [flow.needs, ...needs.slice(1)]);
    const ownOf = (kept: KeptSummary): { readonly bytes: Linear; readonly kept: boolean } | undefined => {
      const lies = kept.results[0]?.lies;
      return lies && 'fresh' in lies ? kept.fresh[lies.fresh] : undefined;
    };
    const takes = next.keepsInput[0] ?? false;
    let internal = plus(one.internal, times(next.internal, count - 1));
    // Results that flow from round to round are kept by the round that makes them or the one that reads them.
    const between = (own: ReturnType<typeof ownOf>, rounds: number): void => {
      if (own && (own.kept || takes)) internal = plus(internal, times(own.bytes, rounds));
    };
    between(ownOf(one), 1);
    between(ownOf(next), count - 2);
    const keepsInput = needs.map((_, i) => (one.keepsInput[i] ?? false) || (i > 0 && (next.keepsInput[i] ?? false)));
    if (!ownOf(one) && takes) keepsInput[0] = true;
    return { ...next, internal, keepsInput, whole: one.whole && next.whole };
  }
}

/** A checkpoint keeps what flows into it, and nothing of its inside. */
function checkpointed(
  inputs: readonly Storage[],
  needs: readonly boolean[],
  fresh: readonly { readonly bytes: Linear; readonly kept: boolean }[],
  results: readonly { readonly lies: Lies; readonly needs: boolean }[],
  byNode: readonly (Linear | undefined)[],
  whole: boolean,
): BodyKept {
  const active = results.some(r => r.needs) || needs.some(Boolean);
  return {
    internal: zero,
    keepsInput: inputs.map(() => active),
    fresh: fresh.map(f => ({ bytes: f.bytes, kept: false })),
    results,
    byNode: byNode.map(() => zero),
    whole,
  };
}

/** Where a value lies, and whether it wants a gradient. */
export interface Held {
  readonly storage: Storage;
  readonly needs: boolean;
  readonly layout?: Layout;
}

const one = [true];
const none = [false];

/** Walks nodes in order and marks storages; also used for a flat walk through all instances. */
export class KeptWalk {
  private readonly values: ValueMap<Held>;
  readonly fresh: Storage[] = [];
  readonly sum = new LinearSum();
  whole = true;

  constructor(
    private readonly analysis: KeptAnalysis,
    private readonly mode: KeepMode,
    body: Body,
  ) {
    this.values = new ValueMap(body);
  }

  enter(value: Value, input: number, needs: boolean): Storage {
    const bytes = value.type ? bytesOf(value.type, this.mode.float) : zero;
    const storage: Storage = { bytes, input, kept: false };
    this.values.set(value, { storage, needs });
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
    const needs = inputs.length === 1 ? (inputs[0]?.needs ? one : none) : inputs.map(held => held?.needs ?? false);
    const summary =
      node.kind === 'body'
        ? this.analysis.ofNode(node, needs)
        : keptOfCall(node.call, {
            inputs: needs,
            weights: !node.frozen,
            training: !node.frozen,
            all: readsAll(node),
            mode: this.mode,
            ...(inputs.some(held => held?.layout) && { layouts: inputs.map(held => held?.layout) }),
          });
    if (!summary) {
      this.whole = false;
      return undefined;
    }
    if ('whole' in summary && !summary.whole) this.whole = false;
    let added = summary.internal;
    this.sum.add(summary.internal);
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
      const { lies, needs: wanted, layout } = result;
      const storage = 'input' in lies ? inputs[lies.input]?.storage : this.fresh[before + lies.fresh];
      if (storage) this.values.set(value, { storage, needs: wanted, ...(layout && { layout }) });
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
