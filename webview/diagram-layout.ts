/** Where boxes and edges of a diagram stand: from top to bottom, groups around their steps. */
import { Graph, layout, type NodeLabel } from '@dagrejs/dagre';
import type { Picture, Seen } from './diagram-graph.js';

export type Measure = (text: string) => number;

export interface Box extends Seen {
  readonly lines: readonly string[];
  /** Of the left upper corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of the text. */
  readonly x: number;
  readonly y: number;
}

export interface Placed {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

export const lineHeight = 17;
const mostWidth = 230;
const padding = 10;
/** The button that opens and closes a group. */
export const toggleWidth = 18;

/** Cut to what has room. */
export function fitted(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${text.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}

/** Name, arguments, and what comes out; an open group has its name alone. */
function linesOf({ node, open }: Seen): readonly string[] {
  if (open) return [node.label];
  return [node.label, node.detail, [node.shape, node.parameters].filter(part => part !== '').join(' · ')].filter(
    text => text !== '',
  );
}

interface Sized {
  readonly seen: Seen;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

function sized(seen: Seen, measure: Measure): Sized {
  const lines = linesOf(seen).map(text => fitted(text, mostWidth, measure));
  const toggle = seen.node.children.length > 0 ? toggleWidth : 0;
  const width = Math.max(70, ...lines.map((text, i) => measure(text) * (i === 0 ? 1.08 : 1) + (i === 0 ? toggle : 0)));
  return { seen, lines, width: Math.ceil(width) + 2 * padding, height: lines.length * lineHeight + padding };
}

function graphOf(picture: Picture, boxes: readonly Sized[], measure: Measure): Graph {
  const graph = new Graph({ compound: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 24, edgesep: 12, ranksep: 44, marginx: 12, marginy: 12 });
  for (const { seen, width, height } of boxes) graph.setNode(seen.node.id, { width, height });
  for (const { node, parent } of picture.nodes) if (parent !== undefined) graph.setParent(node.id, parent);
  for (const { from, to, shapes } of picture.edges) {
    const width = measure(shapes.join(', ')) + 8;
    graph.setEdge(from, to, { width, height: lineHeight, labelpos: 'c' });
  }
  return graph;
}

function placed(box: Sized, { x = 0, y = 0, width, height }: NodeLabel, measure: Measure): Box {
  const { seen, lines } = box;
  const at = { ...seen, x: x - width / 2, y: y - height / 2, width, height };
  if (!seen.open) return { ...at, lines };
  const room = Math.max(30, width - 2 * padding - toggleWidth);
  return { ...at, lines: lines.map(text => fitted(text, room, measure)) };
}

export function placedPicture(picture: Picture, measure: Measure): Placed {
  const boxes = picture.nodes.map(seen => sized(seen, measure));
  const graph = graphOf(picture, boxes, measure);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    boxes: boxes.map(box => placed(box, graph.node(box.seen.node.id), measure)),
    lines: picture.edges.map(({ from, to, shapes }) => {
      const { points = [], x = 0, y = 0 } = graph.edge(from, to);
      return { from, to, text: shapes.join(', '), points, x, y };
    }),
    ...{ width, height },
  };
}
