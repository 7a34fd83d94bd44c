/** What `npm run new` writes. */
import assert from 'node:assert/strict';
import { filledIn, spellings } from '../../scripts/new.js';
import { registries } from '../../scripts/registry.js';

describe('npm run new', () => {
  it('spells a name as files, as the language and as TypeScript do', () => {
    const expected = { kebab: 'leaky-relu', snake: 'leaky_relu', camel: 'leakyRelu' };
    for (const name of ['leaky_relu', 'leaky-relu', 'leakyRelu']) assert.deepEqual(spellings(name), expected);
  });

  for (const { kind, folder } of registries) {
    it(`has a template for a new ${kind} and for its test`, () => {
      const files = filledIn(kind, 'leaky_relu');
      assert.deepEqual(
        files.map(({ path }) => path).sort(),
        [`${folder}/leaky-relu.ts`, `${folder.replace('src/', 'test/')}/leaky-relu.test.ts`].sort(),
      );
      for (const { text } of files) {
        assert.match(text, /^\/\*\* .*\*\/\n/);
        assert.doesNotMatch(text, /\{\{/);
      }
    });
  }
});
