/** The files that import each other: read when asked for, parsed once for each text, resolved by their addresses. */
import { parse } from './parse.js';
import type { Problem } from './problem.js';
import { Lines } from './lines.js';
import { badPath, missingFile, missingName } from './import-says.js';
import { isLibrary, libraryText, libraryUri } from './library.js';
import type { Range } from './range.js';
import { resolveNames } from './scopes.js';
import { referenceAt, symbolAt, symbolNamed, type NamedSymbol, type Scopes } from './symbols.js';
import type { Block, Const, FileNode, Import, ImportName, Network } from './tree.js';

/** What another file can import. */
export type Exported = Block | Network | Const;

export class SourceFile {
  readonly file: FileNode;
  /** Of the syntax alone. */
  readonly problems: readonly Problem[];
  private foundScopes: Scopes | undefined;
  private foundLines: Lines | undefined;

  constructor(
    readonly uri: string,
    readonly text: string,
    /** Another number for another text: what was computed for one holds as long as it stays. */
    readonly version: number,
  ) {
    ({ file: this.file, problems: this.problems } = parse(text));
  }

  get scopes(): Scopes {
    return (this.foundScopes ??= resolveNames(this.file));
  }
  get lines(): Lines {
    return (this.foundLines ??= new Lines(this.text));
  }
  get imports(): readonly Import[] {
    return this.file.items.filter(item => item.kind === 'Import');
  }
  exported(name: string): Exported | undefined {
    return this.exports.find(item => item.name.text === name);
  }
  get exports(): readonly Exported[] {
    return this.file.items.filter(item => item.kind === 'Block' || item.kind === 'Network' || item.kind === 'Const');
  }
  /** As a person calls it. */
  get name(): string {
    return shortName(this.uri);
  }
}

/** A place in one of the files. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** A definition with the file that it stands in. */
export interface Found {
  readonly source: SourceFile;
  readonly definition: Exported;
}

const MOST_ABSENT = 1000;

export class FileSet {
  private readonly files = new Map<string, SourceFile>();
  /** Files that the editor holds: what is on the disk does not matter. */
  private readonly opened = new Set<string>();
  private readonly absent = new Set<string>();
  private versions = 0;

  /** `read` gives the text at an address, or nothing. */
  constructor(private readonly read: (uri: string) => string | undefined) {}

  /** The text that an editor holds. Says whether it is new. */
  open(uri: string, text: string): boolean {
    this.opened.add(keyOf(uri));
    return this.put(uri, text);
  }
  /** The editor let go of it: what is on the disk counts again. */
  close(uri: string): boolean {
    this.opened.delete(keyOf(uri));
    return this.changed(uri);
  }
  /** Something happened to it on the disk. Says whether the text is another. */
  changed(uri: string): boolean {
    const key = keyOf(uri);
    if (this.opened.has(key)) return false;
    const known = this.files.get(key);
    this.absent.delete(key);
    if (!known) return true;
    const text = this.read(known.uri);
    if (text !== undefined) return this.put(known.uri, text);
    this.files.delete(key);
    return true;
  }

  private put(uri: string, text: string): boolean {
    const key = keyOf(uri);
    this.absent.delete(key);
    if (this.files.get(key)?.text === text) return false;
    this.files.set(key, new SourceFile(uri, text, ++this.versions));
    return true;
  }

  get(uri: string): SourceFile | undefined {
    const key = keyOf(uri);
    const known = this.files.get(key);
    if (known || this.absent.has(key)) return known;
    const text = isLibrary(uri) ? libraryText(uri) : this.read(uri);
    if (text === undefined) {
      // A path that is being typed leads nowhere many times: what is forgotten is only looked for again.
      if (this.absent.size >= MOST_ABSENT) this.absent.clear();
      this.absent.add(key);
    } else this.put(uri, text);
    return this.files.get(key);
  }

  /** The files read so far. */
  get known(): readonly SourceFile[] {
    return [...this.files.values()];
  }

  /** The file that an import names. */
  imported(source: SourceFile, item: Import): SourceFile | undefined {
    const uri = item.from.kind === 'Text' ? resolvePath(source.uri, item.from.value) : undefined;
    return uri === undefined ? undefined : this.get(uri);
  }

  /** What a name of the file's top stands for, followed into the file that it is imported from. */
  find(source: SourceFile, name: string): Found | undefined {
    const definition = source.exported(name);
    if (definition) return { source, definition };
    for (const item of source.imports) {
      const entry = item.names.find(one => (one.as ?? one.name).text === name);
      if (entry) return this.findImported(source, item, entry);
    }
    return undefined;
  }
  private findImported(source: SourceFile, item: Import, entry: ImportName): Found | undefined {
    const from = this.imported(source, item);
    const definition = from?.exported(entry.name.text);
    return from && definition ? { source: from, definition } : undefined;
  }

  /** Those that this file imports, and those that they import, itself left out. */
  importedBy(uri: string): readonly SourceFile[] {
    return this.reach(uri, source => source.imports.map(item => this.imported(source, item)));
  }
  /** Those of the files read so far that import this one, and those that import them: their reports depend on it. */
  importersOf(uri: string): readonly SourceFile[] {
    const importers = new Map<string, SourceFile[]>();
    for (const source of this.known) {
      for (const item of source.imports) {
        const target = item.from.kind === 'Text' ? resolvePath(source.uri, item.from.value) : undefined;
        if (target === undefined) continue;
        const key = keyOf(target);
        importers.set(key, [...(importers.get(key) ?? []), source]);
      }
    }
    return this.reach(uri, source => importers.get(keyOf(source.uri)) ?? [], importers.get(keyOf(uri)));
  }

