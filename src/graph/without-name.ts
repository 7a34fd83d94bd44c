/** What takes a name away that nothing uses. */
import type { NamedSymbol } from '../language/symbols.js';
import type { GraphFix, Mend } from './graph.js';

/** Undefined where others, calls or lines, would have to change with it. */
export function withoutName(uri: string, { name, node }: NamedSymbol): GraphFix | undefined {
  const title = `Remove \`${name}\``;
  const fix = (mend: Mend): GraphFix => ({ title, mends: [mend], keeps: true });
  if (node.kind === 'RepeatAs') {
    // The blank in front goes with it.
    const start = node.index === undefined ? node.range.start - 1 : node.index.range.start - 2;
    return fix({ kind: 'text', at: { uri, range: { start, end: node.range.end } }, text: '' });
  }
  if (node.kind !== 'Const') return undefined;
  return fix({ kind: 'remove-line', call: { uri, range: node.range } });
}
