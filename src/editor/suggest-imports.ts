/** Names and paths of imports, and names that an import would bring in. */
import type { Range } from '../language/range.js';
import { importPath, resolveImport } from './imports.js';
import { definitionsOf, namesAt } from './names.js';
import { blockSignature } from './signature.js';
import { callSnippet, docOf } from './suggest-layers.js';
import type { Suggestion } from './suggestion.js';
import type { View } from './view.js';

/** Names that the file behind `from` defines; without a path, of every file that is known. */
export function suggestImported(view: View, from: string | undefined, replace: Range): readonly Suggestion[] {
  const files = from === undefined ? view.sources.files() : [resolveImport(view.uri, from)];
  return files
    .filter(file => file !== view.uri)
    .flatMap(file => {
      const tree = view.sources.parsed(file)?.file;
      return tree === undefined ? [] : definitionsOf(tree, file);
    })
    .map(name => ({
      label: name.name,
      kind: name.kind === 'network' ? 'network' : name.kind === 'constant' ? 'constant' : 'block',
      ...(from === undefined ? { description: importPath(view.uri, name.uri) ?? name.uri } : {}),
      insert: name.name,
      rank: 10,
      replace,
    }));
}

export function suggestPaths(view: View, replace: Range): readonly Suggestion[] {
  return view.sources
    .files()
    .filter(file => file !== view.uri)
    .flatMap(file => importPath(view.uri, file) ?? [])
    .map(path => ({ label: path, kind: 'file', insert: path, rank: path.startsWith('./') ? 10 : 11, replace }));
}

/** Blocks of other files, to be used as a step at once: taking one adds its import. */
export function suggestWithImport(view: View, offset: number, replace: Range): readonly Suggestion[] {
  const known = new Set(namesAt(view, offset).map(({ name }) => name));
  return view.sources
    .files()
    .filter(file => file !== view.uri)
    .flatMap(file => {
      const tree = view.sources.parsed(file)?.file;
      const path = importPath(view.uri, file);
      if (tree === undefined || path === undefined) return [];
      return definitionsOf(tree, file).flatMap((name): readonly Suggestion[] => {
        const signature = blockSignature(view, name);
        if (signature === undefined || known.has(name.name) || name.name === '') return [];
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
export function importEdit(view: View, name: string, path: string): { readonly range: Range; readonly text: string } {
  const imports = view.parsed.file.items.filter(item => item.kind === 'Import');
  const same = imports.find(
    ({ from }) => from.kind === 'Text' && resolveImport(view.uri, from.value) === resolveImport(view.uri, path),
  );
  const last = same?.names.at(-1);
  if (last !== undefined) return { range: { start: last.range.end, end: last.range.end }, text: `, ${name}` };
  const line = `import ${name} from ${JSON.stringify(path)}`;
  const below = imports.at(-1);
  if (below !== undefined) return { range: { start: below.range.end, end: below.range.end }, text: `\n${line}` };
  return { range: { start: 0, end: 0 }, text: `${line}\n\n` };
}
