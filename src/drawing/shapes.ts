/** A placed diagram as the shapes that it is drawn with, each with a look by name: a page makes elements of them, an export makes a text. */
import { cross, padding, problemOf, toggleWidth, type Box, type Line, type Placed } from './layout.js';

export type Look =
  | 'layer'
  | 'join'
  | 'end'
  | 'group'
  | 'open'
  | 'wrong'
  | 'mark'
  | 'text'
  | 'problem'
  | 'name'
  | 'edge'
  | 'arrow'
  | 'back'
  | 'shape'
  | 'button'
  | 'sign';

export interface Shape {
  readonly tag: 'g' | 'rect' | 'path' | 'text';
  readonly look?: Look;
  readonly at: Readonly<Record<string, string | number>>;
  readonly text?: string;
}

/** A box's shapes; the page makes it one thing that can be pressed. */
export interface DrawnBox {
  readonly box: Box;
  readonly shapes: readonly Shape[];
  /** What opens and closes it. */
  readonly toggle: readonly Shape[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Drawn in this order: all lines come before all texts, so that none runs through a text. */
  readonly edges: readonly Shape[];
  /** Each before what is in it. */
  readonly open: readonly DrawnBox[];
  readonly labels: readonly Shape[];
  readonly closed: readonly DrawnBox[];
}

/** How round a corner of a line is. */
const bend = 10;
const arrowLength = 8;

const rounded = (n: number): number => Math.round(n * 10) / 10;

type Point = Line['points'][number];

const between = (from: Point, to: Point, distance: number): Point => {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const share = Math.min(0.5, distance / length);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
};

const at = ({ x, y }: Point): string => `${rounded(x)} ${rounded(y)}`;

/** A line through the points with round corners. */
function pathThrough(points: readonly Point[]): string {
  return points
    .map((point, i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (before === undefined) return `M${at(point)}`;
      if (after === undefined) return `L${at(point)}`;
      return `L${at(between(point, before, bend))}Q${at(point)} ${at(between(point, after, bend))}`;
    })
    .join('');
}

function edgeOf({ points }: Line): readonly Shape[] {
  const [tip, before] = [points.at(-1), points.at(-2)];
  if (tip === undefined || before === undefined) return [];
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const wing = (side: number): Point => ({
    x: tip.x - arrowLength * Math.cos(angle + side),
    y: tip.y - arrowLength * Math.sin(angle + side),
  });
  const end = between(tip, before, arrowLength * 0.8);
  return [
    { tag: 'path', look: 'edge', at: { d: pathThrough([...points.slice(0, -1), end]) } },
    { tag: 'path', look: 'arrow', at: { d: `M${at(tip)}L${at(wing(0.42))}L${at(wing(-0.42))}Z` } },
  ];
}

/** Letters stand a third of their height above the middle: not every reader of SVG knows another way to say so. */
const baseline = (middle: number, lineHeight: number): number => rounded(middle + lineHeight * 0.27);

function labelOf({ text, label }: Line, lineHeight: number): readonly Shape[] {
  if (text === '') return [];
  const { x, y, width, height } = label;
  const room = { x: rounded(x - width / 2), y: rounded(y - height / 2), width: rounded(width), height, rx: 3 };
  const place = { x: rounded(x), y: baseline(y, lineHeight), 'text-anchor': 'middle' };
  return [
    { tag: 'rect', look: 'back', at: room },
    { tag: 'text', look: 'shape', at: place, text },
  ];
}

function lookOf({ node, open }: Box): Look {
  if (!open && problemOf(node, open) !== undefined) return 'wrong';
  if (open) return 'open';
  return node.kind === 'input' || node.kind === 'output' ? 'end' : node.kind;
}

const textLook = (i: number, text: string): Look => (i === 0 ? 'name' : text.startsWith(cross) ? 'problem' : 'text');

function boxOf(box: Box, lineHeight: number): DrawnBox {
  const { node, open, lines } = box;
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(rounded) as [number, number, number, number];
  const rx = node.kind === 'join' ? Math.min(lineHeight + 3, height / 2) : node.kind === 'layer' ? 3 : 6;
  const middle = { x: x + width - toggleWidth / 2 - 4, y: y + lineHeight / 2 + 5 };
  const sign = `M${at({ x: middle.x - 4, y: middle.y })}h8${open ? '' : `M${at({ x: middle.x, y: middle.y - 4 })}v8`}`;
  // What flows into an open group may run behind its name.
  const nameWidth = Math.min(box.textWidth, width - 2 * padding) + 4;
  const head: Shape = {
    tag: 'rect',
    look: 'back',
    at: { x: x + padding - 2, y: y + 4, width: rounded(nameWidth), height: lineHeight, rx: 2 },
  };
  return {
    box,
    shapes: [
      { tag: 'rect', look: lookOf(box), at: { x, y, width, height, rx } },
      // Hidden where the cursor is elsewhere.
      {
        tag: 'rect',
        look: 'mark',
        at: { x: x - 5, y, width: 4, height: open ? lines.length * lineHeight + padding : height, rx: 2 },
      },
      ...(open ? [head] : []),
      ...lines.map((text, i): Shape => {
        const place = { x: x + padding, y: baseline(y + 5 + (i + 0.5) * lineHeight, lineHeight) };
        return { tag: 'text', look: textLook(i, text), at: place, text };
      }),
    ],
    toggle:
      node.children.length === 0
        ? []
        : [
            {
              tag: 'rect',
              look: 'button',
              at: { x: middle.x - 8, y: rounded(middle.y - 8), width: 16, height: 16, rx: 2 },
            },
            { tag: 'path', look: 'sign', at: { d: sign } },
          ],
  };
}

export function drawingOf({ boxes, lines, width, height, lineHeight }: Placed): Drawing {
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    edges: lines.flatMap(edgeOf),
    open: boxes.filter(({ open }) => open).map(box => boxOf(box, lineHeight)),
    labels: lines.flatMap(line => labelOf(line, lineHeight)),
    closed: boxes.filter(({ open }) => !open).map(box => boxOf(box, lineHeight)),
  };
}
