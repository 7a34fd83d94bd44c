/** What is generated is committed as it would be generated now. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { generated } from '../../scripts/generate.js';
import { indexText } from '../../scripts/registry.js';

describe('npm run generate', () => {
  it('has nothing left to write: folders, indexes and compiler settings agree', async () => {
    for (const [path, text] of await generated()) {
      assert.ok(existsSync(path), `${path} is missing: run \`npm run generate\``);
      assert.equal(readFileSync(path, 'utf8'), text, `${path} is out of date: run \`npm run generate\``);
    }
  }).timeout(60_000);

  it('lists declarations by name and imports each from its file', () => {
    const declared = [
      { file: 'conv.ts', names: ['conv'] },
      { file: 'add-bias.ts', names: ['addBias'] },
    ];
    const registry = { folder: 'x', list: 'operations', kind: 'operation' };
    assert.match(indexText(registry, declared), /import \{ addBias \} from '\.\/add-bias\.js';/);
    assert.match(indexText(registry, declared), /export const operations = \[ addBias, conv \] as const;/);
    assert.match(indexText({ ...registry, keyed: true }, declared), /= \{ addBias, conv \} as const;/);
  });
});
