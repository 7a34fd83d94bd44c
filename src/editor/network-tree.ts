/** A network as a tree of blocks and layers with their share of parameters, memory and cost, for a view beside the text. */
import type { NodeFigures, Report } from '../analysis/report.js';
import type { Body, Node } from '../graph/graph.js';
import { StepNames, kindOf } from '../graph/names.js';
import type { Dim } from '../shape/dim.js';
import { shapeText, shortBytes, shortCount } from './figures.js';
import { trainingBytes } from './hints.js';
import { bodiesOf } from './instances.js';
import type { View } from './view.js';

export interface TreeEntry {
  readonly label: string;
  /** `64x56x56 · 4.1K`. */
  readonly description: string;
  readonly isLayer: boolean;
  /** For sorting; undefined where it is a formula or unknown. */
  readonly parameters: number | undefined;
  readonly bytes: number | undefined;
  readonly multiplyAdds: number | undefined;
  readonly place: { readonly uri: string; readonly range: { readonly start: number; readonly end: number } };
  readonly children: readonly TreeEntry[];
}

/** Beyond so many entries a view is no overview. */
const mostEntries = 3000;

function figuresOfNodes(report: Report): ReadonlyMap<Node, NodeFigures> {
  const uris = new Set(bodiesOf([report]).flatMap(({ nodes }) => nodes.map(({ place }) => place.uri)));
  const whole = { start: 0, end: Number.MAX_SAFE_INTEGER };
  return new Map(
    [...uris]
      .flatMap(uri => report.figuresAt(uri, whole))
      .map((figures): [Node, NodeFigures] => [figures.node, figures]),
  );
}

const plain = (dim: Dim | undefined): number | undefined => (dim?.isConstant === true ? dim.value : undefined);

class Builder {
  private left = mostEntries;

  constructor(private readonly figures: ReadonlyMap<Node, NodeFigures>) {}

  ofBody(body: Body, names = new StepNames()): readonly TreeEntry[] {
    return body.nodes.flatMap((node): readonly TreeEntry[] => {
      // Rounds and checkpoints are written as if their steps stood here; a round of many is one entry.
      if (node.kind === 'body' && node.count === 1 && node.body.kind !== 'block' && node.body.kind !== 'network') {
        return this.ofBody(node.body, names);
      }
      if (this.left-- <= 0) return [];
      return [this.ofNode(node, names)];
    });
  }

  private ofNode(node: Node, names: StepNames): TreeEntry {
    const isRound = node.kind === 'body' && node.body.kind === 'round';
    const name = isRound ? `repeat ${String(node.count)}` : names.next(node);
    const figures = this.figures.get(node);
    const parameters = figures && figures.parameters.trainable.plus(figures.parameters.frozen);
    const bytes = figures && trainingBytes(figures);
    const parts = [shapeText(node.results[0]?.type?.shape)];
    if (parameters !== undefined && !parameters.equals(0)) parts.push(shortCount(parameters));
    if (bytes !== undefined && !bytes.equals(0)) parts.push(shortBytes(bytes));
    return {
      label: node.name === undefined || isRound ? name : `${name} (${kindOf(node)})`,
      description: parts.join(' · '),
      isLayer: node.kind === 'layer',
      parameters: plain(parameters),
      bytes: plain(bytes),
      multiplyAdds: plain(figures?.multiplyAdds),
      place: node.place,
      children: node.kind === 'body' ? this.ofBody(node.body) : [],
    };
  }
}

export function networkTree(view: View): readonly TreeEntry[] {
  const report = view.report();
  const builder = new Builder(figuresOfNodes(report));
  return report.networks.map(({ name, graph, totals, outputs }): TreeEntry => {
    const parameters = totals.parameters.trainable.plus(totals.parameters.frozen);
    return {
      label: name,
      description: [shapeText(outputs[0]?.shape), shortCount(parameters)].join(' · '),
      isLayer: false,
      parameters: plain(parameters),
      bytes: plain(totals.bytes.trainingPeak ?? totals.bytes.keptForBackward),
      multiplyAdds: plain(totals.multiplyAdds),
      place: graph.place,
      children: builder.ofBody(graph.body),
    };
  });
}
