/** The summary as a person reads it: the tree of a network in columns, and its totals. */
import type { NetworkReport, Report } from '../analysis/report.js';
import { shapeText, shortBytes, shortCount, wholeCount } from '../editor/figures.js';
import type { Dim } from '../shape/dim.js';
import { inColumns, type Column } from './columns.js';
import { cut, type Style } from './style.js';
import { isKnown, totalsText } from './totals-text.js';
import { rowsOf, type Row } from './tree.js';

export interface TableOptions {
  readonly style: Style;
  /** Columns of the terminal; undefined: as many as it takes. */
  readonly width: number | undefined;
  /** Levels of blocks that are open; undefined: as many as fit on a page. */
  readonly depth: number | undefined;
}

/** So many rows are a page: blocks are opened as long as the tree fits on one. */
const PAGE_ROWS = 48;
/** A formula that is longer than this is cut in its cell. */
const CELL = 22;

interface Line {
  readonly row: Row;
  readonly label: string;
}

export function summaryTable(report: Report, file: string, options: TableOptions): string {
  const { style } = options;
  if (report.networks.length === 0) {
    const { blocks } = report.graph;
    const rest = blocks.length > 0 ? `: it defines the blocks ${blocks.map(b => b.name).join(', ')}` : '';
    return `${style.dim(`There is no network in ${file}${rest}.`)}\n`;
  }
  return report.networks.map(network => networkTable(network, file, options)).join('\n');
}

function networkTable(network: NetworkReport, file: string, options: TableOptions): string {
  const { style, width = Infinity } = options;
  const { lines, depth, deeper } = opened(network, options.depth);
  const { batch, precision, optimizer, mode, target } = network.assumptions;
  const memory = target === 'pytorch' ? 'memory of PyTorch' : 'memory of the bundled engine';
  const assumed = [`batch ${batch}`, precision, optimizer, mode === 'train' ? 'training' : 'inference', memory];
  const hint = `Blocks are closed at depth ${depth}; --depth ${depth + 1} opens the next ones.`;
  return [
    `${style.bold(network.name)}  ${style.dim(file)}`,
    style.dim(cut(assumed.join(' · '), width)),
    '',
    ...table(network, lines, options),
    ...(deeper ? ['', style.dim(cut(hint, width))] : []),
    '',
    ...totalsText(network, style),
    '',
  ].join('\n');
}

/** The deepest tree that still fits on a page, or the one that was asked for. */
function opened(network: NetworkReport, asked: number | undefined): { lines: Line[]; depth: number; deeper: boolean } {
  const rows = rowsOf(network);
  let depth = asked ?? 1;
  let found = linesOf(rows, depth);
  while (asked === undefined && found.deeper) {
    const next = linesOf(rows, depth + 1, PAGE_ROWS);
    if (next.lines.length > PAGE_ROWS) break;
    [found, depth] = [next, depth + 1];
  }
  return { ...found, depth };
}

function linesOf(rows: readonly Row[], depth: number, enough = Infinity): { lines: Line[]; deeper: boolean } {
  const lines: Line[] = [];
  let deeper = false;
  const visit = (level: readonly Row[], left: number, before: string, nested: boolean): void => {
    for (const [i, row] of level.entries()) {
      if (lines.length > enough) return;
      const last = i === level.length - 1;
      const label = row.times > 1 ? `${row.label} ×${row.times}` : row.label;
      const remark = row.remark === '' ? '' : `  (${row.remark})`;
      lines.push({ row, label: `${before}${nested ? (last ? '└ ' : '├ ') : ''}${label}${remark}` });
      if (left > 1) visit(row.inside(), left - 1, `${before}${nested ? (last ? '  ' : '│ ') : ''}`, true);
      else deeper ||= row.inside().length > 0;
    }
  };
  visit(rows, depth, '', false);
  return { lines, deeper };
}

function table(
  network: NetworkReport,
  lines: readonly Line[],
  { style, width = Infinity }: TableOptions,
): readonly string[] {
  const { totals } = network;
  const all = totals.parameters.trainable.plus(totals.parameters.frozen);
  const inputs = network.inputs.map(({ name, shape }) => ({ label: name, shape: shapeText(shape) }));
  const blank = inputs.map(() => '');
  const cells = (of: (row: Row) => string): readonly string[] => [
    ...blank,
    ...lines.map(({ row }) => cut(of(row), CELL)),
  ];
  const text = (count: Dim | undefined, print: (count: Dim) => string): string =>
    !isKnown(count) ? '?' : count.equals(0) ? '' : print(count);
  const columns: readonly Column[] = [
    { title: 'layer', cells: [...inputs.map(i => i.label), ...lines.map(l => l.label)], align: 'left', leaves: 0 },
    {
      title: 'output',
      cells: [...inputs.map(i => i.shape), ...lines.map(({ row }) => cut(shapeText(row.shape), 2 * CELL))],
      align: 'left',
      leaves: 0,
    },
    { title: 'parameters', cells: cells(row => text(row.parameters, wholeCount)), align: 'right', leaves: 1 },
    { title: '%', cells: cells(row => share(row.parameters, all)), align: 'right', leaves: 5 },
    { title: 'multiply-adds', cells: cells(row => text(row.multiplyAdds, shortCount)), align: 'right', leaves: 2 },
    { title: '%', cells: cells(row => share(row.multiplyAdds, totals.multiplyAdds)), align: 'right', leaves: 4 },
    { title: 'kept', cells: cells(row => text(row.kept, shortBytes)), align: 'right', leaves: 3 },
  ];
  return inColumns(columns, width, style, (column, cell, row) => {
    const line = lines[row - inputs.length];
    if (!line) return style.dim(cell);
    if (column.title === '%') return style.dim(cell);
    if (column.title === 'output') return style.cyan(cell);
    return column.title === 'layer' && line.row.inside().length > 0 ? style.bold(cell) : cell;
  });
}

/** `12`: of hundred, nothing where it rounds to zero. */
function share(part: Dim | undefined, whole: Dim | undefined): string {
  if (!part?.isConstant || !whole?.isConstant || whole.value === 0) return '';
  const percent = (100 * part.value) / whole.value;
  return percent >= 0.05 ? percent.toFixed(1) : '';
}
