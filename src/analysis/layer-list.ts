/** The executed calls of a network in order, with paths: the one place where the hierarchy is flattened for reading. */
import type { Body, Node, Place, SharedWeights, Value, WeightRef } from '../graph/graph.js';
import { zero } from './amount.js';
import type { Figures } from './figures.js';
import { KeptWalk } from './kept-body.js';
import { FieldWalk } from './receptive-fields.js';
import type { LayerLine, Linear } from './report.js';
import type { Made } from './weights.js';
import { Dim } from '../shape/dim.js';

interface Frame {
  readonly body: Body;
  readonly prefix: string;
  /** Numbers of kinds so far; a transparent body counts on in the one around it. */
  readonly counts: Map<string, number>;
  readonly calls: readonly { readonly block: string; readonly place: Place }[];
  readonly around: Frame | undefined;
  /** Path of the first use of shared weights that this body declares. */
  readonly shared: Map<SharedWeights, string>;
  readonly paths: Map<Node, string>;
  /** Executed so many times, with one line: the entries of scans around it. */
  readonly times: Dim;
  /** In an expert that is not chosen. */
  readonly idle: boolean;
  /** Path at which the shared weights in use were made, and where they are used now. */
  readonly sharing: { readonly from: string; readonly to: string } | undefined;
}

/** Block calls that lead to the layers of a list, all together: blocks within a hundred blocks would fill the memory. */
const MAX_CALLS = 1_000_000;

const one = Dim.of(1);
const none = Dim.of(0);
const nothing: Made = {
  trainable: none,
  frozen: none,
  floatBuffers: none,
  integerBuffers: none,
  tensors: new Map(),
  frozenTensors: new Map(),
};

export function listLayers(body: Body, figures: Figures, limit: number): { lines: LayerLine[]; truncated: number } {
  const lister = new Lister(figures, limit, body);
  lister.run(body);
  return { lines: lister.lines, truncated: Math.max(0, body.calls - lister.lines.length) };
}

class Lister {
  readonly lines: LayerLine[] = [];
  private calls = 0;
  private readonly walk: KeptWalk;
  private readonly fields = new FieldWalk();
  /** Within a checkpoint or a scan: what it keeps as a whole, until its first layer has said so. */
  private whole: { kept: Linear | undefined } | undefined;

  constructor(
    private readonly figures: Figures,
    private readonly limit: number,
    root: Body,
  ) {
    this.walk = new KeptWalk(figures.kept, figures.mode, root);
  }

  run(body: Body): void {
    for (const [i, input] of body.inputs.entries()) {
      this.walk.enter(input.value, i);
      this.fields.enter(input.value);
    }
    this.body({
      body,
      prefix: '',
      counts: new Map(),
      calls: [],
      around: undefined,
      shared: new Map(),
      paths: new Map(),
      times: one,
      idle: false,
      sharing: undefined,
    });
  }

  private get isFull(): boolean {
    return this.lines.length >= this.limit || this.calls > MAX_CALLS;
  }

  private body(frame: Frame): void {
    for (const node of frame.body.nodes) {
      if (this.isFull) return;
      if (node.kind === 'layer') this.layer(frame, node);
      else for (let round = 0; round < node.count && !this.isFull; round++) this.inner(frame, node, round);
    }
  }

  private pathOf(frame: Frame, node: Node, kind: string): string {
    if (node.name !== undefined) {
      const times = (frame.counts.get(node.name) ?? 0) + 1;
      frame.counts.set(node.name, times);
      return `${frame.prefix}${node.name}${times > 1 ? `_${String(times)}` : ''}`;
    }
    const n = (frame.counts.get(kind) ?? 0) + 1;
    frame.counts.set(kind, n);
    return `${frame.prefix}${kind}_${String(n)}`;
  }

