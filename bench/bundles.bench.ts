/** Sizes of what is shipped. */
import { existsSync } from 'node:fs';
import { buildAll } from '../scripts/build.js';
import type { Figure } from '../scripts/figure.js';

const folder = '.cache/bench-dist';

const kilobytesOf = async (file: string): Promise<number> => {
  const sizes = await buildAll(true, folder);
  return (sizes.get(`${folder}/${file}`) ?? Number.NaN) / 1000;
};

export const figures: readonly Figure[] = existsSync('src/server/node/main.ts')
  ? [
      {
        name: 'server-bundle',
        unit: 'KB',
        goal: 400,
        better: 'lower',
        how: 'size of the language server, bundled and minified',
        measure: () => kilobytesOf('server.cjs'),
      },
    ]
  : [];
