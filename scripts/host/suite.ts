/** Bundles the tests that run inside VS Code and chooses where they run. */
import { build } from 'esbuild';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { electronPossible, runInElectron } from './electron-suite.js';
import { runInNpmHost } from './npm-suite.js';

async function bundle(files: readonly string[]): Promise<string> {
  rmSync('out', { recursive: true, force: true });
  await build({
    entryPoints: ['test/host/suite/index.ts', ...files],
    outdir: 'out/test/host',
    outbase: 'test/host',
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: true,
    logLevel: 'warning',
  });
  return resolve('out/test/host/index.cjs');
}

/** A copy of the examples in a folder of its own: tests may write there. */
export function scratchWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netwright-workspace-'));
  cpSync('examples', folder, { recursive: true, errorOnExist: false });
  return folder;
}

/** Runs these files of `test/host/` in a real VS Code. */
export async function runSuite(files: readonly string[]): Promise<{ passed: number; failed: number }> {
  const tests = await bundle(files);
  const folder = scratchWorkspace();
  mkdirSync('out', { recursive: true });
  const run = { extension: resolve('.'), tests, folder, report: resolve('out', 'host-report.jsonl') };
  rmSync(run.report, { force: true });
  const chosen = process.env['NETWRIGHT_HOST'];
  const electron = chosen === 'electron' || (chosen !== 'npm' && (await electronPossible()));
  console.log(`\n  In VS Code's extension host (${electron ? 'downloaded VS Code' : 'VS Code from npm'})`);
  try {
    return (await (electron ? runInElectron(run) : runInNpmHost(run))).counts();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
