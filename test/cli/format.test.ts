import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { netwright, withFiles } from './run.js';

describe('netwright format', () => {
  it('finds nothing to do in the examples', async () => {
    const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.nn'));
    const { status, out } = await netwright(['format', '--check', ...files.map(name => join('examples', name))]);
    assert.deepEqual([status, out], [0, '']);
  });

  it('writes the canonical layout, once', () =>
    withFiles({ 'net.nn': 'network N{\n      input x:[4]\n dense( 2 )\n}\n' }, async folder => {
      assert.equal((await netwright(['format', '--check', 'net.nn'], { folder })).status, 1);
      const first = await netwright(['format', 'net.nn'], { folder });
      assert.deepEqual([first.status, first.out], [0, 'net.nn\n']);
      assert.equal(readFileSync(join(folder, 'net.nn'), 'utf8'), 'network N {\n  input x: [4]\n  dense(2)\n}\n');
      const second = await netwright(['format', 'net.nn'], { folder });
      assert.deepEqual([second.status, second.out], [0, '']);
    }));

  it('leaves a binary file as it is', () =>
    withFiles({ 'net.nn': Uint8Array.of(0, 1, 2) }, async folder => {
      assert.equal((await netwright(['format', 'net.nn'], { folder })).status, 1);
      assert.deepEqual([...readFileSync(join(folder, 'net.nn'))], [0, 1, 2]);
    }));
});
