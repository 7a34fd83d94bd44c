/** Whether a network learns what it should, in how many epochs and how long: LeNet on handwritten digits. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Figure } from '../scripts/figure.js';

const WANTED = 97;

interface Training {
  readonly epochs: number;
  readonly seconds: number;
  /** Of the held-back samples, in percent. */
  readonly accuracy: number;
}

let running: Promise<Training> | undefined;

/** Trains until the wanted accuracy is reached, or to the end of the file's epochs. */
function lenet(): Promise<Training> {
  running ??= new Promise((done, fail) => {
    const out = mkdtempSync(join(tmpdir(), 'netwright-bench-'));
    const args = ['dist/cli.cjs', 'train', 'examples/lenet.nn', '--out', out];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let best: Training | undefined;
    createInterface({ input: child.stdout }).on('line', line => {
      const [, epoch, accuracy, seconds] =
        /^epoch +(\d+)\/.*held back:.*accuracy +([\d.]+) %.* ([\d.]+) s$/.exec(line) ?? [];
      if (epoch === undefined || (best && best.accuracy >= WANTED)) return;
      best = { epochs: Number(epoch), accuracy: Number(accuracy), seconds: Number(seconds) };
      if (best.accuracy >= WANTED) child.kill('SIGINT');
    });
    child.once('error', fail);
    child.once('close', () => {
      rmSync(out, { recursive: true, force: true });
      if (best) done(best);
      else fail(new Error('LeNet was not trained for one epoch'));
    });
  });
  return running;
}

export const figures: readonly Figure[] = existsSync('examples/lenet.nn')
  ? [
      {
        name: 'lenet-accuracy',
        unit: 'percent',
        goal: WANTED,
        better: 'higher',
        how: 'netwright train examples/lenet.nn: accuracy on 2,000 held-back digits of MNIST, at the first epoch that reaches 97 % or at the last',
        measure: async () => (await lenet()).accuracy,
      },
      {
        name: 'lenet-epochs',
        unit: 'count',
        goal: 12,
        better: 'lower',
        how: 'epochs of that training',
        measure: async () => (await lenet()).epochs,
      },
    ]
  : [];
