/** `netwright diff` and `netwright explain`, as a person calls them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { netwright, withFiles } from './run.js';

interface DiffJson {
  readonly difference: {
    readonly parameters: number;
    readonly multiply_adds: number;
    readonly kept_for_backward: number;
  };
  readonly layers: readonly { readonly change: string; readonly difference: DiffJson['difference'] }[];
}

const small = 'network N {\n  input x: [4]\n  dense(8) -> relu\n  dense(2)\n}\n';

describe('netwright diff', () => {
  it('explains what ResNet-34 has more than ResNet-18, to the unit', async () => {
    const { status, out } = await netwright(['diff', 'examples/resnet18.nn', 'examples/resnet34.nn', '--json']);
    const { difference, layers } = JSON.parse(out) as DiffJson;
    assert.equal(status, 0);
    // torchvision publishes 21,797,672 and 11,689,512 parameters, and 3.664 against 1.814 G multiply-adds.
    assert.equal(difference.parameters, 21_797_672 - 11_689_512);
    for (const key of ['parameters', 'multiply_adds', 'kept_for_backward'] as const) {
      assert.equal(
        layers.reduce((sum, layer) => sum + layer.difference[key], 0),
        difference[key],
        key,
      );
    }
    assert.ok(layers.every(layer => layer.change === 'added'));
  });

  it('compares two networks of a file, and names the layer that changed', () =>
    withFiles({ 'net.nn': small + small.replace('N {', 'M {').replace('dense(8)', 'dense(16)') }, async folder => {
      const { status, out } = await netwright(['diff', 'net.nn:N', 'net.nn:M'], { folder });
      assert.equal(status, 0);
      // 4 x 16 + 16 less 4 x 8 + 8, and 16 x 2 + 2 less 8 x 2 + 2.
      assert.match(out, /~ dense_1 +\+40 /);
      assert.match(out, /~ dense_2 +\+16 /);
      assert.match(out, /parameters +58 +114 +\+56/);
    }));

  it('compares a file with its last commit', () =>
    withFiles({ 'net.nn': small }, async folder => {
      const git = (...args: readonly string[]): void => {
        execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
          stdio: 'ignore',
        });
      };
      git('init', '-q');
      git('add', '.');
      git('commit', '-qm', 'first');
      assert.match((await netwright(['diff', 'net.nn'], { folder })).out, /All layers are alike/);
      writeFileSync(join(folder, 'net.nn'), small.replace('relu', 'tanh -> dense(8)'));
      const { out } = await netwright(['diff', 'net.nn'], { folder });
      assert.match(out, /net\.nn at HEAD/);
      assert.match(out, /parameters +58 +130 +\+72/);
    }));

  it('says what is wrong with its arguments, with exit status 2', () =>
    withFiles({ 'net.nn': small }, async folder => {
      assert.equal((await netwright(['diff', 'net.nn:Nobody', 'net.nn'], { folder })).status, 2);
      assert.match(
        (await netwright(['diff', 'net.nn:Nobody', 'net.nn'], { folder })).error,
        /no network Nobody: it has N/,
      );
      assert.match((await netwright(['diff', 'net.nn'], { folder })).error, /no git repository/);
    }));
});

describe('netwright explain', () => {
  it('prints what hover shows for a line', async () => {
    const { status, out } = await netwright(['explain', 'examples/resnet50.nn:6']);
    assert.equal(status, 0);
    // (224 - 7 + 2 x 3) / 2 + 1, rounded down
    assert.match(out, /= \*\*112\*\*/);
    assert.match(out, /nn\.Conv2d\(3, 64, 7, stride=2, padding=3, bias=False\)/);
  });

  it('refuses what is no place, with exit status 2', async () => {
    assert.equal((await netwright(['explain', 'examples/resnet50.nn'])).status, 2);
    assert.equal((await netwright(['explain', 'examples/resnet50.nn:9999'])).status, 2);
  });
});
