/** Organize imports: one line for each file, sorted, without names that nothing uses. */
import type { TextEdit } from '../language/problem.js';
import { referencesOf, symbolNamed } from '../language/symbols.js';
import type { Import, ImportName } from '../language/tree.js';
import type { View } from './view.js';

const written = ({ name, as }: ImportName): string => (as === undefined ? name.text : `${name.text} as ${as.text}`);

/** Another file may not import from here what is imported here, so a name without a use is one too many. */
function isUsed({ source }: View, entry: ImportName): boolean {
  const word = entry.as ?? entry.name;
  const symbol = symbolNamed(source.scopes, word.text);
  // A name given twice is a mistake to be seen, not to be tidied away.
  if (symbol?.node !== entry) return true;
  return referencesOf(source.scopes, symbol).some(
    ({ start }) => start !== word.range.start && !(start >= entry.range.start && start <= entry.range.end),
  );
}

/** Files beside come before those further away, each by its name. */
const order = (a: string, b: string): number => {
  const up = (path: string): number => path.split('../').length;
  return up(a) - up(b) || (a < b ? -1 : a > b ? 1 : 0);
};

/** Nothing where all is in order, or where lines of their own stand between imports. */
export function organizedImports(view: View): readonly TextEdit[] {
  const { imports, file, problems } = view.source;
  const [first] = imports;
  const last = imports.at(-1);
  if (first === undefined || last === undefined) return [];
  const range = { start: first.range.start, end: last.range.end };
  const isInside = ({ start }: { readonly start: number }): boolean => range.start <= start && start < range.end;
  if (problems.some(problem => isInside(problem.range))) return [];
  if (file.items.some(item => item.kind !== 'Import' && isInside(item.range))) return [];
  if (file.comments.some(comment => isInside(comment.range))) return [];
  const byPath = new Map<string, Set<string>>();
  for (const item of imports) add(view, item, byPath);
  const lines = [...byPath]
    .filter(([, names]) => names.size > 0)
    .sort(([a], [b]) => order(a, b))
    .map(([path, names]) => `import ${[...names].sort().join(', ')} from ${path}`);
  const text = lines.join('\n');
  if (text === view.text.slice(range.start, range.end)) return [];
  // Without any import the blank line behind them goes too.
  const rest = /^\s*/.exec(view.text.slice(range.end))?.[0].length ?? 0;
  return [{ range: text === '' ? { start: range.start, end: range.end + rest } : range, text }];
}

function add(view: View, item: Import, byPath: Map<string, Set<string>>): void {
  const path = view.text.slice(item.from.range.start, item.from.range.end);
  const names = byPath.get(path) ?? new Set<string>();
  byPath.set(path, names);
  for (const entry of item.names) if (isUsed(view, entry)) names.add(written(entry));
}
