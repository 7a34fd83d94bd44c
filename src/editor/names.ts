/** The names that may be used at a place, nearest first, imported ones followed to their definition. */
import type { SourceFile } from '../language/files.js';
import { visibleAt, type NamedSymbol, type SymbolKind } from '../language/symbols.js';
import type { Block, Const, Network } from '../language/tree.js';
import type { View } from './view.js';

export interface VisibleName {
  readonly name: string;
  /** An imported name is of the kind of what it stands for, `import` where that is not found. */
  readonly kind: SymbolKind;
  readonly symbol: NamedSymbol | undefined;
  readonly source: SourceFile;
  /** What it stands for, where that is a definition of a file. */
  readonly definition?: Block | Network | Const;
}

const kindOf = (definition: Block | Network | Const): SymbolKind =>
  definition.kind === 'Block' ? 'block' : definition.kind === 'Network' ? 'network' : 'const';

function ofSymbol(view: View, symbol: NamedSymbol): VisibleName {
  const { name, kind, node } = symbol;
  if (kind === 'import') {
    const found = view.files.find(view.source, name);
    return found === undefined
      ? { name, kind, symbol, source: view.source }
      : { name, kind: kindOf(found.definition), symbol, source: found.source, definition: found.definition };
  }
  const definition =
    node.kind === 'Block' || node.kind === 'Network' || node.kind === 'Const' ? { definition: node } : {};
  return { name, kind, symbol, source: view.source, ...definition };
}

/** A name that is hidden by a nearer one is left out. */
export function namesAt(view: View, place: number): readonly VisibleName[] {
  const { offset, closed } = view.reach?.(place) ?? { offset: place };
  const size = ({ visible }: NamedSymbol): number => visible.end - visible.start;
  return [...visibleAt(view.source.scopes, offset)]
    .filter(({ name, kind, node }) => name !== '' && (kind !== 'element' || node.range.end !== closed))
    .sort((a, b) => size(a) - size(b) || b.visible.start - a.visible.start)
    .map(symbol => ofSymbol(view, symbol));
}

/** What other files may import from this one. */
export function exportsOf(source: SourceFile): readonly VisibleName[] {
  return source.exports
    .filter(({ name }) => name.text !== '')
    .map(definition => ({
      name: definition.name.text,
      kind: kindOf(definition),
      symbol: undefined,
      source,
      definition,
    }));
}

/** The points of a network, which losses and groups may name. */
export function pointsOf(network: Block | Network, source: SourceFile): readonly NamedSymbol[] {
  return source.scopes.symbols.filter(({ owner, kind }) => owner === network && (kind === 'point' || kind === 'input'));
}
