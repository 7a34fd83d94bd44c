/** Names and paths of imports, and names that an import would bring in. */
import type { Range } from '../language/range.js';
import type { TextEdit } from '../language/problem.js';
import { resolvePath, type SourceFile } from '../language/files.js';
import { isLibrary, libraryUris } from '../language/library.js';
import { importPath } from './imports.js';
import { exportsOf, namesAt } from './names.js';
import { blockSignature } from './signature.js';
import { callSnippet, docOf } from './suggest-layers.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

/** Names that the file behind `from` defines; without a path, of every file that is known. */
export function suggestImported(view: View, from: string | undefined, replace: Range): readonly Suggestion[] {
  const uri = from === undefined ? undefined : resolvePath(view.uri, from);
  const files = from === undefined ? others(view) : [uri === undefined ? undefined : view.files.get(uri)];
  return files.flatMap(source => {
    if (source === undefined) return [];
    const path = from === undefined ? { description: importPath(view.uri, source.uri) ?? source.uri } : {};
    return exportsOf(source).map(({ name, kind }) => ({
      label: name,
      kind: kind === 'network' ? ('network' as const) : kind === 'const' ? ('constant' as const) : ('block' as const),
      ...path,
      insert: name,
      rank: 10,
      replace,
    }));
  });
}

/** Files that are known, then those of the library. */
export function others({ uri, files }: Pick<View, 'uri' | 'files'>): readonly SourceFile[] {
  const library = libraryUris.flatMap(each => files.get(each) ?? []);
  return [...new Set([...files.known.filter(known => !isLibrary(known.uri)), ...library])].filter(
    source => source.uri !== uri,
  );
}

/** `quoted`: the quotes are there. */
export function suggestPaths(view: View, replace: Range, quoted: boolean): readonly Suggestion[] {
  return others(view)
    .flatMap(({ uri }) => importPath(view.uri, uri) ?? [])
    .map(path => ({
      label: path,
      kind: 'file',
      insert: quoted ? path : JSON.stringify(path),
      rank: path.startsWith('./') ? 10 : 11,
      replace,
    }));
}

/** Blocks of other files, to be used as a step at once: taking one adds its import. */
export function suggestWithImport(view: View, offset: number, replace: Range): readonly Suggestion[] {
  const known = new Set(namesAt(view, offset).map(({ name }) => name));
  return others(view).flatMap(source => {
    const path = importPath(view.uri, source.uri);
    if (path === undefined) return [];
    return exportsOf(source).flatMap((name): readonly Suggestion[] => {
      const signature = blockSignature(name);
      if (signature === undefined || known.has(name.name)) return [];
      return [
        {
          label: name.name,
          kind: name.kind === 'network' ? 'network' : 'block',
          description: path,
          ...callSnippet(signature),
          rank: 60,
          replace,
          doc: () => `Imports it from \`${path}\`.\n\n${docOf(signature)}`,
          also: [importEdit(view, name.name, path)],
        },
      ];
    });
  });
}

/** The edit that imports a name: added to an import of the same path, else a line of its own below the other imports. */
export function importEdit(view: Pick<View, 'uri' | 'source'>, name: string, path: string): TextEdit {
  const { imports } = view.source;
  const target = resolvePath(view.uri, path);
  const same = imports.find(({ from }) => from.kind === 'Text' && resolvePath(view.uri, from.value) === target);
  const last = same?.names.at(-1);
  if (last !== undefined) return { range: { start: last.range.end, end: last.range.end }, text: `, ${name}` };
  const line = `import ${name} from ${JSON.stringify(path)}`;
  const below = imports.at(-1);
  if (below !== undefined) return { range: { start: below.range.end, end: below.range.end }, text: `\n${line}` };
  return { range: { start: 0, end: 0 }, text: `${line}\n\n` };
}
