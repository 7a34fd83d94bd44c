/** Schedules against PyTorch's (`reference/training.json`), and those that PyTorch has none of by hand. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { schedules } from '../../src/catalogue/schedules/index.js';
import type { WholeSchedule } from '../../src/catalogue/schedules/schedule.js';
import { readCall } from './read-call.js';

interface Factors {
  readonly call: string;
  readonly epochs: number;
  readonly factors: readonly number[];
  readonly losses?: readonly number[];
}
const training = JSON.parse(readFileSync('test/reference/training.json', 'utf8')) as { schedules: readonly Factors[] };
const table = schedules as readonly WholeSchedule[];

function factor(call: string, epoch: number, epochs: number, losses: readonly number[] = []): number {
  const text = call.includes('(') ? call : `${call}()`;
  const { declaration, args } = readCall(table, text);
  return declaration.factor({ epoch, epochs, losses }, args);
}

const checkNear = (actual: number, expected: number, where: string): void => {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${where}: ${String(actual)} instead of ${String(expected)}`);
};

describe('schedules', () => {
  for (const { call, epochs, factors, losses } of training.schedules) {
    it(`${call} gives PyTorch's learning rates`, () => {
      factors.forEach((expected, epoch) => {
        checkNear(factor(call, epoch, epochs, losses?.slice(0, epoch)), expected, `epoch ${String(epoch)}`);
      });
    });
  }

  it('warmup rises in a straight line and stays', () => {
    checkNear(factor('warmup(epochs: 4)', 1, 10), 0.25, 'epoch 1');
    checkNear(factor('warmup(epochs: 4)', 7, 10), 1, 'epoch 7');
  });

  it('a rise before a cosine takes its epochs from it', () => {
    checkNear(factor('cosine(warmup: 2)', 1, 10), 0.5, 'epoch 1');
    checkNear(factor('cosine(warmup: 2)', 2, 10), 1, 'epoch 2');
    checkNear(factor('cosine(warmup: 2)', 6, 10), 0.5, 'half of the rest');
  });

  it('inverse_root peaks at the end of its rise (Vaswani et al. 2017, equation 3)', () => {
    checkNear(factor('inverse_root(warmup: 4)', 2, 100), 0.5, 'epoch 2');
    checkNear(factor('inverse_root(warmup: 4)', 4, 100), 1, 'epoch 4');
    checkNear(factor('inverse_root(warmup: 4)', 16, 100), 0.5, 'epoch 16');
  });

  it('one_cycle begins at 1/25, peaks at 30 % and ends at 1/250,000', () => {
    checkNear(factor('one_cycle()', 0, 10), 1 / 25, 'begin');
    checkNear(factor('one_cycle()', 3, 10), 1, 'peak');
    checkNear(factor('one_cycle()', 10, 10), 1 / 25 / 1e4, 'end');
  });

  it('none leaves the bounds of 0 and 1', () => {
    for (const { example } of table) {
      for (let epoch = 0; epoch <= 20; epoch += 0.5) {
        const f = factor(example, epoch, 20, [3, 2, 1, 1, 1, 1, 1, 1]);
        assert.ok(f >= 0 && f <= 1 + 1e-12, `${example} gives ${String(f)} in epoch ${String(epoch)}`);
      }
    }
  });
});
