/** The page of the refactorings names each of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { refactorings } from '../../../src/editor/refactorings/index.js';

describe('the page of the refactorings', () => {
  it('has a row for each', () => {
    const page = readFileSync('docs/refactorings.md', 'utf8');
    const missing = refactorings.filter(({ name }) => !page.includes(`\n| ${name} |`));
    assert.deepEqual(
      missing.map(({ name }) => name),
      [],
    );
  });
});
