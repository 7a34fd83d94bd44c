/** Runs a script of this folder: bundles its TypeScript with esbuild and imports the result, so that Node 20 suffices. */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(dirname(here));
process.setSourceMapsEnabled(true);

const [name = '', ...rest] = process.argv.slice(2);
const entry = join(here, `${name}.ts`);
if (!existsSync(entry)) {
  console.error(`There is no script called ${name}.`);
  process.exit(2);
}
const outfile = join('.cache', 'scripts', `${name}.mjs`);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
const { main } = await import(pathToFileURL(outfile).href);
process.exitCode = (await main(rest)) ?? 0;
