/** Sizes of what is shipped. */
import { existsSync } from 'node:fs';
import { buildAll } from '../scripts/build.js';
import type { Figure } from '../scripts/figure.js';

const folder = '.cache/bench-dist';

const kilobytesOf = async (isMeant: (file: string) => boolean): Promise<number> => {
  const sizes = await buildAll(true, folder);
  const meant = [...sizes].filter(([path]) => isMeant(path.slice(folder.length + 1)));
  return meant.length === 0 ? Number.NaN : meant.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000;
};

export const figures: readonly Figure[] = existsSync('src/server/node/main.ts')
  ? [
      {
        name: 'server-bundle',
        unit: 'KB',
        goal: 400,
        better: 'lower',
        how: 'size of the language server, bundled and minified: what is loaded at its start and answers edits and hints',
        measure: () => kilobytesOf(file => file === 'server.cjs'),
      },
      {
        name: 'server-bundles',
        unit: 'KB',
        // In one file it would be less: the catalogue's helpers stand in two.
        goal: 1100,
        better: 'lower',
        how: 'size of all files of the language server together: with the reference, and what only a request loads',
        measure: () => kilobytesOf(file => /^server(-[a-z-]+)?\.cjs$/.test(file)),
      },
    ]
  : [];
