/** Runs bundled test files with mocha in this process. */
import fc from 'fast-check';
import Mocha from 'mocha';
import { resolve } from 'node:path';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Properties are tried on the same cases each time, so that a failure can be seen again; `NETWRIGHT_SEED` tries others. */
const SEED = 20_261_125;

/** Runs bundled files in this process. */
export async function runMocha(files: readonly string[], timeoutMs: number, retries = 0): Promise<Counts> {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['NETWRIGHT_SEED'] ?? SEED) });
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: timeoutMs,
    retries,
    reporter: process.env['CI'] ? 'dot' : 'spec',
    color: true,
  });
  for (const file of files) mocha.addFile(resolve(file));
  await mocha.loadFilesAsync();
  return new Promise(done => {
    const runner = mocha.run(failed => done({ passed: runner.stats?.passes ?? 0, failed }));
  });
}
