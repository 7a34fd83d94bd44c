/** A network as lints see it: producers and consumers looked up through block calls, each body visited once. */
import type { LayerTrait } from '../catalogue/layers/layer.js';
import type { TensorType } from '../catalogue/tensor.js';
import { placeOfArgument } from '../graph/argument-place.js';
import type { Body, BodyNode, FileGraph, LayerNode, Node, Place, Value } from '../graph/graph.js';
import { ValueMap } from '../graph/value-map.js';
import type { Dim } from '../shape/dim.js';
import type { Figures } from './figures.js';
import { lintTrains } from './lint-train.js';
import { Ways, type Entered } from './lint-ways.js';
import type { LintNetwork, LintNode, LintTrain } from './lints/lint.js';
import type { NetworkReport } from './report.js';

/** Chains of block calls are followed so deep, and a result is followed to so many readers. */
const MAX_DEPTH = 200;
const MAX_READERS = 64;

export function lintNetwork(file: FileGraph, report: NetworkReport, figures: Figures, certain = true): LintView {
  return new LintView(file, report, figures, certain);
}

/**
 * A body that is called from several places is seen in one way at a time: `way` says from which. What was reached by
 * going down into a call leaves by that call again, whatever the way.
 */
export class LintView implements LintNetwork {
  readonly ways: Ways;
  /** Whether the answer to anything depended on the way. */
  crossed = false;
  private at = 0;
  private shown: readonly ViewNode[] = [];
  private readonly all: ViewNode[] = [];
  private readonly views = new Map<Body, (ViewNode | undefined)[]>();
  private readonly entered = new Map<Entered, Map<LayerNode, ViewNode>>();
  private readonly byTrait = new Map<LayerTrait, ViewNode[]>();
  /** Readers of each value within its body; most values have one. */
  private readonly readers = new Map<Body, ValueMap<Node | Node[]>>();
  private foundTrains: readonly LintTrain[] | undefined;

  constructor(
    readonly file: FileGraph,
    readonly report: NetworkReport,
    readonly figures: Figures,
    readonly certain: boolean,
  ) {
    this.ways = new Ways(report.graph.body, body => {
      this.see(body);
    });
    this.shown = this.all;
  }

  private see(body: Body): void {
    const views: (ViewNode | undefined)[] = [];
    const readers = new ValueMap<Node | Node[]>(body);
    this.views.set(body, views);
    this.readers.set(body, readers);
    for (const node of body.nodes) {
      for (const value of node.inputs) {
        const known = readers.get(value);
        if (known === undefined) readers.set(value, node);
        else if (Array.isArray(known)) known.push(node);
        else readers.set(value, [known, node]);
      }
      views.push(node.kind === 'layer' ? this.add(node, body) : undefined);
    }
  }

  private get root(): Body {
    return this.report.graph.body;
  }
  get bodies(): readonly Body[] {
    return this.ways.bodies;
  }
  get nodes(): readonly ViewNode[] {
    return this.shown;
  }
  get way(): number {
    return this.at;
  }

  /** Looks in another way; beyond the first one only at the bodies that have it. False where no body has. */
  look(way: number): boolean {
    this.at = way;
    this.crossed = false;
    this.shown = way === 0 ? this.all : this.all.filter(view => this.has(view));
    return this.shown.length > 0;
  }

  /** Executions that a layer stands for as it is seen now, and in all ways. */
  timesOf(node: LintNode): Times {
    const view = node instanceof ViewNode ? node : this.all.find(one => one.node === node.node);
    if (!view) return { key: '', now: 0, always: 0 };
    const { body, entered } = view;
    const id = String(body.id);
    if (entered) {
      const times = this.ways.timesEntered(entered);
      return { key: `${id}<${String(entered.id)}`, now: times, always: times };
    }
    return { key: `${id}|${String(this.at)}`, now: this.ways.timesIn(body, this.at), always: this.ways.times(body) };
  }

  /** Executions of the step there, and those that the ways stand for. */
  callsAt(place: Place, crossed: boolean): { readonly all: number; readonly seen: number } {
    let [all, seen] = [0, 0];
    for (const body of this.bodies) {
      if (body.place.uri !== place.uri) continue;
      if (!body.nodes.some(node => samePlace(node.place, place))) continue;
      const times = this.ways.times(body);
      all += times;
      const ways = crossed ? this.ways.count(body) : 1;
      if (ways === 1) seen += times;
      else for (let way = 0; way < ways; way++) seen += this.ways.timesIn(body, way);
    }
    return { all, seen: Math.min(seen, all) };
  }

