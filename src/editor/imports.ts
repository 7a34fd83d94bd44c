/** How the path to a file is written in another one. */
import { isLibrary, libraryPath } from '../language/library.js';

/** `./blocks.nn`, `../shared/blocks.nn`, `netwright:transformer`; undefined where the files have no folder in common. */
export function importPath(from: string, to: string): string | undefined {
  if (isLibrary(to)) return libraryPath(to);
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
