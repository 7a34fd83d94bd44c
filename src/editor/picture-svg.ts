/** Grids of cells as SVG: bounded in size whatever the grid's, in colours of its own that stand on any theme. */
import type { SketchAxis, SketchGrid } from '../catalogue/sketch.js';

/** An axis with cells that nothing reads at its end. */
export interface Axis extends SketchAxis {
  /** At the end of `size`. */
  readonly unread: number;
}

export interface Grid extends SketchGrid {
  readonly rows: Axis;
  readonly columns: Axis;
}

export const CELL = 11;
/** Cells drawn of a longer axis: its beginning and its end. */
interface Ends {
  readonly head: number;
  readonly tail: number;
  /** Cells up to which an axis is drawn whole. */
  readonly whole: number;
}
const across: Ends = { head: 9, tail: 4, whole: 14 };
/** Of rows as few as show what is marked: a hover is 250 pixels high, and the answer stands above the picture. */
const rowEnds = ({ rows, marks }: Grid): Ends => {
  const last = Math.max(
    0,
    ...marks.flatMap(mark => mark.rows).filter(row => row < across.head && row < lengthOf(rows)),
  );
  const head = Math.max(4, last + 1);
  return { head, tail: 2, whole: Math.max(10, head + 3) };
};
const GAP = 14;

export const ink = '#24292f';
const colours = {
  cell: ['#dce4ec', '#8894a0'],
  added: ['#ffffff', '#b4bcc4'],
  unread: ['#f4c7c3', '#c05b52'],
} as const;
export const markColours = [
  ['#2f6fb3', '#1d4f86'],
  ['#e59a3c', '#a9651a'],
  ['#3f9f6c', '#256b46'],
  ['#9a63b8', '#673f80'],
] as const;

const lengthOf = ({ before, size, after }: Axis): number => before + size + after;

/** Where each drawn cell of an axis begins, by its position; positions in the middle of a long one are missing. */
function places(axis: Axis, ends: Ends): ReadonlyMap<number, number> {
  const total = lengthOf(axis);
  const { head, tail } = ends;
  const cut = isCut(axis, ends);
  const all = Array.from({ length: cut ? head : total }, (_, i) => i);
  const found = new Map(all.map(i => [i, i * CELL]));
  if (cut) {
    for (let i = 0; i < tail; i++) found.set(total - tail + i, head * CELL + GAP + i * CELL);
  }
  return found;
}

const isCut = (axis: Axis, { whole }: Ends): boolean => lengthOf(axis) > whole;
const extentOf = (axis: Axis, ends: Ends): number =>
  isCut(axis, ends) ? (ends.head + ends.tail) * CELL + GAP : lengthOf(axis) * CELL;
const heightOf = (grid: Grid): number => extentOf(grid.rows, rowEnds(grid));
const breadthOf = ({ columns }: Grid): number => extentOf(columns, across);

type Kind = 'cell' | 'added' | 'unread';

function kindAt({ before, size, unread }: Axis, i: number): Kind {
  if (i < before || i >= before + size) return 'added';
  return i >= before + size - unread ? 'unread' : 'cell';
}

export const square = (x: number, y: number, inset: number): string => {
  const side = CELL - 2 * inset;
  return `M${String(x + inset)} ${String(y + inset)}h${String(side)}v${String(side)}h${String(-side)}z`;
};

export const path = (data: string, [fill, stroke]: readonly [string, string], more = ''): string =>
  data === '' ? '' : `<path d="${data}" fill="${fill}" stroke="${stroke}"${more}/>`;

export const text = (x: number, y: number, words: string, anchor = 'start'): string =>
  `<text x="${String(x)}" y="${String(y)}" text-anchor="${anchor}">${words.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`;

