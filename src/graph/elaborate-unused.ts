/** Names that a file gives and never uses: constants, parameters, imports, shared weights, inputs, values of a step. */
import type { FileNode } from '../language/tree.js';
import { resolveNames } from '../language/scopes.js';
import type { Scopes, SymbolKind } from '../language/symbols.js';
import type { UnusedName } from './graph.js';

/** Kinds whose only purpose is to be used. The name of a point or a dimension says what it is, used or not. */
const WORDS: { readonly [K in SymbolKind]?: string } = {
  import: 'import',
  const: 'constant',
  param: 'parameter',
  shared: 'shared weights',
  value: 'value',
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
    return [{ name: symbol.name, what, place: { uri, range: definition.range } }];
  });
}
