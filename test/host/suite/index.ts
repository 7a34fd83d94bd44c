/** What VS Code's extension host calls: runs the bundled tests beside this module and writes each result to a file. */
import Mocha from 'mocha';
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportVariable, type HostResult } from '../../../scripts/host/report.js';

const failureOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

export async function run(): Promise<void> {
  const report = process.env[reportVariable];
  const say = (result: HostResult): void => {
    if (report) appendFileSync(report, `${JSON.stringify(result)}\n`);
  };
  // The results go to the file alone: this process's console is full of other voices.
  class FileReporter extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      runner.on('pass', test => say({ kind: 'pass', title: test.fullTitle(), ms: test.duration ?? 0 }));
      runner.on('fail', (test, error) => say({ kind: 'fail', title: test.fullTitle(), why: failureOf(error) }));
    }
  }
  try {
    const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: FileReporter });
    const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(file =>
      file.endsWith('.test.cjs'),
    );
    for (const file of files.sort()) mocha.addFile(join(__dirname, file));
    const failed = await new Promise<number>(resolve => {
      mocha.run(resolve);
    });
    say({ kind: 'end', failed });
    if (failed > 0) throw new Error(`${failed} failed`);
  } catch (error) {
    say({ kind: 'end', failed: 1, why: failureOf(error) });
    throw error;
  }
}
