/** Runs the tests: with a pattern the unit tests of matching files, without one all, and then those in a real VS Code. */
import Mocha from 'mocha';
import { resolve } from 'node:path';
import { buildAll } from './build.js';
import { bundleTests, testFiles } from './bundle-tests.js';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs bundled files in this process. */
export async function runMocha(files: readonly string[], timeoutMs: number): Promise<Counts> {
  const mocha = new Mocha({ ui: 'bdd', timeout: timeoutMs, reporter: process.env['CI'] ? 'dot' : 'spec', color: true });
  for (const file of files) mocha.addFile(resolve(file));
  await mocha.loadFilesAsync();
  return new Promise((done) => {
    const runner = mocha.run((failed) => done({ passed: runner.stats?.passes ?? 0, failed }));
  });
}

export async function main(patterns: readonly string[]): Promise<number> {
  const unit = testFiles().filter((file) => !file.startsWith('test/host/'));
  const chosen = unit.filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
  if (chosen.length === 0) {
    console.error(`No test file's path contains ${patterns.join(' or ')}.`);
    return 2;
  }
  await buildAll(false);
  const counts = await runMocha(await bundleTests(chosen, '.cache/tests'), 10_000);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed > 0 ? 1 : 0;
}
