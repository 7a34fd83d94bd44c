/** What a person waits for at the command line, from the start of the program to its end. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { median, type Figure } from '../scripts/figure.js';

function summaryMs(file: string): number {
  const run = (): number => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, ['dist/cli.cjs', 'summary', file], { stdio: 'ignore' });
    if (status !== 0) throw new Error(`netwright summary ${file} ended with ${String(status)}`);
    return performance.now() - start;
  };
  run();
  return median(Array.from({ length: 9 }, run));
}

export const figures: readonly Figure[] = existsSync('examples/resnet152.nn')
  ? [
      {
        name: 'summary-resnet152',
        unit: 'ms',
        goal: 300,
        better: 'lower',
        how: 'netwright summary examples/resnet152.nn, from the start of the program to its end, median of 9',
        measure: () => summaryMs('examples/resnet152.nn'),
      },
    ]
  : [];
