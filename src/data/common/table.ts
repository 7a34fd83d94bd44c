/** Tables in text: lines of cells separated by commas, semicolons or tabs, quoted where a cell holds one of these (RFC 4180). */
import { failure, success, type Result } from './result.js';

export interface Table {
  readonly columns: readonly string[];
  /** As many cells as columns in each. */
  readonly rows: readonly (readonly string[])[];
  /** The line of the file on which each row begins, from 1. */
  readonly lines: readonly number[];
}

/** The first line names the columns. `name` is what messages call the file. */
export function readTable(text: string, name: string): Result<Table> {
  const cut = cells(text, separatorOf(text));
  if (!cut.closed) return failure(`${name}: the quote that opens on line ${cut.quoteLine} is never closed`);
  const [head, ...body] = cut.records;
  if (!head) return failure(`${name} is empty`);
  const columns = head.cells.map(cell => cell.trim());
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice !== undefined) return failure(`${name} has two columns called "${twice}"`);
  const uneven = body.find(record => record.cells.length !== columns.length);
  if (uneven)
    return failure(
      `${name}, line ${uneven.line}: ${uneven.cells.length} cells, but the first line names ${columns.length} columns`,
    );
  if (body.length === 0) return failure(`${name} names its columns, but has no samples`);
  return success({ columns, rows: body.map(record => record.cells), lines: body.map(record => record.line) });
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const line = text.slice(0, Math.max(0, text.indexOf('\n')) || text.length).replace(/"[^"]*"/g, '');
  const frequency = (separator: string): number => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, each) => (frequency(each) > frequency(best) ? each : best));
}

interface Record {
  readonly cells: string[];
  readonly line: number;
}

interface Cut {
  readonly records: readonly Record[];
  readonly closed: boolean;
  readonly quoteLine: number;
}

/** One pass over the text; lines that hold nothing are left out. */
function cells(text: string, separator: string): Cut {
  const records: Record[] = [];
  let [line, quoteLine, at] = [1, 1, 0];
  let record: Record = { cells: [], line };
  const endOfLine = (): void => {
    if (record.cells.length > 1 || record.cells[0] !== '') records.push(record);
    line++;
    record = { cells: [], line };
  };
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      quoteLine = line;
      const end = closingQuote(text, at + 1);
      if (end < 0) return { records, closed: false, quoteLine };
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      line += cell.split('\n').length - 1;
      at = end + 1;
    } else {
      cell = '';
    }
    let end = at;
    while (end < text.length && text[end] !== separator && text[end] !== '\n') end++;
    record.cells.push(cell + text.slice(at, end).replace(/\r$/, ''));
    at = end + 1;
    if (text[end] !== separator) endOfLine();
    else if (at === text.length) record.cells.push('');
  }
  if (record.cells.length > 0) endOfLine();
  return { records, closed: true, quoteLine };
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
