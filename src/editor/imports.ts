/** Imports: which file a path names, and how a path to a file is written. */

/** Relative to the file that imports; as it stands where there is no such address. */
export function resolveImport(from: string, path: string): string {
  try {
    return new URL(path, from).href;
  } catch {
    return path;
  }
}

/** `./blocks.nn`, `../shared/blocks.nn`; undefined where the files have no folder in common. */
export function importPath(from: string, to: string): string | undefined {
  const [here, there] = [from.split('/'), to.split('/')];
  here.pop();
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common++;
  // Two slashes and a host: less in common is another place altogether.
  if (common < 3) return undefined;
  const up = here.slice(common).map(() => '..');
  const path = [...(up.length === 0 ? ['.'] : up), ...there.slice(common)].join('/');
  return decodeURIComponent(path);
}