  private reach(
    uri: string,
    next: (source: SourceFile) => readonly (SourceFile | undefined)[],
    begin?: readonly SourceFile[],
  ): readonly SourceFile[] {
    const start = begin ? undefined : this.get(uri);
    const seen = new Set([keyOf(uri)]);
    const found: SourceFile[] = [];
    const waiting = [...(begin ?? (start ? next(start) : []))];
    for (const source of waiting) {
      if (!source || seen.has(keyOf(source.uri))) continue;
      seen.add(keyOf(source.uri));
      found.push(source);
      waiting.push(...next(source));
    }
    return found;
  }

  /** What is wrong with the imports of a file: a missing file or name, a cycle. */
  importProblems(source: SourceFile): readonly Problem[] {
    return source.imports.flatMap(item => this.problemsOf(source, item));
  }

  private problemsOf(source: SourceFile, item: Import): Problem[] {
    if (item.from.kind !== 'Text') return [];
    const { value, range } = item.from;
    if (resolvePath(source.uri, value) === undefined) return [badPath(value, range, isRelative(value))];
    const from = this.imported(source, item);
    if (!from) return [missingFile(value, range)];
    const cycle = this.cycleThrough(source, from);
    if (cycle) {
      const message = `files import each other in a circle: ${cycle.map(one => one.name).join(' -> ')}`;
      return [{ code: 'import-cycle', severity: 'error', message, range }];
    }
    return item.names.flatMap(entry => this.missingName(from, entry));
  }

  private missingName(from: SourceFile, { name }: ImportName): Problem[] {
    if (name.text === '' || from.exported(name.text)) return [];
    return [missingName(from, name)];
  }

  /** The shortest way from a file back to it through `first`, which it imports. */
  private cycleThrough(source: SourceFile, first: SourceFile): readonly SourceFile[] | undefined {
    const goal = keyOf(source.uri);
    const cameFrom = new Map<string, SourceFile | undefined>([[keyOf(first.uri), undefined]]);
    const waiting = [first];
    for (const at of waiting) {
      if (keyOf(at.uri) === goal) {
        const way: SourceFile[] = [];
        for (let one: SourceFile | undefined = at; one; one = cameFrom.get(keyOf(one.uri))) way.unshift(one);
        return [source, ...way];
      }
      for (const item of at.imports) {
        const next = this.imported(at, item);
        if (!next || cameFrom.has(keyOf(next.uri))) continue;
        cameFrom.set(keyOf(next.uri), at);
        waiting.push(next);
      }
    }
    return undefined;
  }

  /** Where the name at this place is given, in whatever file; for the path of an import, the file. */
  definitionAt(uri: string, offset: number): Place | undefined {
    const source = this.get(uri);
    if (!source) return undefined;
    for (const item of source.imports) {
      const { range } = item.from;
      if (range.start <= offset && offset <= range.end) {
        const from = this.imported(source, item);
        return from && { uri: from.uri, range: { start: 0, end: 0 } };
      }
      const entry = item.names.find(one => one.range.start <= offset && offset <= one.range.end);
      if (entry) return placeOf(this.findImported(source, item, entry));
    }
    const reference = referenceAt(source.scopes, offset);
    if (reference?.argumentOf && !reference.symbol)
      return this.argumentPlace(source, reference.argumentOf.text, reference.name);
    const symbol = symbolAt(source.scopes, offset);
    if (!symbol) return undefined;
    return symbol.kind === 'import' ? placeOf(this.find(source, symbol.name)) : placeIn(source, symbol);
  }

  private argumentPlace(source: SourceFile, callee: string, argument: string): Place | undefined {
    const imports = symbolNamed(source.scopes, callee)?.kind === 'import';
    const found = imports ? this.find(source, callee) : undefined;
    if (!found) return undefined;
    const symbol = found.source.scopes.symbols.find(
      ({ name, kind, owner }) =>
        owner === found.definition && name === argument && (kind === 'param' || kind === 'input'),
    );
    return symbol && placeIn(found.source, symbol);
  }
}

function placeOf(found: Found | undefined): Place | undefined {
  return found && { uri: found.source.uri, range: found.definition.name.range };
}

function placeIn(source: SourceFile, symbol: NamedSymbol): Place | undefined {
  const [word] = symbol.definitions;
  return word && { uri: source.uri, range: word.range };
}

/** Addresses that were made: those of a file's imports are asked for at each edit, and a URL is long in the making. */
const addresses = new Map<string, string | undefined>();
const mostAddresses = 5000;

/** The address of a path beside a file or in the library; none for what is neither, or where a file has no place. */
export function resolvePath(base: string, path: string): string | undefined {
  const key = `${base}\n${path}`;
  if (addresses.has(key)) return addresses.get(key);
  if (addresses.size >= mostAddresses) addresses.clear();
  const address = addressOf(base, path);
  addresses.set(key, address);
  return address;
}

function addressOf(base: string, path: string): string | undefined {
  const library = libraryUri(path);
  if (library !== undefined) return library;
  if (path === '' || path.startsWith('/') || path.startsWith('\\') || /^[a-z][a-z0-9+.-]*:/i.test(path))
    return undefined;
  try {
    return new URL(path.split('/').map(encodeURIComponent).join('/'), base).href;
  } catch {
    return undefined;
  }
}

function isRelative(path: string): boolean {
  return path !== '' && !/^[/\\]|^[a-z][a-z0-9+.-]*:/i.test(path);
}

/** Editors escape addresses differently (`c%3A`, `%28`): two that mean one file have one key. */
function keyOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function shortName(uri: string): string {
  return keyOf(uri).replace(/^.*\//s, '');
}
