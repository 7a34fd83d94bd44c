/** Where a name is given and used, across files; what renaming it would change. */
import type { SourceFile } from '../language/files.js';
import { resolvePath } from '../language/files.js';
import { isLibrary } from '../language/library.js';
import type { Range } from '../language/range.js';
import { referencesOf, symbolAt, symbolNamed, type NamedSymbol } from '../language/symbols.js';
import { isReserved } from '../language/tokens.js';
import type { ImportName } from '../language/tree.js';
import { membersOf, outputAt } from './members.js';
import type { View } from './view.js';

export interface Place {
  readonly uri: string;
  readonly range: Range;
}

export interface Use extends Place {
  readonly isDefinition: boolean;
}

interface Target {
  readonly source: SourceFile;
  readonly symbol: NamedSymbol;
}

/** What the name at a place stands for, in the file that gives it. */
function targetAt(view: View, offset: number): Target | undefined {
  const { source, files } = view;
  const symbol = symbolAt(source.scopes, offset) ?? importAt(source, offset);
  if (symbol?.kind !== 'import') {
    if (symbol !== undefined) return { source, symbol };
    return argumentTarget(view, offset) ?? outputAt(view, offset);
  }
  const found = files.find(source, symbol.name);
  const own = found && symbolNamed(found.source.scopes, found.definition.name.text);
  return found && own && { source: found.source, symbol: own };
}

/** The name of an import that has another one behind `as`: the symbol bears the other. */
function importAt(source: SourceFile, offset: number): NamedSymbol | undefined {
  const entry = source.imports
    .flatMap(({ names }) => names)
    .find(({ name }) => name.range.start <= offset && offset <= name.range.end);
  return entry && symbolNamed(source.scopes, (entry.as ?? entry.name).text);
}

/** The parameter behind the name of an argument. */
function argumentTarget({ files, source, uri }: View, offset: number): Target | undefined {
  const place = files.definitionAt(uri, offset);
  const there = place === undefined || place.uri === uri ? source : files.get(place.uri);
  const symbol = place && there && symbolAt(there.scopes, place.range.start);
  return symbol && there && { source: there, symbol };
}

interface ImportOf {
  readonly source: SourceFile;
  readonly entry: ImportName;
}

function importsOf({ files }: View, { source, symbol }: Target): readonly ImportOf[] {
  return files.known.flatMap(other =>
    other.imports.flatMap(({ from, names }) => {
      const path = from.kind === 'Text' ? resolvePath(other.uri, from.value) : undefined;
      if (path === undefined || files.get(path) !== source) return [];
      return names.filter(({ name }) => name.text === symbol.name).map(entry => ({ source: other, entry }));
    }),
  );
}

const isExported = ({ symbol }: Target): boolean =>
  symbol.kind === 'block' || symbol.kind === 'network' || symbol.kind === 'const';

function usesIn({ uri }: SourceFile, ranges: readonly Range[], symbol: NamedSymbol): readonly Use[] {
  const given = new Set(symbol.definitions.map(({ range }) => range.start));
  return ranges.map(range => ({ uri, range, isDefinition: given.has(range.start) }));
}

/** Names of arguments that mean a parameter, in calls of its block in any file. */
function argumentUses({ files }: View, { source, symbol }: Target): readonly Use[] {
  const { owner, kind, name } = symbol;
  if (owner === undefined || (kind !== 'param' && kind !== 'input')) return [];
  return files.known.flatMap(other =>
    other.scopes.references
      .filter(reference => reference.name === name && reference.argumentOf !== undefined && reference.symbol !== symbol)
      .filter(({ argumentOf }) => {
        const callee = argumentOf === undefined ? undefined : files.find(other, argumentOf.text);
        return callee?.source === source && callee.definition === owner;
      })
      .map(({ range }) => ({ uri: other.uri, range, isDefinition: false })),
  );
}

/** Everywhere that means the same as the name at this place. */
export function usesAt(view: View, offset: number): readonly Use[] {
  const target = targetAt(view, offset);
  if (target === undefined) return [];
  const { source, symbol } = target;
  const uses = [
    ...usesIn(source, referencesOf(source.scopes, symbol), symbol),
    ...argumentUses(view, target),
    ...membersOf(view, symbol).map(use => ({ ...use, isDefinition: false })),
  ];
  if (!isExported(target)) return uses;
  for (const { source: other, entry } of importsOf(view, target)) {
    uses.push({ uri: other.uri, range: entry.name.range, isDefinition: false });
    const local = symbolNamed(other.scopes, (entry.as ?? entry.name).text);
    if (local === undefined) continue;
    const ranges = referencesOf(other.scopes, local).filter(({ start }) => start !== entry.name.range.start);
    uses.push(...ranges.map(range => ({ uri: other.uri, range, isDefinition: false })));
  }
  return uses;
}

/** Where the name at this place is given, in whatever file; for the path of an import, the file. */
export function definitionAt(view: View, offset: number): Place | undefined {
  const place = view.files.definitionAt(view.uri, offset);
  if (place !== undefined) return place;
  const output = outputAt(view, offset);
  const word = output?.symbol.definitions[0];
  return output && word && { uri: output.source.uri, range: word.range };
}

/** The name under the caret, if it can have another one. */
export function renamable(view: View, offset: number): { readonly range: Range; readonly name: string } | undefined {
  const uses = usesAt(view, offset);
  const use = uses.find(({ uri, range }) => uri === view.uri && range.start <= offset && offset <= range.end);
  if (use === undefined) return undefined;
  const name = view.text.slice(use.range.start, use.range.end);
  // What the library calls its blocks is not for a file to change.
  const isFixed = uses.some(
    ({ uri, range }) => isLibrary(uri) && view.files.get(uri)?.text.slice(range.start, range.end) === name,
  );
  return isFixed ? undefined : { range: use.range, name };
}

export type Renaming = { readonly edits: readonly (Place & { readonly text: string })[] } | { readonly error: string };

/** Every use with the new name. Where an import gives another name with `as`, only what stands before it changes. */
export function renaming(view: View, offset: number, name: string): Renaming {
  if (!/^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}\p{Pc}]*$/u.test(name) || name === '_') {
    return { error: `\`${name}\` is no name: letters, digits and underscores, not a digit first` };
  }
  if (isReserved(name)) return { error: `\`${name}\` is a word of the language` };
  const own = renamable(view, offset);
  if (own === undefined) return { error: 'this has no name of yours' };
  const changed = usesAt(view, offset).filter(
    ({ uri, range }) => view.files.get(uri)?.text.slice(range.start, range.end) === own.name,
  );
  return { edits: changed.map(({ uri, range }) => ({ uri, range, text: name })) };
}
