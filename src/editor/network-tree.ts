/** A network as a tree of blocks and layers with their share of parameters, memory and cost, for a view beside the text. */
import { trainingBytes as bytesToTrain } from '../analysis/budget.js';
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
  readonly shape: string;
  /** As they are read: a formula is one here; empty for nothing. */
  readonly texts: { readonly parameters: string; readonly bytes: string; readonly multiplyAdds: string };
  /** For sorting; undefined where it is a formula or unknown. */
  readonly parameters: number | undefined;
  readonly bytes: number | undefined;
  readonly multiplyAdds: number | undefined;
  readonly place: { readonly uri: string; readonly range: { readonly start: number; readonly end: number } };
  readonly children: readonly TreeEntry[];
}

/** Beyond so many entries a view is no overview. */
const mostEntries = 3000;

export function figuresOfNodes(report: Report): ReadonlyMap<Node, NodeFigures> {
  const uris = new Set(bodiesOf([report]).flatMap(({ nodes }) => nodes.map(({ place }) => place.uri)));
  const whole = { start: 0, end: Number.MAX_SAFE_INTEGER };
  // What a layer is put together of stands at no place of its own.
  const assembled = report.networks.flatMap(network =>
    bodiesOf([{ ...report, networks: [network] }])
      .filter(({ kind }) => kind === 'layer')
      .flatMap(body => network.figuresIn(body)),
  );
  return new Map(
    [...[...uris].flatMap(uri => report.figuresAt(uri, whole)), ...assembled].map((figures): [Node, NodeFigures] => [
      figures.node,
      figures,
    ]),
  );
}

const plain = (dim: Dim | undefined): number | undefined =>
  dim?.isConstant === true && !Number.isNaN(dim.value) ? dim.value : undefined;

const textsOf = (
  parameters: Dim | undefined,
  bytes: Dim | undefined,
  multiplyAdds: Dim | undefined,
): TreeEntry['texts'] => {
  const text = (dim: Dim | undefined, print: (dim: Dim) => string): string =>
    dim === undefined || dim.equals(0) ? '' : print(dim);
  return {
    parameters: text(parameters, shortCount),
    bytes: text(bytes, shortBytes),
    multiplyAdds: text(multiplyAdds, shortCount),
  };
};

class Builder {
  private left = mostEntries;

  constructor(private readonly figures: ReadonlyMap<Node, NodeFigures>) {}

  ofBody(body: Body, names = new StepNames()): readonly TreeEntry[] {
    return body.nodes.flatMap((node): readonly TreeEntry[] => {
      // Rounds and checkpoints are written as if their steps stood here; a round of many is one entry.
      if (node.kind === 'body' && node.count === 1 && (node.body.kind === 'round' || node.body.kind === 'checkpoint')) {
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
    const shape = shapeText(node.results[0]?.type?.shape);
    const texts = textsOf(parameters, bytes, figures?.multiplyAdds);
    return {
      label: node.name === undefined || isRound ? name : `${name} (${kindOf(node)})`,
      description: [shape, texts.parameters, texts.bytes].filter(part => part !== '').join(' · '),
      isLayer: node.kind === 'layer',
      shape,
      texts,
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
    const bytes = totals.bytes.trainingPeak ?? bytesToTrain(totals);
    const shape = shapeText(outputs[0]?.shape);
    return {
      label: name,
      description: [shape, shortCount(parameters)].join(' · '),
      isLayer: false,
      shape,
      texts: textsOf(parameters, bytes, totals.multiplyAdds),
      parameters: plain(parameters),
      bytes: plain(bytes),
      multiplyAdds: plain(totals.multiplyAdds),
      place: graph.place,
      children: builder.ofBody(graph.body),
    };
  });
}
