/** How the path to a file is written in another one. */

/** `./blocks.nn`, `../shared/blocks.nn`; undefined where the files have no folder in common. */
export function importPath(from: string, to: string): string | undefined {
  const [here, there] = [from.split('/'), to.split('/')];
  here.pop();
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common++;
  // Scheme, two slashes, host: with less in common it is another place altogether.
  if (common < 3) return undefined;
  const up = here.slice(common).map(() => '..');
  const path = [...(up.length === 0 ? ['.'] : up), ...there.slice(common)].join('/');
  return decodeURIComponent(path);
}
