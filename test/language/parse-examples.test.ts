import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.js';
import { walk } from '../../src/language/walk.js';
import { allExamples, corpusFiles, pageExamples } from './examples.js';

describe('the examples of the language', () => {
  it('are all there: 39 on the page, 21 in the corpus', () => {
    assert.deepEqual([pageExamples.length, corpusFiles.length], [39, 21]);
  });
  for (const { title, text } of allExamples) {
    it(`${title} parses without a problem, with nothing missing`, () => {
      const { file, problems } = parse(text);
      assert.deepEqual(problems, []);
      walk(file, node => {
        assert.notEqual(node.kind, 'Missing');
        return true;
      });
    });
  }
});
