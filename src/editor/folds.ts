/** What can be folded: bodies, settings, lists and calls over several lines, imports, comments. */
import type { Range } from '../language/tree.js';
import type { View } from './view.js';
import { walk } from '../language/walk.js';

export interface Fold {
  readonly range: Range;
  readonly kind: 'body' | 'imports' | 'comment';
}

const foldable = new Set([
  'Body',
  'Network',
  'Block',
  'Train',
  'Search',
  'Budget',
  'Update',
  'Group',
  'Defaults',
  'List',
  'Call',
]);

export function folds({ source, text }: View): readonly Fold[] {
  const found: Fold[] = [];
  const overLines = ({ start, end }: Range): boolean => {
    const at = text.indexOf('\n', start);
    return at >= 0 && at < end;
  };
  walk(source.file, node => {
    if (!overLines(node.range)) return false;
    if (foldable.has(node.kind)) found.push({ range: node.range, kind: 'body' });
    return true;
  });
  for (const run of runs(
    source.file.items.filter(({ kind }) => kind === 'Import').map(({ range }) => range),
    text,
  )) {
    found.push({ range: run, kind: 'imports' });
  }
  const own = source.file.comments.filter(({ ownLine }) => ownLine).map(({ range }) => range);
  for (const run of runs(own, text)) found.push({ range: run, kind: 'comment' });
  return found;
}

/** Ranges with nothing but blanks between them, as one; only those over several lines. */
function runs(ranges: readonly Range[], text: string): readonly Range[] {
  const found: Range[] = [];
  for (const range of ranges) {
    const last = found.at(-1);
    if (last !== undefined && text.slice(last.end, range.start).trim() === '') {
      found[found.length - 1] = { start: last.start, end: range.end };
    } else found.push(range);
  }
  return found.filter(({ start, end }) => text.slice(start, end).includes('\n'));
}
