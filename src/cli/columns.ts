/** Rows of text in columns that fit a width: what there is no room for is left out, the least important first. */
import { cut, padEnd, padStart, widthOf, type Style } from './style.js';

export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  readonly align: 'left' | 'right';
  /** The column with the highest number leaves first; 0 stays always. */
  readonly leaves: number;
}

const gap = 2;
/** The first column is not made narrower than this before others leave. */
const leastFirst = 28;

const widthOfColumn = ({ title, cells }: Column): number =>
  cells.reduce((most, cell) => Math.max(most, widthOf(cell)), widthOf(title));

/** Lines of the table; `paint` colours a cell that is padded already. */
export function inColumns(
  columns: readonly Column[],
  width: number,
  style: Style,
  paint: (column: Column, cell: string, row: number) => string,
): readonly string[] {
  let shown = [...columns];
  const widths = new Map(shown.map(column => [column, widthOfColumn(column)]));
  const rest = (): number => shown.slice(1).reduce((sum, column) => sum + gap + (widths.get(column) ?? 0), 0);
  for (;;) {
    const [first] = shown;
    const last = [...shown].sort((a, b) => b.leaves - a.leaves)[0];
    const wanted = Math.min(leastFirst, (first && widths.get(first)) ?? 0);
    if (!last || last.leaves === 0 || rest() + wanted <= width) break;
    shown = shown.filter(column => column !== last);
  }
  const [first] = shown;
  if (first) widths.set(first, Math.max(8, Math.min(widths.get(first) ?? 0, width - rest())));
  const line = (cellOf: (column: Column) => string, colour: (column: Column, cell: string) => string): string =>
    shown
      .map(column => {
        const size = widths.get(column) ?? 0;
        const text = cut(cellOf(column), size);
        return colour(column, column.align === 'right' ? padStart(text, size) : padEnd(text, size));
      })
      .join(' '.repeat(gap))
      .trimEnd();
  const head = line(
    column => column.title,
    (_, cell) => style.bold(cell),
  );
  const rows = columns[0]?.cells.map((_, i) =>
    line(
      column => column.cells[i] ?? '',
      (column, cell) => paint(column, cell, i),
    ),
  );
  return [head, ...(rows ?? [])];
}
