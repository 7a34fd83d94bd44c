/** What of a network is seen: groups that are open show their steps, closed ones stand for them, also at the ends of edges. */
import type { DiagramEdge, DiagramNode, Folds, NetworkDiagram } from '../messages/diagram.js';
import { isGroup, wantedOpen } from './folds.js';

/** More boxes take a page too long to lay out. */
export const mostBoxes = 400;
/** So do more edges: a dense block has one for each pair of its layers. */
export const mostEdges = 400;
/** And the ranks that edges cross: the layout holds a place in each of them. */
export const mostCrossed = 2500;

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
  /** Ranks that its edges cross. */
  readonly crossed: number;
  /** The seen node that stands for each node. */
  readonly seenAs: ReadonlyMap<string, string>;
}

/** Groups that are open: outer ones first, as many as there is room for. */
function openGroups(
  top: readonly DiagramNode[],
  wanted: (id: string) => boolean,
): { readonly open: ReadonlySet<string>; readonly refused: number } {
  const open = new Set<string>();
  let refused = 0;
  let boxes = top.length;
  const queue = [...top];
  for (const node of queue) {
    if (!isGroup(node) || !wanted(node.id)) continue;
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

/** How many ranks the edges cross: each node stands below all that it reads. */
function crossedBy(nodes: readonly Seen[], edges: readonly SeenEdge[]): number {
  const position = new Map(nodes.map(({ node }, i) => [node.id, i]));
  const at = (id: string): number => position.get(id) ?? 0;
  const rank = new Map<string, number>();
  // Steps stand behind those that they read.
  for (const { from, to } of [...edges].sort((a, b) => at(a.from) - at(b.from)))
    rank.set(to, Math.max(rank.get(to) ?? 0, (rank.get(from) ?? 0) + 1));
  return edges.reduce((sum, { from, to }) => sum + Math.max(1, (rank.get(to) ?? 0) - (rank.get(from) ?? 0)), 0);
}

type Sight = Pick<Picture, 'nodes' | 'edges' | 'crossed' | 'seenAs'>;

function seenWith(network: NetworkDiagram, top: readonly DiagramNode[], open: ReadonlySet<string>): Sight {
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
    seenAs.set(node.id, node.id);
    for (const child of node.children) see(child, node.id);
  };
  for (const node of top) see(node, undefined);
  const edges = edgesBetween(network, seenAs);
  return { nodes, edges, crossed: crossedBy(nodes, edges), seenAs };
}

const isTooMuch = ({ edges, crossed }: Sight): boolean => edges.length > mostEdges || crossed > mostCrossed;

/** The most of `count` things of which not too much is seen, and what is seen of them; none is never too much. */
function mostOf(count: number, see: (count: number) => Sight): { readonly count: number; readonly sight: Sight } {
  let best = { count, sight: see(count) };
  if (!isTooMuch(best.sight)) return best;
  let [low, high] = [0, count];
  best = { count: 0, sight: see(0) };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const sight = see(middle);
    if (isTooMuch(sight)) high = middle;
    else [low, best] = [middle, { count: middle, sight }];
  }
  return best;
}

export function pictureOf(network: NetworkDiagram, folds: Folds): Picture {
  const top = network.nodes.slice(0, mostBoxes);
  const { open, refused } = openGroups(top, wantedOpen(network.nodes, folds));
  // What was opened last is closed first: an inner group before the one around it.
  const order = [...open];
  const folded = mostOf(order.length, most => seenWith(network, top, new Set(order.slice(0, most))));
  const isCut = isTooMuch(folded.sight);
  const { count, sight } = isCut
    ? mostOf(top.length, most => seenWith(network, top.slice(0, most), new Set()))
    : { count: top.length, sight: folded.sight };
  return { ...sight, refused: refused + open.size - folded.count, cut: network.nodes.length - count };
}