/** A grid with its left upper corner there. */
function drawn(grid: Grid, x: number, y: number): string {
  const { rows, columns, marks } = grid;
  const down = rowEnds(grid);
  const [ys, xs] = [places(rows, down), places(columns, across)];
  const paths: Record<Kind, string> = { cell: '', added: '', unread: '' };
  for (const [row, top] of ys) {
    for (const [column, left] of xs) {
      const [a, b] = [kindAt(rows, row), kindAt(columns, column)];
      const kind: Kind =
        a === 'added' || b === 'added' ? 'added' : a === 'unread' || b === 'unread' ? 'unread' : 'cell';
      paths[kind] += square(x + left, y + top, 0.5);
    }
  }
  const taken = new Set<string>();
  const marked = marks.map(mark => {
    // Of a large grid only some cells are drawn.
    const shown = mark.columns.filter(column => xs.has(column));
    const cells = mark.rows.filter(row => ys.has(row)).flatMap(row => shown.map(column => [row, column] as const));
    // Where two of them share a cell, the smaller square leaves the first one's colour around it.
    const shares = cells.some(cell => taken.has(String(cell)));
    for (const cell of cells) taken.add(String(cell));
    return cells
      .map(([row, column]) => {
        const [left, top] = [xs.get(column), ys.get(row)];
        return left === undefined || top === undefined ? '' : square(x + left, y + top, shares ? 3.5 : 1);
      })
      .join('');
  });
  const gapAt = ({ head }: Ends): number => head * CELL + GAP / 2;
  const dots = [
    isCut(columns, across) ? text(x + gapAt(across), y + heightOf(grid) / 2 + 4, '...', 'middle') : '',
    isCut(rows, down) ? text(x + breadthOf(grid) / 2, y + gapAt(down) + 2, '...', 'middle') : '',
  ];
  return [
    path(paths.added, colours.added, ' stroke-dasharray="2 2"'),
    path(paths.cell, colours.cell),
    path(paths.unread, colours.unread),
    ...marked.map((data, i) => path(data, markColours[i % markColours.length] ?? markColours[0])),
    ...dots,
  ].join('');
}

/** About the width of a text of this size; letters are not measured here. */
export const widthOf = (words: string): number => Math.ceil(words.length * 6.1);

export interface Drawing {
  readonly left: Grid;
  readonly right: Grid;
  /** Lines below. */
  readonly notes: readonly string[];
}

/** Two grids side by side with an arrow between, on paper of their own. */
export function svgOf({ left, right, notes: whole }: Drawing): string {
  const notes = wrapped(whole);
  const top = 26;
  const leftWidth = Math.max(breadthOf(left), widthOf(left.title));
  const rightAt = 10 + leftWidth + 44;
  const rightWidth = Math.max(breadthOf(right), widthOf(right.title));
  const bottom = top + Math.max(heightOf(left), heightOf(right));
  const width = Math.max(rightAt + rightWidth + 10, 20 + Math.max(0, ...notes.map(widthOf)));
  const height = bottom + 8 + notes.length * 15 + 6;
  const arrowY = top + Math.min(heightOf(left), heightOf(right)) / 2;
  const arrowX = 10 + leftWidth + 10;
  return paper(width, height, [
    `<g fill="${ink}">${text(10, 17, left.title)}${text(rightAt, 17, right.title)}</g>`,
    drawn(left, 10, top),
    drawn(right, rightAt, top),
    `<path d="M${String(arrowX)} ${String(arrowY)}h20m-5 -4l5 4l-5 4" fill="none" stroke="${ink}"/>`,
    noteLines(notes, bottom),
  ]);
}

/** So that a picture is read at 300 pixels. */
const MOST_LETTERS = 44;

/** Longer notes on several lines. */
export function wrapped(notes: readonly string[]): readonly string[] {
  return notes.flatMap(note => {
    const lines: string[] = [];
    for (const word of note.split(' ')) {
      const last = lines.at(-1);
      if (last === undefined || last.length + 1 + word.length > MOST_LETTERS) lines.push(word);
      else lines[lines.length - 1] = `${last} ${word}`;
    }
    return lines;
  });
}

/** Lines below a drawing that ends there. */
export const noteLines = (notes: readonly string[], bottom: number): string =>
  `<g fill="${ink}">${notes.map((note, i) => text(10, bottom + 18 + i * 15, note)).join('')}</g>`;

/** A picture on paper of its own, so that it stands on any theme. */
export function paper(width: number, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" font-family="sans-serif" font-size="11">`,
    `<rect x="0.5" y="0.5" width="${String(width - 1)}" height="${String(height - 1)}" rx="4" fill="#fbfcfd" stroke="#8894a0"/>`,
    ...parts,
    '</svg>',
  ].join('');
}
