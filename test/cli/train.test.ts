import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { netwright, withFiles } from './run.js';

describe('netwright train', () => {
  it('trains the spiral past 95 %, and leaves the run in a folder', () =>
    withFiles({}, async folder => {
      const { status, out } = await netwright(['train', 'examples/spiral.nn', '--out', folder]);
      assert.equal(status, 0);
      const epochs = out.split('\n').filter(line => line.startsWith('epoch'));
      assert.equal(epochs.length, 60);
      const [, accuracy = '0'] = /held back:.*accuracy +([\d.]+) %/.exec(epochs.at(-1) ?? '') ?? [];
      assert.ok(Number(accuracy) > 95, epochs.at(-1));
      const [run = ''] = readdirSync(folder);
      assert.ok(readFileSync(join(folder, run, 'events.jsonl'), 'utf8').length > 0);
    })).timeout(60_000);

  it('repeats a run for a seed, and another seed gives another run', () =>
    withFiles({}, async folder => {
      const losses = async (seed: string): Promise<readonly string[]> => {
        const args = ['train', 'examples/moons.nn', '--epochs', '3', '--seed', seed, '--out', folder];
        const { out } = await netwright(args);
        return out
          .split('\n')
          .filter(line => line.startsWith('epoch'))
          .map(line => line.replace(/[\d.]+ s$/, ''));
      };
      const first = await losses('5');
      assert.equal(first.length, 3);
      assert.deepEqual(await losses('5'), first);
      assert.notDeepEqual(await losses('6'), first);
    }));

  it('shows the mistakes of a file instead of training it', () =>
    withFiles(
      {
        'net.nn':
          'network N {\n  input features: [2]\n  nonesuch\n}\ntrain N {\n  data: moons\n  loss: cross_entropy\n}\n',
      },
      async folder => {
        const { status, out, error } = await netwright(['train', 'net.nn'], { folder });
        assert.deepEqual([status, out], [1, '']);
        assert.match(error, /^net\.nn:3:3 error /);
      },
    ));

  it('takes a `train` by its name or by its network', () =>
    withFiles({}, async folder => {
      const text = [
        'network N {\n  input features: [2]\n  dense(2)\n}',
        'train N {\n  data: moons\n  loss: cross_entropy\n  epochs: 1\n}',
        'train N as long {\n  data: moons\n  loss: cross_entropy\n  epochs: 2\n}\n',
      ].join('\n');
      await withFiles({ 'net.nn': text }, async here => {
        const count = async (...flags: readonly string[]): Promise<number> => {
          const { out, error } = await netwright(['train', 'net.nn', '--out', resolve(folder), ...flags], {
            folder: here,
          });
          assert.equal(error, '');
          return out.split('\n').filter(line => line.startsWith('epoch')).length;
        };
        assert.equal(await count(), 1);
        assert.equal(await count('--train', 'long'), 2);
        assert.equal(await count('--train', 'N'), 1);
        const wrong = await netwright(['train', 'net.nn', '--train', 'lnog'], { folder: here });
        assert.equal(wrong.status, 2);
        assert.match(wrong.error, /did you mean `long`/);
      });
    }));
});
