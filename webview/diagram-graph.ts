/** What of a network is seen: groups that are open show their steps, closed ones stand for them, also at the ends of edges. */
import type { DiagramEdge, DiagramNode, NetworkDiagram } from '../src/messages/diagram.js';

/** More boxes take a page too long to lay out. */
export const mostBoxes = 400;
/** So do more edges: a dense block has one for each pair of its layers. */
export const mostEdges = 400;
/** A network with more layers begins with its groups closed. */
const mostLayersOpen = 60;

export interface Seen {
  readonly node: DiagramNode;
  /** The open group around it. */
  readonly parent: string | undefined;
  readonly open: boolean;
}

export interface SeenEdge {
  readonly from: string;
  readonly to: string;
  readonly shapes: readonly string[];
}

export interface Picture {
  /** Each group before its steps. */
  readonly nodes: readonly Seen[];
  readonly edges: readonly SeenEdge[];
  /** Groups that would be open if there were room. */
  readonly refused: number;
  /** Steps of the network itself that are too many. */
  readonly cut: number;
}

const isGroup = ({ children }: DiagramNode): boolean => children.length > 0;

const layersIn = (nodes: readonly DiagramNode[]): number =>
  nodes.reduce((sum, node) => sum + (isGroup(node) ? layersIn(node.children) : 1), 0);

/** Groups that are open: outer ones first, as many as there is room for. */
function openGroups(
  top: readonly DiagramNode[],
  wanted: (node: DiagramNode) => boolean,
): { readonly open: ReadonlySet<string>; readonly refused: number } {
  const open = new Set<string>();
  let refused = 0;
  let boxes = top.length;
  const queue = [...top];
  for (const node of queue) {
    if (!isGroup(node) || !wanted(node)) continue;
    if (boxes + node.children.length > mostBoxes) {
      refused++;
      continue;
    }
    boxes += node.children.length;
    open.add(node.id);
    queue.push(...node.children);
  }
  return { open, refused };
}

/** What leaves a closed group is read where it arrives, what enters one where it leaves; between layers a change is shown. */
function shapeBetween({ from, to, shape, arrives = shape }: DiagramEdge, seenFrom: string, seenTo: string): string {
  if (from !== seenFrom) return arrives;
  return to !== seenTo || arrives === shape ? shape : `${shape} → ${arrives}`;
}

/** Edges between what is seen, each once; those within a closed group are not. */
function edgesBetween({ edges }: NetworkDiagram, seenAs: ReadonlyMap<string, string>): readonly SeenEdge[] {
  const found = new Map<string, { readonly from: string; readonly to: string; readonly shapes: string[] }>();
  for (const edge of edges) {
    const [from, to] = [seenAs.get(edge.from), seenAs.get(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const shape = shapeBetween(edge, from, to);
    const key = JSON.stringify([from, to]);
    const known = found.get(key);
    if (known === undefined) found.set(key, { from, to, shapes: [shape] });
    else if (!known.shapes.includes(shape)) known.shapes.push(shape);
  }
  return [...found.values()];
}

function seenWith(
  network: NetworkDiagram,
  top: readonly DiagramNode[],
  open: ReadonlySet<string>,
): Pick<Picture, 'nodes' | 'edges'> {
  const nodes: Seen[] = [];
  const seenAs = new Map<string, string>();
  const hide = (node: DiagramNode, as: string): void => {
    seenAs.set(node.id, as);
    for (const child of node.children) hide(child, as);
  };
  const see = (node: DiagramNode, parent: string | undefined): void => {
    const isOpen = open.has(node.id);
    nodes.push({ node, parent, open: isOpen });
    if (!isOpen) return hide(node, node.id);
    for (const child of node.children) see(child, node.id);
  };
  for (const node of top) see(node, undefined);
  return { nodes, edges: edgesBetween(network, seenAs) };
}

/** `chosen`: groups that a person opened or closed. */
export function pictureOf(network: NetworkDiagram, chosen: ReadonlyMap<string, boolean>): Picture {
  let top = network.nodes.slice(0, mostBoxes);
  const openAtFirst = layersIn(network.nodes) <= mostLayersOpen;
  const { open, refused } = openGroups(top, ({ id }) => chosen.get(id) ?? openAtFirst);
  const order = [...open];
  let seen = seenWith(network, top, open);
  // What was opened last is closed first: an inner group before the one around it.
  while (seen.edges.length > mostEdges && order.length > 0) {
    order.length = Math.floor(order.length * 0.9);
    seen = seenWith(network, top, new Set(order));
  }
  while (seen.edges.length > mostEdges) {
    top = top.slice(0, Math.floor(top.length * 0.9));
    seen = seenWith(network, top, new Set());
  }
  return { ...seen, refused: refused + open.size - order.length, cut: network.nodes.length - top.length };
}

/** All groups, for opening and closing them together. */
export function groupsOf(nodes: readonly DiagramNode[]): readonly string[] {
  return nodes.flatMap(node => (isGroup(node) ? [node.id, ...groupsOf(node.children)] : []));
}
