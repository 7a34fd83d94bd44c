/** A network as nodes and edges: layers in their blocks and rounds, and the shapes that flow between them. */
import type { NodeFigures } from '../analysis/report.js';
import type { Body, BodyNode, LayerNode, Node, Place, Value } from '../graph/graph.js';
import { StepNames, kindOf } from '../graph/names.js';
import { shapeText, shortCount } from './figures.js';
import { figuresOfNodes } from './network-tree.js';
import type { View } from './view.js';

export interface DrawnNode {
  readonly id: string;
  readonly kind: 'input' | 'output' | 'layer' | 'join' | 'group';
  readonly label: string;
  readonly detail: string;
  readonly shape: string;
  readonly parameters: string;
  readonly place: Place;
  readonly children: readonly DrawnNode[];
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly shape: string;
  readonly arrives?: string;
}

export interface DrawnNetwork {
  readonly name: string;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly omitted: number;
}

/** Beyond so many nodes a picture is no overview. */
const mostNodes = 3000;
/** Arguments are cut there: a box is no wider. */
const mostLetters = 60;

/** Where a value was made: the node without children, and its shape there. */
interface Source {
  readonly id: string;
  readonly shape: string;
}
type Sources = readonly (Source | undefined)[];

interface Drawn {
  readonly nodes: readonly DrawnNode[];
  readonly results: Sources;
}

const shapeOf = (value: Value | undefined): string => shapeText(value?.type?.shape);

/** What stands between the parentheses of a call, in one line; empty where the place is no plain call. */
export function argumentsIn(call: string): string {
  const inner = /^[\w.]+\s*\((.*)\)$/s.exec(call.trim())?.[1]?.replace(/\s+/g, ' ').trim() ?? '';
  return inner.length > mostLetters ? `${inner.slice(0, mostLetters - 1)}…` : inner;
}

/** Rounds and checkpoints are written as if their steps stood where they stand. */
const isTransparent = (node: Node): node is BodyNode =>
  node.kind === 'body' && node.count === 1 && (node.body.kind === 'round' || node.body.kind === 'checkpoint');

class Drawing {
  readonly edges: DrawnEdge[] = [];
  omitted = 0;
  private left = mostNodes;

  constructor(
    private readonly view: View,
    private readonly figures: ReadonlyMap<Node, NodeFigures>,
  ) {}

  /** `inputs`: where the values come from that flow into this body. */
  ofBody(body: Body, inputs: Sources, path: string, names = new StepNames()): Drawn {
    const made = new Map<Node, Sources>();
    const sourceOf = (value: Value | undefined): Source | undefined =>
      value && (value.node ? made.get(value.node)?.[value.index] : inputs[value.index]);
    const nodes = body.nodes.flatMap((node): readonly DrawnNode[] => {
      const before = node.inputs.map(sourceOf);
      if (isTransparent(node)) {
        const inner = this.ofBody(node.body, before, path, names);
        made.set(node, inner.results);
        return inner.nodes;
      }
      if (this.left-- <= 0) {
        this.omitted++;
        return [];
      }
      const drawn = this.ofNode(node, before, path, names, body.kind === 'layer');
      made.set(node, drawn.results);
      return drawn.nodes;
    });
    return { nodes, results: [body.result, ...body.outputs.map(({ value }) => value)].map(sourceOf) };
  }

  /** `input` or `output` of the network. */
  end(kind: 'input' | 'output', label: string, value: Value, place: Place): DrawnNode {
    const shape = shapeOf(value);
    return { id: `${kind}:${label}`, kind, label, detail: '', shape, parameters: '', place, children: [] };
  }

  connect(from: Source | undefined, to: string, arrives: string): void {
    if (from === undefined) return;
    const differs = arrives !== from.shape && arrives !== '?';
    this.edges.push({ from: from.id, to, shape: from.shape, ...(differs ? { arrives } : {}) });
  }

