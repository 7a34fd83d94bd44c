/** A half-typed file has one problem more than the whole one: what follows from the mistake is not said again. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { analyzeText } from './sources.js';

const files = JSON.parse(readFileSync('test/reference/corpus/half-typed.json', 'utf8')) as Readonly<
  Record<string, string>
>;
const key = (p: { readonly code: string; readonly message: string }): string => `${p.code}: ${p.message}`;
const usual = new Set(analyzeText(files['base'] ?? '').problems.map(key));

describe('a half-typed file', () => {
  for (const [title, text] of Object.entries(files)) {
    if (title === 'base') continue;
    it(`has one message: ${title}`, () => {
      const said = analyzeText(text)
        .problems.map(key)
        .filter(k => !usual.has(k));
      assert.equal(said.length, 1, said.join('\n'));
    });
  }
});
