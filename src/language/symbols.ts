/** The names of a file: what each stands for, where it can be seen, and who uses it. */
import type { Problem } from './problem.js';
import type { Range, Word } from './range.js';
import type { Block, Network, Node } from './tree.js';

export type SymbolKind =
  | 'import'
  | 'block'
  | 'network'
  | 'const'
  | 'param'
  | 'input'
  | 'dimension'
  | 'point'
  | 'shared'
  /** What `as` of a `repeat` names. */
  | 'element'
  /** A `name = point` of a `train`. */
  | 'value'
  /** What `as` of a `train` names. */
  | 'training';

export interface NamedSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  /** Several where both arms of an `if` give the name, or for each `skip[i] =` of a list. */
  readonly definitions: readonly Word[];
  /** What gives the name first: the `Step`, `Param`, `Input`, `Const`, ... */
  readonly node: Node;
  /** The block or network inside which it is known; none for the names of the file. */
  readonly owner?: Block | Network;
  /** The part of the text in which the name can be used. */
  readonly visible: Range;
  /** A list of points: `skip[i] = ...`. */
  readonly indexed: boolean;
}

/** A use of a name. Without a symbol it is a built-in, a word of a parameter, or unknown: the catalogue decides. */
export interface Reference {
  readonly name: string;
  readonly range: Range;
  readonly symbol?: NamedSymbol;
  /** For the name of an argument: what is called. Its parameters may be those of another file. */
  readonly argumentOf?: Word;
}

export interface Scopes {
  readonly symbols: readonly NamedSymbol[];
  /** In the order of the text. */
  readonly references: readonly Reference[];
  /** Names given twice, and names against the convention. */
  readonly problems: readonly Problem[];
}

const holds = (range: Range, offset: number): boolean => range.start <= offset && offset <= range.end;

export function referenceAt(scopes: Scopes, offset: number): Reference | undefined {
  return scopes.references.find(({ range }) => holds(range, offset));
}

/** The symbol that is given or used at this place. */
export function symbolAt(scopes: Scopes, offset: number): NamedSymbol | undefined {
  const given = scopes.symbols.find(symbol => symbol.definitions.some(({ range }) => holds(range, offset)));
  return given ?? referenceAt(scopes, offset)?.symbol;
}

/** Where the name at this place is given in this file. */
export function definitionAt(scopes: Scopes, offset: number): Word | undefined {
  return symbolAt(scopes, offset)?.definitions[0];
}

/** All places of a name, where it is given and where it is used, in the order of the text. */
export function referencesOf(scopes: Scopes, symbol: NamedSymbol): readonly Range[] {
  const used = scopes.references.filter(reference => reference.symbol === symbol).map(({ range }) => range);
  return [...symbol.definitions.map(({ range }) => range), ...used].sort((a, b) => a.start - b.start);
}

/** What can be named at this place, nearest definition first where two have one name. */
export function visibleAt(scopes: Scopes, offset: number): readonly NamedSymbol[] {
  const found = new Map<string, NamedSymbol>();
  for (const symbol of scopes.symbols) {
    if (!holds(symbol.visible, offset)) continue;
    const other = found.get(symbol.name);
    if (!other || size(symbol.visible) <= size(other.visible)) found.set(symbol.name, symbol);
  }
  return [...found.values()];
}

const size = (range: Range): number => range.end - range.start;

export function symbolNamed(scopes: Scopes, name: string): NamedSymbol | undefined {
  return scopes.symbols.find(
    symbol =>
      symbol.name === name && symbol.owner === undefined && symbol.kind !== 'value' && symbol.kind !== 'training',
  );
}
