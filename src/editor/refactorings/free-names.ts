/** What a stretch of a definition reads from outside of it, and what outside of it is read from within. */
import type { Range } from '../../language/range.js';
import type { NamedSymbol, Reference } from '../../language/symbols.js';
import { isReserved } from '../../language/tokens.js';
import type { Block, Network } from '../../language/tree.js';
import { pathAt } from '../../language/walk.js';
import type { View } from '../view.js';

export const holdsRange = (outer: Range, inner: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** A name given outside of the stretch, with its uses in it. */
export interface FreeName {
  readonly symbol: NamedSymbol;
  readonly uses: readonly Reference[];
  /** A whole tensor is meant wherever it stands: not one of a list, not a result or weight of it. */
  readonly isPoint: boolean;
}

export interface Names {
  readonly free: readonly FreeName[];
  /** Given within and used outside, with those uses. */
  readonly escaping: readonly { readonly symbol: NamedSymbol; readonly uses: readonly Reference[] }[];
  /** A name is given both within and outside: the stretch cannot be taken out. */
  readonly isTorn: boolean;
}

function isWhole(view: View, { range }: Reference): boolean {
  const parent = pathAt(view.source.file, range.start).at(-2);
  if (parent?.kind === 'Member') return parent.object.range.start !== range.start;
  return parent?.kind !== 'Index' || parent.object.range.start !== range.start;
}

/** Names of the definition, by their uses in the stretches `within`. */
export function namesIn(view: View, owner: Block | Network, within: readonly Range[]): Names {
  const inside = (range: Range): boolean => within.some(stretch => holdsRange(stretch, range));
  const uses = new Map<NamedSymbol, { inner: Reference[]; outer: Reference[] }>();
  for (const reference of view.source.scopes.references) {
    const { symbol } = reference;
    if (symbol?.owner !== owner) continue;
    const known = uses.get(symbol) ?? { inner: [], outer: [] };
    uses.set(symbol, known);
    // The name of an argument belongs to what is called.
    if (reference.argumentOf === undefined) (inside(reference.range) ? known.inner : known.outer).push(reference);
    else if (!inside(reference.range)) known.outer.push(reference);
  }
  const free: FreeName[] = [];
  const escaping: { symbol: NamedSymbol; uses: readonly Reference[] }[] = [];
  let isTorn = false;
  for (const symbol of view.source.scopes.symbols) {
    if (symbol.owner !== owner) continue;
    const given = symbol.definitions.filter(({ range }) => inside(range)).length;
    const { inner = [], outer = [] } = uses.get(symbol) ?? {};
    if (given === 0) {
      if (inner.length === 0) continue;
      const isPoint =
        (symbol.kind === 'point' || symbol.kind === 'input') &&
        !symbol.indexed &&
        inner.every(use => isWhole(view, use));
      free.push({ symbol, uses: inner, isPoint });
    } else if (given < symbol.definitions.length) isTorn = true;
    else {
      const others = outer.filter(({ range }) => !symbol.definitions.some(word => word.range.start === range.start));
      if (others.length > 0) escaping.push({ symbol, uses: others });
    }
  }
  const first = (name: FreeName): number => Math.min(...name.uses.map(({ range }) => range.start));
  free.sort((a, b) => first(a) - first(b));
  return { free, escaping, isTorn };
}

/** A name that nothing in the file bears, nor one of `taken`. */
export function freshName(view: View, wanted: string, taken: readonly string[] = []): string {
  const { symbols, references } = view.source.scopes;
  const known = new Set([
    ...taken,
    ...symbols.map(({ name }) => name),
    ...references.flatMap(({ name, argumentOf }) => (argumentOf ? [] : [name])),
  ]);
  if (!known.has(wanted) && !isReserved(wanted)) return wanted;
  for (let i = 2; ; i++) {
    const name = /^\p{Lu}/u.test(wanted) ? `${wanted}${i}` : `${wanted}_${i}`;
    if (!known.has(name)) return name;
  }
}
