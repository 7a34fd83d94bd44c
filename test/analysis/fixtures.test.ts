/** Every fixture shows the figures and problems that it names, and no others. */
import { strict as assert } from 'node:assert';
import { analyzeText } from './sources.js';
import { readFixtures, withMarks } from './marks.js';

describe('analysis fixtures', () => {
  for (const { title, text } of readFixtures('test/analysis/fixtures')) {
    it(title, () => {
      assert.equal(withMarks(text, 'main.nn', analyzeText(text)), text);
    });
  }
});
