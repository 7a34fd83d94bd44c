/** A window over one axis: the input above, the result below it, and lines from the cells that a result is made of. */
import { CELL, ink, markColours, noteLines, paper, path, square, text, widthOf, wrapped } from './picture-svg.js';

/** A window on one axis, in numbers. */
export interface Row {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly after: number;
  readonly count: number;
  readonly unread: number;
}

/** Cells that are drawn of a longer axis. */
const MOST = 22;
const [LEFT, TOP, DROP] = [10, 28, 46];

export function rowsSvg(row: Row, whole: readonly string[]): string {
  const notes = wrapped(whole);
  const total = row.before + row.size + row.after;
  const shown = Math.min(total, MOST);
  const paths = { added: '', cell: '', unread: '' };
  for (let i = 0; i < shown; i++) {
    const inside = i - row.before;
    const kind = inside < 0 || inside >= row.size ? 'added' : inside >= row.size - row.unread ? 'unread' : 'cell';
    paths[kind] += square(LEFT + i * CELL, TOP, 0.5);
  }
  // A result stands under the middle of its window, or under the last cell of it where nothing is added behind.
  const isCausal = row.after === 0 && row.before > 0;
  const reach = (row.kernel - 1) * row.dilation;
  const placeOf = (window: number): number => window * row.stride + (isCausal ? reach : reach / 2);
  const taps = (window: number): readonly number[] =>
    Array.from({ length: row.kernel }, (_, i) => window * row.stride + i * row.dilation).filter(i => i < shown);
  const bottom = TOP + CELL + DROP;
  const results = Array.from({ length: row.count }, (_, i) => i).filter(i => placeOf(i) < shown);
  const x = (cell: number): number => LEFT + cell * CELL;
  const windows = results.slice(0, 2).map(window => {
    const [fill, stroke] = markColours[window] ?? markColours[0];
    const lines = taps(window)
      .map(
        tap =>
          `M${String(x(tap) + CELL / 2)} ${String(TOP + CELL)}L${String(x(placeOf(window)) + CELL / 2)} ${String(bottom)}`,
      )
      .join('');
    const inset = window === 0 ? 1 : 3.5;
    const squares = taps(window).map(tap => square(x(tap), TOP, inset));
    return [
      `<path d="${lines}" fill="none" stroke="${fill}"/>`,
      path([...squares, square(x(placeOf(window)), bottom, 1)].join(''), [fill, stroke]),
    ].join('');
  });
  const more = (y: number): string => text(x(shown) + 3, y + 9, '...');
  const others = results.slice(2).map(window => square(x(placeOf(window)), bottom, 0.5));
  const end = bottom + CELL + 16;
  const width = Math.max(x(shown) + 24, 20 + Math.max(0, ...notes.map(widthOf)));
  return paper(width, end + 8 + notes.length * 15 + 6, [
    `<g fill="${ink}">${text(LEFT, 19, `input ${String(row.size)}`)}${text(LEFT, end, `output ${String(row.count)}`)}</g>`,
    path(paths.added, ['#ffffff', '#b4bcc4'], ' stroke-dasharray="2 2"'),
    path(paths.cell, ['#dce4ec', '#8894a0']),
    path(paths.unread, ['#f4c7c3', '#c05b52']),
    path(others.join(''), ['#dce4ec', '#8894a0']),
    ...windows,
    `<g fill="${ink}">${total > shown ? more(TOP) + more(bottom) : ''}</g>`,
    noteLines(notes, end),
  ]);
}