  private has(view: ViewNode): boolean {
    return this.at < this.ways.count(view.body);
  }

  private add(node: LayerNode, body: Body): ViewNode {
    const view = new ViewNode(this, node, body, undefined);
    this.all.push(view);
    for (const trait of node.call.layer.traits ?? []) {
      const list = this.byTrait.get(trait);
      if (list) list.push(view);
      else this.byTrait.set(trait, [view]);
    }
    return view;
  }

  having(trait: LayerTrait): readonly LintNode[] {
    const list = this.byTrait.get(trait) ?? [];
    return this.at === 0 ? list : list.filter(view => this.has(view));
  }

  of(node: LayerNode, body: Body, entered?: Entered): ViewNode | undefined {
    const view = this.views.get(body)?.[node.id];
    if (!entered || !view) return view;
    let views = this.entered.get(entered);
    if (!views) this.entered.set(entered, (views = new Map<LayerNode, ViewNode>()));
    let here = views.get(node);
    if (!here) views.set(node, (here = new ViewNode(this, node, view.body, entered)));
    return here;
  }

  get trains(): readonly LintTrain[] {
    return (this.foundTrains ??= lintTrains(this));
  }

  output(name: string | undefined): LintNode | undefined {
    const { outputs, result } = this.root;
    const named = outputs.find(o => o.name === name)?.value;
    if (named) return this.producer(named, undefined);
    if (name !== undefined && name !== 'output') return undefined;
    const main = outputs.filter(o => !o.training);
    return this.producer(main.length === 0 ? result : main.length === 1 ? main[0]?.value : undefined, undefined);
  }

  /** Whether a body is a `shared` step's, or within one, that is used several times. */
  sharesWeights(body: Body): boolean {
    return this.ways.sitesOf(body).some(site => usedAgain(site.node) || this.sharesWeights(site.body));
  }

  /** Where a body is called: as it was entered, else in the way in force. */
  private siteOf(
    body: Body,
    entered: Entered | undefined,
  ): { readonly node: BodyNode; readonly up: Entered | undefined } | undefined {
    if (entered) return { node: entered.site.node, up: entered.up };
    if (this.ways.count(body) === 1) {
      const only = this.ways.only(body);
      return only && { node: only.node, up: undefined };
    }
    this.crossed = true;
    const chain = this.ways.chain(body, this.at);
    return chain && { node: chain.site.node, up: chain.up };
  }

  /** The layer that makes a value. */
  producer(value: Value | undefined, entered: Entered | undefined, depth = 0): LintNode | undefined {
    if (!value || depth > MAX_DEPTH) return undefined;
    const { node, body, index } = value;
    if (node?.kind === 'layer') return this.of(node, body, entered);
    if (node) return this.producer(resultOf(node.body, index), this.ways.enter(body, node, entered), depth + 1);
    const site = this.siteOf(body, entered);
    return site && this.producer(site.node.inputs[index], site.up, depth + 1);
  }

  /** Layers that read a value; whether there may be others. */
  consumers(value: Value | undefined, entered: Entered | undefined, read: Reading, depth = 0): boolean {
    if (!value || depth > MAX_DEPTH || read.found.length > MAX_READERS) return true;
    const { body } = value;
    let escapes = false;
    const readers = this.readers.get(body)?.get(value);
    for (const node of readers === undefined ? [] : Array.isArray(readers) ? readers : [readers]) {
      if (node.kind === 'layer') {
        const view = this.of(node, body, entered);
        if (view) read.found.push(view);
        continue;
      }
      const inner = this.ways.enter(body, node, entered);
      for (const [index, input] of node.inputs.entries()) {
        if (input === value && this.consumers(node.body.inputs[index]?.value, inner, read, depth + 1)) escapes = true;
      }
    }
    if (body.result === value && this.leaves(body, 0, entered, read, depth)) escapes = true;
    for (let index = 0; index < body.outputs.length; index++) {
      const output = body.outputs[index];
      if (output?.value !== value) continue;
      if (output.name !== '') read.offered = true;
      if (body === this.root && output.name !== '') read.names.push(output.name);
      if (this.leaves(body, index + 1, entered, read, depth)) escapes = true;
    }
    return escapes;
  }

