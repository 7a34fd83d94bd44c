/** Names that a file gives and never uses: constants, parameters, imports, shared weights, inputs, values of a step. */
import type { FileNode } from '../language/tree.js';
import type { Range } from '../language/range.js';
import { resolveNames } from '../language/scopes.js';
import type { NamedSymbol, Scopes, SymbolKind } from '../language/symbols.js';
import type { GraphFix, Mend, UnusedName } from './graph.js';

/** Kinds whose only purpose is to be used. The name of a point or a dimension says what it is, used or not. */
const WORDS: { readonly [K in SymbolKind]?: string } = {
  import: 'import',
  const: 'constant',
  param: 'parameter',
  shared: 'shared weights',
  value: 'value',
  element: 'name of the round',
};

export function unusedNames(uri: string, file: FileNode, scopes: Scopes = resolveNames(file)): readonly UnusedName[] {
  // That a call names an argument makes no use of the parameter.
  const uses = scopes.references.filter(({ argumentOf }) => argumentOf === undefined);
  const used = new Set(uses.map(({ symbol }) => symbol));
  return scopes.symbols.flatMap(symbol => {
    const what = WORDS[symbol.kind];
    const [definition] = symbol.definitions;
    if (what === undefined || !definition || used.has(symbol)) return [];
    // A constant of the file may be there for those who import it.
    if (symbol.kind === 'const' && symbol.owner === undefined) return [];
    if (!isFree(symbol, definition.range)) return [];
    const fix = withoutName(uri, symbol);
    return [{ name: symbol.name, what, place: { uri, range: definition.range }, ...(fix && { fix }) }];
  });
}

/** A name of a round that others stand around is there for its place: a column of a table, what comes before the index. */
function isFree({ node }: NamedSymbol, range: Range): boolean {
  if (node.kind !== 'RepeatAs') return true;
  return node.index === undefined ? !Array.isArray(node.element) : node.index.range.start === range.start;
}

function withoutName(uri: string, { name, node }: NamedSymbol): GraphFix | undefined {
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
