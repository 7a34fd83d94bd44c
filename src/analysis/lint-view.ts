/** A network as lints see it: producers and consumers looked up through block calls, each body visited once. */
import type { LayerTrait } from '../catalogue/layers/layer.js';
import type { TensorType } from '../catalogue/tensor.js';
import { placeOfArgument } from '../graph/elaborate-call.js';
import type { Body, BodyNode, FileGraph, LayerNode, Node, Place, Value } from '../graph/graph.js';
import type { Dim } from '../shape/dim.js';
import type { Figures } from './figures.js';
import { lintTrains } from './lint-train.js';
import type { LintNetwork, LintNode, LintTrain } from './lints/lint.js';
import type { NetworkReport } from './report.js';

interface CallSite {
  readonly body: Body;
  readonly node: BodyNode;
}

/** Chains of block calls are followed so deep, and a result is followed to so many readers. */
const MAX_DEPTH = 200;
const MAX_READERS = 64;

export function lintNetwork(file: FileGraph, report: NetworkReport, figures: Figures): LintNetwork {
  return new View(file, report, figures);
}

class View implements LintNetwork {
  readonly nodes: ViewNode[] = [];
  readonly bodies: Body[] = [];
  private readonly views = new Map<LayerNode, ViewNode>();
  private readonly byTrait = new Map<LayerTrait, ViewNode[]>();
  /** Where each body is called. */
  private readonly sites = new Map<Body, CallSite[]>();
  /** Readers of each value within its body; most values have one. */
  private readonly readers = new Map<Value, Node | Node[]>();
  private foundTrains: readonly LintTrain[] | undefined;

  constructor(
    readonly file: FileGraph,
    readonly report: NetworkReport,
    readonly figures: Figures,
  ) {
    this.visit(report.graph.body);
  }

  private get root(): Body {
    return this.report.graph.body;
  }

  private visit(body: Body): void {
    this.bodies.push(body);
    for (const node of body.nodes) {
      for (const value of node.inputs) {
        const known = this.readers.get(value);
        if (known === undefined) this.readers.set(value, node);
        else if (Array.isArray(known)) known.push(node);
        else this.readers.set(value, [known, node]);
      }
      if (node.kind === 'layer') this.add(node);
      else {
        const sites = this.sites.get(node.body);
        if (sites) sites.push({ body, node });
        else {
          this.sites.set(node.body, [{ body, node }]);
          this.visit(node.body);
        }
      }
    }
  }

  private add(node: LayerNode): void {
    const view = new ViewNode(this, node);
    this.views.set(node, view);
    this.nodes.push(view);
    for (const trait of node.call.layer.traits ?? []) {
      const list = this.byTrait.get(trait);
      if (list) list.push(view);
      else this.byTrait.set(trait, [view]);
    }
  }

  having(trait: LayerTrait): readonly LintNode[] {
    return this.byTrait.get(trait) ?? [];
  }

  of(node: LayerNode): ViewNode | undefined {
    return this.views.get(node);
  }

  get trains(): readonly LintTrain[] {
    return (this.foundTrains ??= lintTrains(this));
  }

  output(name: string | undefined): LintNode | undefined {
    const { outputs, result } = this.root;
    const named = outputs.find(o => o.name === name)?.value;
    if (named) return this.producer(named);
    if (name !== undefined && name !== 'output') return undefined;
    const main = outputs.filter(o => !o.training);
    return this.producer(main.length === 0 ? result : main.length === 1 ? main[0]?.value : undefined);
  }

  /** The layer that makes a value. */
  producer(value: Value | undefined, depth = 0): LintNode | undefined {
    if (!value || depth > MAX_DEPTH) return undefined;
    const { node, body, index } = value;
    if (node?.kind === 'layer') return this.of(node);
    if (node) return this.producer(resultOf(node.body, index), depth + 1);
    const sites = this.sites.get(body);
    const site = sites?.length === 1 ? sites[0] : undefined;
    return site && this.producer(site.node.inputs[index], depth + 1);
  }

  /** Layers that read a value; whether there may be others. */
  consumers(value: Value | undefined, found: LintNode[], names: string[], depth = 0): boolean {
    if (!value || depth > MAX_DEPTH || found.length > MAX_READERS) return true;
    let escapes = false;
    const readers = this.readers.get(value);
    for (const node of readers === undefined ? [] : Array.isArray(readers) ? readers : [readers]) {
      if (node.kind === 'layer') {
        const view = this.of(node);
        if (view) found.push(view);
        continue;
      }
      for (const [index, input] of node.inputs.entries()) {
        if (input === value && this.consumers(node.body.inputs[index]?.value, found, names, depth + 1)) escapes = true;
      }
    }
    const { body } = value;
    if (body.result === value && this.leaves(body, 0, found, names, depth)) escapes = true;
    for (const [index, output] of body.outputs.entries()) {
      if (output.value !== value) continue;
      if (body === this.root && output.name !== '') names.push(output.name);
      if (this.leaves(body, index + 1, found, names, depth)) escapes = true;
    }
    return escapes;
  }

  /** Readers of a body's result where it is called; the next round of a `repeat` is one. */
  private leaves(body: Body, index: number, found: LintNode[], names: string[], depth: number): boolean {
    const sites = this.sites.get(body) ?? [];
    const [site] = sites;
    if (!site || sites.length > 1) return true;
    const { node } = site;
    const again = index === 0 && node.count > 1 && depth < 20 ? body.inputs[0]?.value : undefined;
    const inner = again ? this.consumers(again, found, names, depth + 20) : false;
    return this.consumers(node.results[index], found, names, depth + 1) || inner;
  }
}

const resultOf = (body: Body, index: number): Value | undefined =>
  index === 0 ? body.result : body.outputs[index - 1]?.value;

interface Readers {
  readonly found: readonly LintNode[];
  readonly escapes: boolean;
  readonly names: readonly string[];
}

class ViewNode implements LintNode {
  private readers: Readers | undefined;

  constructor(
    private readonly view: View,
    readonly node: LayerNode,
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
    return this.node.inputs.map(v => this.view.producer(v));
  }
  private get read(): Readers {
    if (!this.readers) {
      const found: LintNode[] = [];
      const names: string[] = [];
      let escapes = false;
      for (const value of this.node.results) if (this.view.consumers(value, found, names)) escapes = true;
      this.readers = { found, escapes, names };
    }
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