  private inner(frame: Frame, node: Node & { readonly kind: 'body' }, round: number): void {
    const { body } = node;
    const transparent = body.kind === 'round' || body.kind === 'checkpoint';
    const path = transparent ? frame.prefix : this.pathOf(frame, node, body.name);
    const sharing = this.share(frame, node, path);
    const inner: Frame = {
      body,
      prefix: transparent ? frame.prefix : `${path}.`,
      counts: transparent ? frame.counts : new Map<string, number>(),
      calls: transparent ? frame.calls : [...frame.calls, { block: body.name, place: node.place }],
      around: frame,
      shared: new Map(),
      paths: new Map(),
      times: node.scan ? frame.times.times(node.scan.length) : frame.times,
      idle: frame.idle || node.idle,
      sharing: sharing ?? frame.sharing,
    };
    if (!transparent) frame.paths.set(node, path);
    if ((body.kind === 'checkpoint' || node.scan || node.idle) && !this.whole) {
      this.whole = { kept: this.walk.node(node) };
      this.inside(inner, node, round);
      this.whole = undefined;
    } else {
      this.inside(inner, node, round);
    }
  }

  private inside(inner: Frame, node: Node & { readonly kind: 'body' }, round: number): void {
    const { body } = node;
    const walks = !this.whole;
    // Storages flow through: the inner body's inputs are the outer values, its results become the node's.
    for (const [i, input] of body.inputs.entries()) {
      const outer = i === 0 && round > 0 ? node.results[0] : node.inputs[i];
      const at = outer && this.walk.at(outer);
      if (at && walks) this.walk.put(input.value, at);
      if (outer) this.fields.put(input.value, node.scan ? undefined : this.fields.at(outer));
    }
    this.body(inner);
    const values: readonly (Value | undefined)[] = [body.result, ...body.outputs.map(o => o.value)];
    for (const [i, value] of values.entries()) {
      const at = value && this.walk.at(value);
      const result = node.results[i];
      if (at && result && walks) this.walk.put(result, at);
      if (value && result) this.fields.put(result, node.scan ? undefined : this.fields.at(value));
    }
  }

  /** Notes the first use of shared weights; for a later one, where they were made. */
  private share(frame: Frame, node: Node, path: string): Frame['sharing'] {
    const { shared } = node;
    if (!shared) return undefined;
    for (let at: Frame | undefined = frame; at; at = at.around) {
      if (at.body !== shared.owner) continue;
      const first = at.shared.get(shared);
      if (first === undefined) {
        at.shared.set(shared, path);
        return undefined;
      }
      return { from: first, to: path };
    }
    return undefined;
  }

  private layer(frame: Frame, node: Node & { readonly kind: 'layer' }): void {
    const { call } = node;
    const path = this.pathOf(frame, node, call.layer.name);
    frame.paths.set(node, path);
    const sharing = this.share(frame, node, path) ?? frame.sharing;
    const kept = this.keep(node);
    const shared = sharing ? sharing.from + path.slice(sharing.to.length) : undefined;
    const tied = shared ?? [...node.ties.values()].map(ref => this.pathOfRef(frame, ref)).find(p => p !== undefined);
    const made = shared === undefined ? this.figures.weights.shown({ ...node, shared: undefined }) : nothing;
    const idle = frame.idle || node.idle;
    const called = !idle && (!node.training || this.figures.assumptions.mode === 'train');
    const figures = this.figures.ofNode(idle ? { ...node, idle } : node, frame.body, kept, made);
    this.calls += frame.calls.length;
    this.lines.push({
      ...figures,
      multiplyAdds: figures.multiplyAdds?.times(frame.times),
      path,
      kind: call.layer.name,
      called,
      place: node.place,
      calls: frame.calls,
      inputShapes: node.inputs.map(v => v.type?.shape),
      shares: tied,
      receptiveField: this.fields.node(node),
    });
  }

  private keep(node: Node & { readonly kind: 'layer' }): Linear | undefined {
    if (!this.whole) return this.walk.node(node);
    const { kept } = this.whole;
    this.whole.kept = kept && zero;
    return kept;
  }

  private pathOfRef(frame: Frame, ref: WeightRef): string | undefined {
    for (let at: Frame | undefined = frame; at; at = at.around) {
      if (at.body !== ref.owner) continue;
      const [first] = ref.path;
      const head = first && at.paths.get(first);
      return head;
    }
    return undefined;
  }
}
