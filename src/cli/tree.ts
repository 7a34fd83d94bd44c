/** A network as rows of a tree: blocks with what is in them, repeated ones once with their count. */
import type { NetworkReport, NodeFigures } from '../analysis/report.js';
import { written } from '../graph/datum.js';
import type { Body, BodyNode, LayerNode, Node, Scan } from '../graph/graph.js';
import { Dim } from '../shape/dim.js';
import type { Shape } from '../shape/shape.js';

export interface Row {
  readonly label: string;
  /** Executed so many times in a row; the figures are for all of them, those of the rows in it for one. */
  readonly times: number;
  /** `training only`, `frozen`, `weights of tower`. */
  readonly remark: string;
  readonly shape: Shape | undefined;
  readonly parameters: Dim;
  readonly multiplyAdds: Dim | undefined;
  readonly kept: Dim | undefined;
  /** Made when they are shown. */
  inside(): readonly Row[];
}

export const rowsOf = (network: NetworkReport): readonly Row[] => new Tree(network).rows(network.graph.body);

class Tree {
  constructor(private readonly network: NetworkReport) {}

  /** `borrowed`: the weights in it are another one's, and counted there. */
  rows(body: Body, borrowed = false): readonly Row[] {
    return this.network
      .figuresIn(body)
      .flatMap(figures => this.node(borrowed ? withoutWeights(figures) : figures, borrowed));
  }

  private node(figures: NodeFigures, within: boolean): readonly Row[] {
    const { node } = figures;
    const borrowed = within || isBorrowed(node);
    if (node.kind === 'layer') return [row(figures, layerLabel(node), 1, () => [])];
    const inside = (): readonly Row[] => this.rows(node.body, borrowed);
    if (node.body.kind === 'checkpoint') return [row(figures, 'checkpoint', node.count, inside)];
    if (node.scan) return [row(figures, node.name ?? node.body.name, timesOf(node.scan), inside, entries(node.scan))];
    if (node.body.kind !== 'round') return [row(figures, bodyLabel(node), node.count, inside)];
    if (node.count === 1) return inside();
    const [only, more] = this.rows(node.body, borrowed);
    // A round of one step is that step, so many times.
    if (only && !more) return [row(figures, only.label, node.count * only.times, () => only.inside(), only.remark)];
    return [row(figures, 'repeat', node.count, inside)];
  }
}

/** A later use of shared weights. */
const isBorrowed = ({ shared, ...node }: Node): boolean => shared !== undefined && shared.uses[0]?.id !== node.id;

function withoutWeights(figures: NodeFigures): NodeFigures {
  return { ...figures, parameters: { trainable: Dim.of(0), frozen: Dim.of(0) } };
}

function row(figures: NodeFigures, label: string, times: number, inside: Row['inside'], remark?: string): Row {
  const { node, parameters, outputShape, multiplyAdds, bytes } = figures;
  return {
    label,
    times,
    remark: remark ?? remarkOf(node),
    shape: outputShape,
    parameters: parameters.trainable.plus(parameters.frozen),
    multiplyAdds,
    kept: bytes.keptForBackward,
    inside,
  };
}

function remarkOf(node: Node): string {
  const { shared } = node;
  return [
    node.training ? 'training only' : '',
    node.frozen ? 'frozen' : '',
    node.idle ? 'not chosen' : '',
    shared && isBorrowed(node) ? `weights of ${shared.name}` : '',
    node.kind === 'layer' && node.ties.size > 0 ? 'tied' : '',
  ]
    .filter(part => part !== '')
    .join(', ');
}

const timesOf = ({ length }: Scan): number => (length.isConstant ? length.value : 1);

const entries = ({ length }: Scan): string => (length.isConstant ? '' : `for each of ${length.toString()} entries`);

const named = (node: Node, label: string): string => (node.name === undefined ? label : `${node.name} = ${label}`);

const call = (name: string, args: readonly string[]): string =>
  args.length > 0 ? `${name}(${args.join(', ')})` : name;

/** `conv(64, 3, stride: 2)`: the arguments that stand in the call, with their values. */
function layerLabel(node: LayerNode): string {
  const { layer, written: args } = node.call;
  const positional = node.given.filter(given => given.name === undefined).length;
  const order = Object.keys(layer.parameters);
  const texts = [...args]
    .filter(([, value]) => value.kind !== 'point' && value.kind !== 'weight')
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, value]) => (order.indexOf(name) < positional ? written(value) : `${name}: ${written(value)}`));
  return named(node, call(layer.name, texts));
}

function bodyLabel(node: BodyNode): string {
  const { body } = node;
  return named(
    node,
    call(
      body.name,
      body.parameters.filter(p => p.given).map(p => `${p.name}: ${p.written}`),
    ),
  );
}
