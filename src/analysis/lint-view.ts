/** The nodes of a network as lints see them: producers and consumers looked up through block calls. */
import type { Body, BodyNode, LayerNode, Node, Value } from '../graph/graph.js';
import type { LayerTrait } from '../catalogue/layers/layer.js';
import { placeOfArgument } from '../graph/elaborate-call.js';
import type { Dim } from '../shape/dim.js';
import type { Figures } from './figures.js';
import type { LintNode } from './lints/lint.js';

interface CallSite {
  readonly body: Body;
  readonly node: BodyNode;
}

export function lintNodes(root: Body, figures: Figures): readonly LintNode[] {
  return new View(root, figures).nodes;
}

class View {
  readonly nodes: ViewNode[] = [];
  private readonly views = new Map<LayerNode, ViewNode>();
  /** Where each body is called. */
  readonly sites = new Map<Body, CallSite[]>();
  /** Readers of each value within its body. */
  readonly readers = new Map<Value, { readonly node: Node; readonly index: number }[]>();

  constructor(
    readonly root: Body,
    readonly figures: Figures,
  ) {
    this.visit(root);
  }

  private visit(body: Body): void {
    for (const node of body.nodes) {
      for (const [index, value] of node.inputs.entries()) {
        const list = this.readers.get(value);
        if (list) list.push({ node, index });
        else this.readers.set(value, [{ node, index }]);
      }
      if (node.kind === 'layer') {
        const view = new ViewNode(this, node);
        this.views.set(node, view);
        this.nodes.push(view);
        continue;
      }
      const sites = this.sites.get(node.body);
      if (sites) sites.push({ body, node });
      else {
        this.sites.set(node.body, [{ body, node }]);
        this.visit(node.body);
      }
    }
  }

  view(node: LayerNode): ViewNode | undefined {
    return this.views.get(node);
  }

  /** The layer that makes a value. */
  producer(value: Value | undefined, depth = 0): LintNode | undefined {
    if (!value || depth > 200) return undefined;
    const { node, body, index } = value;
    if (node?.kind === 'layer') return this.view(node);
    if (node) {
      const inner = index === 0 ? node.body.result : node.body.outputs[index - 1]?.value;
      return this.producer(inner, depth + 1);
    }
    const sites = this.sites.get(body);
    const [site] = sites ?? [];
    return site && sites?.length === 1 ? this.producer(site.node.inputs[index], depth + 1) : undefined;
  }

  /** Layers that read a value; whether there may be others. */
  consumers(value: Value | undefined, found: LintNode[], names: string[], depth = 0): boolean {
    if (!value || depth > 200) return true;
    let escapes = false;
    for (const { node, index } of this.readers.get(value) ?? []) {
      if (node.kind === 'layer') {
        const view = this.view(node);
        if (view) found.push(view);
      } else if (this.consumers(node.body.inputs[index]?.value, found, names, depth + 1)) escapes = true;
    }
    const { body } = value;
    for (const output of body.outputs)
      if (output.value === value && output.name !== '' && body === this.root) names.push(output.name);
    const leaves = [body.result, ...body.outputs.map(o => o.value)].flatMap((v, i) => (v === value ? [i] : []));
    for (const index of leaves) {
      const sites = this.sites.get(body) ?? [];
      const [site] = sites;
      if (!site || sites.length > 1 || site.node.count > 1) escapes = true;
      else if (this.consumers(site.node.results[index], found, names, depth + 1)) escapes = true;
    }
    return escapes;
  }
}

class ViewNode implements LintNode {
  private readers:
    { readonly found: readonly LintNode[]; readonly escapes: boolean; readonly names: readonly string[] } | undefined;

  constructor(
    private readonly of: View,
    private readonly node: LayerNode,
  ) {}

  get label(): string {
    return this.node.name ?? this.kind;
  }
  get kind(): string {
    return this.node.call.layer.name;
  }
  get place(): LintNode['place'] {
    return this.node.place;
  }
  argumentPlace(name: string): LintNode['place'] | undefined {
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
  get inputs(): LintNode['inputs'] {
    return this.node.inputs.map(v => v.type);
  }
  get output(): LintNode['output'] {
    return this.node.results[0]?.type;
  }
  get producers(): LintNode['producers'] {
    return this.node.inputs.map(v => this.of.producer(v));
  }
  private get read(): NonNullable<ViewNode['readers']> {
    if (!this.readers) {
      const found: LintNode[] = [];
      const names: string[] = [];
      let escapes = false;
      for (const value of this.node.results) if (this.of.consumers(value, found, names)) escapes = true;
      this.readers = { found, escapes, names };
    }
    return this.readers;
  }
  get consumers(): LintNode['consumers'] {
    return this.read.found;
  }
  get escapes(): boolean {
    return this.read.escapes;
  }
  get outputs(): readonly string[] {
    return this.read.names;
  }
  get parameters(): Dim {
    const made = this.of.figures.weights.shown(this.node);
    return made.trainable.plus(made.frozen);
  }
  get multiplyAdds(): Dim | undefined {
    return this.of.figures.nodeCost(this.node);
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