  private ofNode(node: Node, before: Sources, path: string, names: StepNames, within: boolean): Drawn {
    const isRound = node.kind === 'body' && node.body.kind === 'round';
    const name = isRound ? names.next({ ...node, name: 'repeat' }) : names.next(node);
    const id = `${path}/${name}`;
    const common = {
      ...this.textsOf(node, isRound, within),
      id,
      shape: shapeOf(node.results[0]),
      parameters: this.parametersOf(node),
      place: node.place,
    };
    if (node.kind === 'layer') return this.ofLayer(node, before, common);
    const start = this.edges.length;
    const { nodes, results } = this.ofBody(node.body, before, id);
    // What could not be drawn inside is drawn as one box.
    if (nodes.length === 0 && node.body.nodes.length > 0) {
      this.edges.length = start;
      return this.asOne(node, before, { ...common, kind: 'group', children: [] });
    }
    return { nodes: [{ ...common, kind: 'group', children: nodes }], results };
  }

  private ofLayer(node: LayerNode, before: Sources, common: Omit<DrawnNode, 'kind' | 'children'>): Drawn {
    const kind = node.call.layer.traits?.includes('joins') === true || node.inputs.length > 1 ? 'join' : 'layer';
    return this.asOne(node, before, { ...common, kind, children: [] });
  }

  private asOne(node: Node, before: Sources, drawn: DrawnNode): Drawn {
    node.inputs.forEach((input, i) => this.connect(before[i], drawn.id, shapeOf(input)));
    return { nodes: [drawn], results: node.results.map(value => ({ id: drawn.id, shape: shapeOf(value) })) };
  }

  private textsOf(node: Node, isRound: boolean, within: boolean): Pick<DrawnNode, 'label' | 'detail'> {
    if (isRound && node.kind === 'body') return { label: `repeat ${String(node.count)}`, detail: '' };
    const kind = kindOf(node);
    const label = node.name === undefined || node.name === kind ? kind : `${node.name} = ${kind}`;
    // What a layer is put together of stands at the layer's call.
    if (within || (node.kind === 'layer' && node.residual)) return { label, detail: '' };
    const { uri, range } = node.place;
    return { label, detail: argumentsIn(this.view.files.get(uri)?.text.slice(range.start, range.end) ?? '') };
  }

  private parametersOf(node: Node): string {
    const figures = this.figures.get(node);
    const count = figures?.parameters.trainable.plus(figures.parameters.frozen);
    return count === undefined || count.equals(0) ? '' : shortCount(count);
  }
}

function outputsOf({ outputs, result }: Body): readonly { readonly name: string; readonly value: Value }[] {
  const named = outputs.filter(({ name }) => name !== '');
  if (named.some(({ training }) => !training) || result === undefined) return named;
  return [{ name: 'output', value: result }, ...named];
}

/** The networks of a file, in order. */
export function diagram(view: View): readonly DrawnNetwork[] {
  const report = view.report();
  const figures = figuresOfNodes(report);
  return report.networks.map(({ name, graph: { body, place } }): DrawnNetwork => {
    const drawing = new Drawing(view, figures);
    const inputs = body.inputs.map(input => drawing.end('input', input.name, input.value, input.place ?? place));
    const drawn = drawing.ofBody(
      body,
      inputs.map(({ id, shape }) => ({ id, shape })),
      name,
    );
    const all = [body.result, ...body.outputs.map(({ value }) => value)];
    const outputs = outputsOf(body).map(({ name: label, value }) => {
      const at = body.outputs.find(output => output.value === value && output.name === label)?.place;
      const end = drawing.end('output', label, value, at ?? value.node?.place ?? place);
      drawing.connect(drawn.results[all.indexOf(value)], end.id, end.shape);
      return end;
    });
    return { name, nodes: [...inputs, ...drawn.nodes, ...outputs], edges: drawing.edges, omitted: drawing.omitted };
  });
}
