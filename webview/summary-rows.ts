/** The summary's table as data: in which order rows stand, their shares, what fits, and the whole as CSV. */
import type { NetworkTable, Order, TableRow } from '../src/messages/summary-table.js';
import { bytesText, countText } from './format.js';
import { local } from './words.js';

export const orders = ['text', 'parameters', 'bytes', 'multiplyAdds'] as const satisfies readonly Order[];

/** What is largest comes first; what is unknown comes last. */
export function inOrder(rows: readonly TableRow[], order: Order): readonly TableRow[] {
  if (order === 'text') return rows;
  return [...rows].sort((a, b) => (b[order] ?? -1) - (a[order] ?? -1));
}

/** `12.5 %` of the whole; empty where that says nothing. */
export function shareText(part: number | undefined, whole: number | undefined): string {
  if (part === undefined || whole === undefined || part === 0 || whole === 0) return '';
  const percent = (100 * part) / whole;
  return percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(1)} %`;
}

export const gib = 2 ** 30;

/** Whether a training step fits a memory, in a sentence. */
export function fitText({ need, perSample, batch, partial }: NetworkTable, memory: number): string {
  if (need === null) return local('What training needs depends on an open size, or is unknown.');
  const rest = partial ? ` ${local("PyTorch's workspace comes on top.")}` : '';
  const fits = need <= memory;
  const said = fits
    ? local('Batch {0} needs {1}: it fits.', countText(batch), bytesText(need))
    : local('Batch {0} needs {1}: it does not fit.', countText(batch), bytesText(need));
  if (perSample === null || perSample <= 0) return `${said}${rest}`;
  const most = Math.floor((memory - (need - perSample * batch)) / perSample);
  const largest = most < 1 ? local('Not even one sample fits.') : local('The largest batch is {0}.', countText(most));
  return `${said} ${largest}${rest}`;
}

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Every row with its path (RFC 4180); numbers in full, an unknown one as its formula. */
export function csvOf(networks: readonly NetworkTable[]): string {
  const lines = [['path', 'shape', 'parameters', 'bytes', 'multiply_adds']];
  const add = (row: TableRow, path: string): void => {
    const { parameters, bytes, multiplyAdds, texts } = row;
    lines.push([
      path,
      row.shape,
      parameters === undefined ? texts.parameters : String(parameters),
      bytes === undefined ? texts.bytes : String(bytes),
      multiplyAdds === undefined ? texts.multiplyAdds : String(multiplyAdds),
    ]);
    for (const child of row.children) add(child, `${path}.${child.label}`);
  };
  for (const { row } of networks) add(row, row.label);
  return `${lines.map(line => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
