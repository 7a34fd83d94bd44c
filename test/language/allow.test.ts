import assert from 'node:assert/strict';
import { isAllowed } from '../../src/language/allow.js';
import { Lines } from '../../src/language/lines.js';
import { parse } from '../../src/language/parse.js';

describe('`# netwright: allow`', () => {
  const text = [
    'block B {',
    '  # netwright: allow bias-before-norm, unused-branch',
    '  conv(3)',
    '  batchnorm  # netwright: allow other-rule',
    '  relu  # allow bias-before-norm',
    '}',
  ].join('\n');
  const { allows } = parse(text).file;
  const lines = new Lines(text);
  const linesOf = (rule: string): number[] =>
    [0, 1, 2, 3, 4, 5].filter(line => isAllowed(allows, rule, lines.offsetOf({ line, column: 0 })));

  it('on a line of its own silences its rules on the next line', () => {
    assert.deepEqual([linesOf('bias-before-norm'), linesOf('unused-branch')], [[2], [2]]);
  });
  it('at the end of a line silences its rule there', () => {
    assert.deepEqual(linesOf('other-rule'), [3]);
  });
  it('silences no other rule', () => {
    assert.deepEqual(linesOf('another'), []);
  });
});
