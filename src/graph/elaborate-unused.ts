/** Names that a file gives and never uses: constants, parameters, imports, shared weights, inputs, values of a step. */
import type { FileNode } from '../language/tree.js';
import type { Range } from '../language/range.js';
import { resolveNames } from '../language/scopes.js';
import type { NamedSymbol, Scopes, SymbolKind } from '../language/symbols.js';
import type { UnusedName } from './graph.js';
import { withoutName } from './without-name.js';

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
    if (symbol.kind === 'value' && mayFeed(file, scopes, symbol.name)) return [];
    const fix = withoutName(uri, symbol);
    return [{ name: symbol.name, what, place: { uri, range: definition.range }, ...(fix && { fix }) }];
  });
}

/** A value feeds the input that bears its name; which inputs networks of other files have is not known here. */
function mayFeed({ items }: FileNode, { symbols }: Scopes, name: string): boolean {
  const own = new Set(items.flatMap(item => (item.kind === 'Network' ? [item.name.text] : [])));
  const others = items.some(item => item.kind === 'Train' && item.names.some(({ text }) => !own.has(text)));
  return others || symbols.some(symbol => symbol.kind === 'input' && symbol.name === name);
}

/** A name of a round that others stand around is there for its place: a column of a table, what comes before the index. */
function isFree({ node }: NamedSymbol, range: Range): boolean {
  if (node.kind !== 'RepeatAs') return true;
  return node.index === undefined ? !Array.isArray(node.element) : node.index.range.start === range.start;
}
