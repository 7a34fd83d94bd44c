/** Bundles test files, each to one of its own with what they share in common chunks, for mocha to load. */
import { build } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Every `*.test.ts` under `test/`, with `/` in its path; what runs inside VS Code is under `test/host/`. */
export function testFiles(): string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map(file => join('test', file).replaceAll('\\', '/'))
    .filter(file => file.endsWith('.test.ts'))
    .sort();
}

/** The bundles of these files, in their order. */
export async function bundleTests(files: readonly string[], folder: string): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: [...files],
    outdir: folder,
    outbase: 'test',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    define: { NETWRIGHT_VERSION: '"test"' },
    logLevel: 'warning',
  });
  return files.map(file => join(folder, file.replace(/^test\//, '').replace(/\.ts$/, '.mjs')));
}
