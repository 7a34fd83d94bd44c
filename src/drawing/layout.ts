/** Where boxes and edges of a diagram stand: from top to bottom, groups around their steps. */
import { Graph, layout, type NodeLabel } from '@dagrejs/dagre';
import type { DiagramNode } from '../messages/diagram.js';
import type { Picture, Seen } from './seen.js';

/** What texts are written with. */
export interface Pen {
  readonly lineHeight: number;
  width(text: string, bold?: boolean): number;
}

export interface Box extends Seen {
  readonly lines: readonly string[];
  /** Of its first line. */
  readonly textWidth: number;
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
  /** Where its text stands: the middle, and the room around it. */
  readonly label: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface Placed {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
  readonly lineHeight: number;
}

/** In widths of a digit. */
const mostDigits = 38;
export const padding = 10;
/** Around the text of an edge. */
const labelPadding = 4;
/** The button that opens and closes a group. */
export const toggleWidth = 18;

/** Cut to what has room. */
export function fitted(text: string, width: number, pen: Pen, bold = false): string {
  if (pen.width(text, bold) <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pen.width(`${text.slice(0, middle)}…`, bold) <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}

/** The first error of a node; of a closed group also of what is in it. */
export function problemOf({ problems, children }: DiagramNode, open: boolean): string | undefined {
  const [own] = problems;
  if (own !== undefined || open) return own;
  for (const child of children) {
    const inner = problemOf(child, false);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** Before an error. */
export const cross = '×';

/** Name, arguments, what comes out, and an error; an open group has its name alone. */
function linesOf({ node, open }: Seen): readonly string[] {
  const problem = problemOf(node, open);
  const last = problem === undefined ? '' : `${cross} ${problem.replaceAll('`', '')}`;
  if (open) return [last === '' ? node.label : `${node.label} ${last}`];
  const flows = [node.shape, node.parameters]
    .filter((part, i) => part !== '' && !(i === 1 && part === '?'))
    .join(' · ');
  return [node.label, node.detail, flows, last].filter(text => text !== '');
}

interface Sized {
  readonly seen: Seen;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

function sized(seen: Seen, pen: Pen): Sized {
  const most = mostDigits * pen.width('0');
  const lines = linesOf(seen).map((text, i) => fitted(text, most, pen, i === 0));
  const toggle = seen.node.children.length > 0 ? toggleWidth : 0;
  const width = Math.max(70, ...lines.map((text, i) => pen.width(text, i === 0) + (i === 0 ? toggle : 0)));
  return { seen, lines, width: Math.ceil(width) + 2 * padding, height: lines.length * pen.lineHeight + padding };
}

const textOf = (shapes: readonly string[], pen: Pen): string =>
  fitted(shapes.join(', '), mostDigits * pen.width('0'), pen);

/** Half of it lies between the head of a group and what is in it: its name and button have room there. */
const rankGap = ({ lineHeight }: Pen): number => 2 * (lineHeight + 8);

function graphOf(picture: Picture, boxes: readonly Sized[], pen: Pen): Graph {
  const graph = new Graph({ compound: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 24, edgesep: 14, ranksep: rankGap(pen), marginx: 12, marginy: 12 });
  for (const { seen, width, height } of boxes) graph.setNode(seen.node.id, { width, height });
  for (const { node, parent } of picture.nodes) if (parent !== undefined) graph.setParent(node.id, parent);
  for (const { from, to, shapes } of picture.edges) {
    const width = Math.ceil(pen.width(textOf(shapes, pen))) + 2 * labelPadding;
    graph.setEdge(from, to, { width, height: pen.lineHeight, labelpos: 'c' });
  }
  return graph;
}

function placed(box: Sized, { x = 0, y = 0, width, height }: NodeLabel, pen: Pen): Box {
  const { seen } = box;
  const room = seen.open ? Math.max(30, width - 2 * padding - toggleWidth) : Infinity;
  const lines = box.lines.map((text, i) => fitted(text, room, pen, i === 0));
  const textWidth = pen.width(lines[0] ?? '', true);
  return { ...seen, x: x - width / 2, y: y - height / 2, width, height, lines, textWidth };
}

export function placedPicture(picture: Picture, pen: Pen): Placed {
  const boxes = picture.nodes.map(seen => sized(seen, pen));
  const graph = graphOf(picture, boxes, pen);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    boxes: boxes.map(box => placed(box, graph.node(box.seen.node.id), pen)),
    lines: picture.edges.map(({ from, to, shapes }) => {
      const label = graph.edge(from, to);
      const { points = [], x = 0, y = 0 } = label;
      return { from, to, text: textOf(shapes, pen), points, label: { x, y, width: label.width, height: label.height } };
    }),
    ...{ width, height },
    lineHeight: pen.lineHeight,
  };
}
