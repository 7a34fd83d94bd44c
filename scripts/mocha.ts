/** Runs bundled test files with mocha in this process. */
import Mocha from 'mocha';
import { resolve } from 'node:path';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs bundled files in this process. */
export async function runMocha(files: readonly string[], timeoutMs: number): Promise<Counts> {
  const mocha = new Mocha({ ui: 'bdd', timeout: timeoutMs, reporter: process.env['CI'] ? 'dot' : 'spec', color: true });
  for (const file of files) mocha.addFile(resolve(file));
  await mocha.loadFilesAsync();
  return new Promise(done => {
    const runner = mocha.run(failed => done({ passed: runner.stats?.passes ?? 0, failed }));
  });
}
