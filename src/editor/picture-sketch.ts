/** What a declaration sketches of itself as SVG: two grids, the cube of a norm, the table of who sees whom. */
import type { Sketch, SketchAxis, SketchGrid, SketchSide } from '../catalogue/sketch.js';
import type { Picture } from './picture.js';
import {
  CELL,
  ink,
  markColours,
  noteLines,
  paper,
  path,
  square,
  svgOf,
  text,
  widthOf,
  type Axis,
  type Grid,
} from './picture-svg.js';

const axis = (of: SketchAxis): Axis => ({ ...of, unread: 0 });
const grid = ({ title, rows, columns, marks }: SketchGrid): Grid => ({
  title,
  rows: axis(rows),
  columns: axis(columns),
  marks,
});

export function sketchPicture(sketch: Sketch): Picture {
  switch (sketch.kind) {
    case 'grids': {
      const { from, to, notes } = sketch;
      const words = [`${from.title} becomes ${to.title}`, ...notes].join('; ');
      return { svg: svgOf({ left: grid(from), right: grid(to), notes }), words };
    }
    case 'cube':
      return cube(sketch);
    case 'mask':
      return mask(sketch);
  }
}

const plain = ['#dce4ec', '#8894a0'] as const;
const [taken] = markColours;

/** Cells of the drawn cube along each axis; an axis of size 1 is one cell. */
const [ACROSS, DOWN, DEEP] = [6, 4, 4];
/** How far a step into the depth goes, in the plane. */
const [STEP_X, STEP_Y] = [8, 6];
const EDGE = 16;

/** Which of the drawn cells of an axis belong together: those at its end, or all. */
function together({ size, parts }: SketchSide, most: number): { readonly cells: number; readonly from: number } {
  const cells = Math.min(size ?? most, most);
  if (parts === 'each') return { cells, from: cells - 1 };
  const share = Math.max(1, Math.round(cells / parts));
  return { cells, from: cells - share };
}

const label = ({ name, size }: SketchSide): string => (size === undefined ? name : `${name}: ${String(size)}`);

function cube({ depth, across, down, notes }: Extract<Sketch, { kind: 'cube' }>): Picture {
  const [c, p, n] = [together(across, ACROSS), together(down, DOWN), together(depth, DEEP)];
  // The front is the first sample, the upper row the first position: there the taken ones can be seen.
  const isTaken = (column: number, row: number, layer: number): boolean =>
    column >= c.from && row < p.cells - p.from && layer < n.cells - n.from;
  const left = 16 + widthOf(label(down));
  const top = 30 + n.cells * STEP_Y;
  const at = (column: number, row: number, layer: number): string =>
    `${String(left + column * EDGE + layer * STEP_X)} ${String(top + row * EDGE - layer * STEP_Y)}`;
  const faces = { taken: '', plain: '' };
  const face = (isIn: boolean, corners: readonly string[]): void => {
    faces[isIn ? 'taken' : 'plain'] += `M${corners.join('L')}z`;
  };
  for (let i = 0; i < c.cells; i++) {
    for (let j = 0; j < p.cells; j++)
      face(isTaken(i, j, 0), [at(i, j, 0), at(i + 1, j, 0), at(i + 1, j + 1, 0), at(i, j + 1, 0)]);
    for (let k = 0; k < n.cells; k++)
      face(isTaken(i, 0, k), [at(i, 0, k), at(i + 1, 0, k), at(i + 1, 0, k + 1), at(i, 0, k + 1)]);
  }
  const side = c.cells;
  for (let j = 0; j < p.cells; j++) {
    for (let k = 0; k < n.cells; k++)
      face(isTaken(side - 1, j, k), [at(side, j, k), at(side, j, k + 1), at(side, j + 1, k + 1), at(side, j + 1, k)]);
  }
  const bottom = top + p.cells * EDGE;
  const right = left + c.cells * EDGE + n.cells * STEP_X;
  const width = Math.max(
    right + 14 + widthOf(depth.name),
    left + widthOf(label(across)) + 10,
    20 + Math.max(0, ...notes.map(widthOf)),
  );
  const svg = paper(width, bottom + 26 + notes.length * 15 + 6, [
    path(faces.plain, plain, ' stroke-linejoin="round"'),
    path(faces.taken, taken, ' stroke-linejoin="round"'),
    `<g fill="${ink}">${text(10, top + (p.cells * EDGE) / 2 + 4, label(down))}${text(left, bottom + 15, label(across))}${text(right + 6, top - (n.cells * STEP_Y) / 2, depth.name)}</g>`,
    noteLines(notes, bottom + 18),
  ]);
  return { svg, words: `${notes.join('; ')}: ${label(across)}, ${label(down)}` };
}

/** Positions that are drawn; of more the first ones. */
const MOST_POSITIONS = 14;

function mask({ queries, keys, sees, notes }: Extract<Sketch, { kind: 'mask' }>): Picture {
  const [rows, columns] = [Math.min(queries, MOST_POSITIONS), Math.min(keys, MOST_POSITIONS)];
  const paths = { seen: '', hidden: '' };
  const [left, top] = [16 + widthOf('queries'), 30];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++)
      paths[sees(i, j) ? 'seen' : 'hidden'] += square(left + j * CELL, top + i * CELL, 0.5);
  }
  const bottom = top + rows * CELL;
  const all =
    rows < queries || columns < keys ? [...notes, `drawn: the first ${String(rows)} of ${String(queries)}`] : notes;
  const width = Math.max(left + columns * CELL + 14, 20 + Math.max(...all.map(widthOf)));
  const svg = paper(width, bottom + 8 + all.length * 15 + 6, [
    `<g fill="${ink}">${text(left, 20, 'keys')}${text(10, top + 10, 'queries')}</g>`,
    path(paths.hidden, ['#ffffff', '#b4bcc4'], ' stroke-dasharray="2 2"'),
    path(paths.seen, taken),
    noteLines(all, bottom),
  ]);
  return { svg, words: `${notes.join('; ')}: ${String(queries)} queries, ${String(keys)} keys` };
}
