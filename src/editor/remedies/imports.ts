/** Remedies of imports: the file or name that was meant, the form that is right. */
import type { GraphFix } from '../../graph/graph.js';
import { resolvePath } from '../../language/files.js';
import { libraryNames } from '../../language/library.js';
import { nearestNames } from '../../language/nearest.js';
import type { Import, Node } from '../../language/tree.js';
import { importPath } from '../imports.js';
import { importEdit, others } from '../suggest-imports.js';
import {
  change,
  insert,
  lineAt,
  nodeAt,
  pathOf,
  put,
  remove,
  textOf,
  type Put,
  type Remedies,
  type Site,
} from './remedy.js';

const quoted = (path: string): string => JSON.stringify(path);
const baseName = (path: string): string => path.replace(/^.*\//, '').replace(/\.nn$/, '');

/** Paths of the files that are known, the library last. */
const paths = (site: Site): readonly string[] => others(site).flatMap(({ uri }) => importPath(site.uri, uri) ?? []);

/** Files that define all of these names, those with a name near to the path first. */
function definers(site: Site, names: readonly string[]): readonly string[] {
  return others(site).flatMap(source => {
    const path = importPath(site.uri, source.uri);
    return path !== undefined && names.length > 0 && names.every(name => source.exported(name)) ? [path] : [];
  });
}

const namesOf = ({ names }: Import): readonly string[] =>
  names.map(({ name }) => name.text).filter(name => name !== '');

/** The import without the name at the problem, told as `only` where it is the only one: the whole line goes then. */
export function withoutImported(site: Site, item: Import, only?: Node): readonly GraphFix[] {
  const at = item.names.findIndex(({ name, as }) => (as ?? name).range.start === site.range.start);
  const entry = item.names[at];
  if (entry === undefined) return [];
  if (item.names.length === 1) {
    const { start, end } = lineAt(site, item.range.start);
    return [remove(site, { start, end: Math.min(end + 1, site.text.length) }, textOf(site, only ?? entry))];
  }
  const [before, after] = [item.names[at - 1], item.names[at + 1]];
  const range =
    before === undefined
      ? { start: entry.range.start, end: after?.range.start ?? entry.range.end }
      : { start: before.range.end, end: entry.range.end };
  return [remove(site, range, textOf(site, entry))];
}

function importAt(site: Site): Import | undefined {
  const { start } = lineAt(site, site.range.start);
  return site.source.imports.find(({ range }) => range.start >= start && range.start <= site.range.end);
}

/** Another file: one whose name is near, or one that defines what is asked for. */
function otherFile(site: Site): readonly GraphFix[] {
  const item = importAt(site);
  const written = site.written.slice(1, -1);
  if (item === undefined) return [];
  if (written.startsWith('netwright:')) {
    const names = nearestNames(written.slice('netwright:'.length), libraryNames).map(name => `netwright:${name}`);
    const found =
      names.length > 0 ? names : definers(site, namesOf(item)).filter(path => path.startsWith('netwright:'));
    return found.map(path => change(site, site.range, quoted(path)));
  }
  const known = paths(site);
  const same = known.filter(path => path !== written && baseName(path) === baseName(written));
  const names = new Map(known.map(path => [baseName(path), path]));
  const near = nearestNames(baseName(written), names.keys()).flatMap(name => names.get(name) ?? []);
  const own = definers(site, namesOf(item)).filter(path => !path.startsWith('netwright:'));
  const all = [...new Set([...same, ...near.filter(path => own.includes(path)), ...near, ...own])];
  return all.slice(0, 3).map(path => change(site, site.range, quoted(path)));
}

/** The name that was meant, here and where it is used. */
function otherName(site: Site): readonly GraphFix[] {
  const item = importAt(site);
  const from = item && site.files.imported(site.source, item);
  const entry = item?.names.find(({ name }) => name.range.start === site.range.start);
  if (item === undefined || from === undefined || entry === undefined) return [];
  const name = entry.name.text;
  const origin = from.imports.find(each => each.names.some(one => (one.as ?? one.name).text === name));
  if (origin !== undefined) return fromOrigin(site, item, origin, name);
  const near = nearestNames(
    name,
    from.exports.map(each => each.name.text),
  );
  const uses = entry.as === undefined ? usesOf(site, name) : [];
  const elsewhere = definers(site, [name]).map(path => moved(site, item, name, path));
  return [
    ...elsewhere.flat(),
    ...near.map(text =>
      put(`Import \`${text}\``, site, { range: site.range, text }, ...uses.map(range => ({ range, text }))),
    ),
  ];
}

const usesOf = ({ source }: Site, name: string) =>
  source.scopes.references
    .filter(({ symbol, argumentOf }) => symbol?.kind === 'import' && symbol.name === name && !argumentOf)
    .map(({ range }) => range);

/** The name where it is defined in place of where it is only imported. */
function fromOrigin(site: Site, item: Import, origin: Import, name: string): readonly GraphFix[] {
  const from = site.files.imported(site.source, item);
  const uri = origin.from.kind === 'Text' && from ? resolvePath(from.uri, origin.from.value) : undefined;
  const path = uri === undefined ? undefined : importPath(site.uri, uri);
  return path === undefined ? [] : moved(site, item, name, path);
}

/** A name of an import taken from another file. */
function moved(site: Site, item: Import, name: string, path: string): readonly GraphFix[] {
  const title = `Import \`${name}\` from ${quoted(path)}`;
  if (item.names.length === 1) return [put(title, site, { range: item.from.range, text: quoted(path) })];
  const at = item.names.findIndex(each => each.name.text === name);
  const entry = item.names[at];
  if (entry === undefined) return [];
  const [before, after] = [item.names[at - 1], item.names[at + 1]];
  const hole: Put =
    before === undefined
      ? { range: { start: entry.range.start, end: after?.range.start ?? entry.range.end }, text: '' }
      : { range: { start: before.range.end, end: entry.range.end }, text: '' };
  const { end } = item.range;
  const line = `\nimport ${site.text.slice(entry.range.start, entry.range.end)} from ${quoted(path)}`;
  return [put(title, site, hole, { range: { start: end, end }, text: line })];
}

/** `from` and a path behind the names; or the path in quotes. */
function path(site: Site): readonly GraphFix[] {
  const item = nodeAt(site, 'Import') ?? importAt(site);
  if (item === undefined) return [];
  const line = lineAt(site, site.range.start);
  const code = site.text.slice(site.range.end, line.end).replace(/#.*$/, '').trim();
  const at = site.range.end;
  const hasFrom = /\bfrom$/.test(site.text.slice(line.start, at));
  if (hasFrom && code !== '') {
    const bare = code.replace(/^["']|["']$/g, '');
    const named = paths(site).filter(each => baseName(each) === baseName(bare));
    const text = bare.startsWith('.') || named.length === 0 ? bare : (named[0] ?? bare);
    const start = at + site.text.slice(at).indexOf(code);
    return [put(`Write \`${quoted(text)}\``, site, { range: { start, end: start + code.length }, text: quoted(text) })];
  }
  if (code.startsWith('"')) return [insert(site, at, ' from')];
  if (code !== '') return [];
  const [first, ...more] = definers(site, namesOf(item));
  return [...(first === undefined ? [] : [first]), ...more]
    .slice(0, 3)
    .map(each => insert(site, at, ` ${hasFrom ? '' : 'from '}${quoted(each)}`));
}

/** A name near to one that another file defines. */
function nearImport(site: Site): readonly GraphFix[] {
  const name = site.written.replace(/\(.*$/s, '');
  if ((site.problem.fixes ?? []).length > 0 || others(site).some(source => source.exported(name))) return [];
  const range = { start: site.range.start, end: site.range.start + name.length };
  const found = others(site).flatMap(source => {
    const path = importPath(site.uri, source.uri);
    const [near] = nearestNames(
      name,
      source.exports.map(each => each.name.text),
    );
    return path === undefined || near === undefined || name.length < 4 ? [] : [{ near, path }];
  });
  return found.slice(0, 3).map(({ near, path }) => {
    const edit = importEdit(site, near, path);
    return put(`Change to \`${near}\` from ${quoted(path)}`, site, { range, text: near }, edit);
  });
}

export const imports: Remedies = {
  'unknown-layer': nearImport,
  'missing-file': otherFile,
  'missing-import': otherName,
  'missing-path': path,
  'braces-in-import': site => {
    const line = lineAt(site, site.range.start);
    const close = site.text.indexOf('}', site.range.end);
    if (close < 0 || close > line.end) return [];
    const { start, end } = site.range;
    const names = site.text.slice(end, close).trim().replace(/,$/, '');
    return [put('Remove the braces', site, { range: { start, end: close + 1 }, text: names })];
  },
  'names-behind-path': site => {
    const line = lineAt(site, site.range.start);
    const found = /^from\s+(["'].*?["'])\s*import\s+(.*?)\s*(#.*)?$/.exec(site.text.slice(site.range.start, line.end));
    if (found === null) return [];
    const [, from = '', names = '', comment] = found;
    const end = line.end - (comment?.length ?? 0);
    const text = `import ${names} from ${quoted(from.slice(1, -1))}${comment === undefined ? '' : ' '}`;
    return [put('Put the names first', site, { range: { start: site.range.start, end }, text })];
  },
  'bad-import-path': site => {
    const written = site.written.slice(1, -1).replaceAll('\\', '/');
    const near = paths(site).filter(each => baseName(each) === baseName(written));
    return near.slice(0, 3).map(each => change(site, site.range, quoted(each)));
  },
};

/** The import that a problem stands in, for others. */
export const isInImport = (site: Site): boolean => pathOf(site).some(({ kind }) => kind === 'Import');
