/** A network as nodes and edges: layers in their blocks and rounds, and the shapes that flow between them. */
import type { NodeFigures } from '../analysis/report.js';
import type { Body, BodyNode, LayerNode, Node, Place, Value } from '../graph/graph.js';
import { StepNames, kindOf } from '../graph/names.js';
import type { Dim } from '../shape/dim.js';
import { DrawnProblems, isBroken, isWhole } from './diagram-problems.js';
import { gathered } from './diagram-runs.js';
import { shapeText, shortCount } from './figures.js';
import { plainFigures } from './hover-figures.js';
import { figuresOfNodes } from './network-tree.js';
import type { View } from './view.js';
import { say } from './words.js';

export interface DrawnNode {
  readonly id: string;
  readonly kind: 'input' | 'output' | 'layer' | 'join' | 'group';
  readonly label: string;
  readonly detail: string;
  readonly shape: string;
  readonly parameters: string;
  /** What a hover of its call says first, and the rows of its memory. */
  readonly answer: string;
  readonly memory: readonly (readonly [name: string, bytes: string])[];
  /** Errors of its call. */
  readonly problems: readonly string[];
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
  readonly omittedEdges: number;
  /** What the bytes are counted for: `Memory (batch 64, fp32, adam)`. */
  readonly purpose: string;
  /** False while a line of it is half typed: what was drawn before tells more. */
  readonly isWhole: boolean;
}

export interface DrawnFile {
  readonly networks: readonly DrawnNetwork[];
  /** Errors that stand in no box. */
  readonly problems: readonly { readonly message: string; readonly place: Place }[];
  /** Something in the text is half typed: a network that is missing may be one that cannot be read. */
  readonly isBroken: boolean;
}

/** Beyond so many nodes a picture is no overview. */
const mostNodes = 3000;
/** A step that reads all before it has as many edges: so many are sent in all. */
const mostEdges = 20_000;
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

const isTransparentBody = ({ kind }: Body): boolean => kind === 'round' || kind === 'checkpoint';

class Drawing {
  readonly edges: DrawnEdge[] = [];
  omitted = 0;
  omittedEdges = 0;
  private left = mostNodes;
  private readonly counts = new Map<DrawnNode, Dim>();

  constructor(
    private readonly view: View,
    private readonly figures: ReadonlyMap<Node, NodeFigures>,
    private readonly problems: DrawnProblems,
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
    const steps = isTransparentBody(body) ? nodes : gathered(nodes, path, node => this.counts.get(node));
    return { nodes: steps, results: [body.result, ...body.outputs.map(({ value }) => value)].map(sourceOf) };
  }

  /** `input` or `output` of the network. */
  end(kind: 'input' | 'output', label: string, value: Value, place: Place): DrawnNode {
    const shape = shapeOf(value);
    const plain = { detail: '', parameters: '', answer: shape, memory: [], problems: [], children: [] };
    return { id: `${kind}:${label}`, kind, label, shape, place, ...plain };
  }

  connect(from: Source | undefined, to: string, arrives: string): void {
    if (from === undefined) return;
    if (this.edges.length >= mostEdges) {
      this.omittedEdges++;
      return;
    }
    const differs = arrives !== from.shape && arrives !== '?';
    this.edges.push({ from: from.id, to, shape: from.shape, ...(differs ? { arrives } : {}) });
  }

  private ofNode(node: Node, before: Sources, path: string, names: StepNames, within: boolean): Drawn {
    const isRound = node.kind === 'body' && node.body.kind === 'round';
    const name = isRound ? names.next({ ...node, name: 'repeat' }) : names.next(node);
    const id = `${path}/${name}`;
    const shape = shapeOf(node.results[0]);
    const figures = this.figures.get(node);
    const common = {
      ...this.textsOf(node, isRound, within),
      ...(figures === undefined ? { answer: shape, memory: [] } : plainFigures(figures)),
      id,
      shape,
      parameters: this.parametersOf(figures),
      problems: this.problems.of(node),
      place: node.place,
    };
    const drawn = node.kind === 'layer' ? this.ofLayer(node, before, common) : this.ofInner(node, before, common);
    const [first] = drawn.nodes;
    if (first !== undefined && figures !== undefined) this.counts.set(first, countOf(figures));
    return drawn;
  }

  private ofInner(node: BodyNode, before: Sources, common: Omit<DrawnNode, 'kind' | 'children'>): Drawn {
    const { id } = common;
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

  private parametersOf(figures: NodeFigures | undefined): string {
    const count = figures && countOf(figures);
    return count === undefined || count.equals(0) ? '' : shortCount(count);
  }
}

const countOf = ({ parameters: { trainable, frozen } }: NodeFigures): Dim => trainable.plus(frozen);

function outputsOf({ outputs, result }: Body): readonly { readonly name: string; readonly value: Value }[] {
  const named = outputs.filter(({ name }) => name !== '');
  if (named.some(({ training }) => !training) || result === undefined) return named;
  return [{ name: 'output', value: result }, ...named];
}

/** The networks of a file, in order, and what is wrong in it. */
export function diagram(view: View): DrawnFile {
  const report = view.report();
  const figures = figuresOfNodes(report);
  const problems = new DrawnProblems(report);
  const networks = report.networks.map(({ name, graph: { body, place }, assumptions }): DrawnNetwork => {
    const drawing = new Drawing(view, figures, problems);
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
    const { edges, omitted, omittedEdges } = drawing;
    const { batch, precision, optimizer } = assumptions;
    const purpose = say('Memory ({0})', `${say('batch {0}', batch)}, ${precision}, ${optimizer}`);
    const nodes = [...inputs, ...drawn.nodes, ...outputs];
    return { name, nodes, edges, omitted, omittedEdges, purpose, isWhole: isWhole(view, body) };
  });
  const elsewhere = problems.elsewhere.map(({ message, uri, range }) => ({ message, place: { uri, range } }));
  return { networks, problems: elsewhere, isBroken: isBroken(view) };
}