  /** Readers of a body's result where it is called; the next round of a `repeat` is one. */
  private leaves(body: Body, index: number, entered: Entered | undefined, read: Reading, depth: number): boolean {
    const site = this.siteOf(body, entered);
    if (!site) return true;
    const { node } = site;
    const again = index === 0 && node.count > 1 && depth < 20 ? body.inputs[0]?.value : undefined;
    const inner = again ? this.consumers(again, entered, read, depth + 20) : false;
    return this.consumers(node.results[index], site.up, read, depth + 1) || inner;
  }
}

export interface Times {
  /** The same for the same executions. */
  readonly key: string;
  readonly now: number;
  readonly always: number;
}

const usedAgain = (node: Node): boolean => (node.shared?.uses.length ?? 0) > 1;

const samePlace = (a: Place, b: Place): boolean =>
  a.uri === b.uri && a.range.start === b.range.start && a.range.end === b.range.end;

interface Reading {
  readonly found: LintNode[];
  readonly names: string[];
  /** It is a named output of a body on the way. */
  offered: boolean;
}

const resultOf = (body: Body, index: number): Value | undefined =>
  index === 0 ? body.result : body.outputs[index - 1]?.value;

interface Readers extends Reading {
  readonly escapes: boolean;
  /** The way in which they read, and whether it mattered. */
  readonly way: number;
  readonly crossed: boolean;
}

class ViewNode implements LintNode {
  private readers: Readers | undefined;

  constructor(
    private readonly view: LintView,
    readonly node: LayerNode,
    readonly body: Body,
    /** The calls by which it was reached, where it was reached by another layer. */
    readonly entered: Entered | undefined,
  ) {}

  get label(): string {
    return this.node.name ?? this.kind;
  }
  get kind(): string {
    return this.node.call.layer.name;
  }
  get place(): Place {
    return this.node.place;
  }
  argumentPlace(name: string): Place | undefined {
    return placeOfArgument(this.node.call.layer, this.node.given, name);
  }
  has(trait: LayerTrait): boolean {
    return this.node.call.layer.traits?.includes(trait) === true;
  }
  arg(name: string): unknown {
    return this.node.call.args[name];
  }
  isWritten(name: string): boolean {
    const source = this.node.call.sources.get(name);
    return source !== undefined && source !== 'default';
  }
  get inputs(): readonly (TensorType | undefined)[] {
    return this.node.inputs.map(v => v.type);
  }
  get output(): TensorType | undefined {
    return this.node.results[0]?.type;
  }
  get producers(): readonly (LintNode | undefined)[] {
    return this.node.inputs.map(v => this.view.producer(v, this.entered));
  }
  get shared(): boolean {
    return usedAgain(this.node) || this.view.sharesWeights(this.body);
  }
  private get read(): Readers {
    const { view, entered, readers } = this;
    if (readers && (readers.way === view.way || !readers.crossed)) {
      if (readers.crossed) view.crossed = true;
      return readers;
    }
    const reading: Reading = { found: [], names: [], offered: false };
    const before = view.crossed;
    view.crossed = false;
    let escapes = false;
    for (const value of this.node.results) if (view.consumers(value, entered, reading)) escapes = true;
    const { found, names, offered } = reading;
    this.readers = { found, names, offered, escapes, way: view.way, crossed: view.crossed };
    view.crossed ||= before;
    return this.readers;
  }
  get consumers(): readonly LintNode[] {
    return this.read.found;
  }
  get escapes(): boolean {
    return this.read.escapes;
  }
  get outputs(): readonly string[] {
    return this.read.names;
  }
  get offered(): boolean {
    return this.read.offered;
  }
  get parameters(): Dim {
    const made = this.view.figures.weights.shown(this.node);
    return made.trainable.plus(made.frozen);
  }
  get multiplyAdds(): Dim | undefined {
    return this.view.figures.nodeCost(this.node);
  }
  get frozen(): boolean {
    return this.node.frozen;
  }
  get training(): boolean {
    return this.node.training;
  }
  get residual(): boolean {
    return this.node.residual;
  }
}
