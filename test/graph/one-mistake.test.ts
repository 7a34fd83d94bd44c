/** One mistake gives one message: what follows from a shape that was expected and is not there, and a network with nothing in it. */
import assert from 'node:assert/strict';
import { analyzeText } from '../analysis/sources.js';

const said = (text: string): string[] => analyzeText(text).problems.map(p => `${p.code}: ${p.message}`);
const network = (...lines: readonly string[]): string =>
  `network N {\n  input x: 3x32x32\n  ${lines.join('\n  ')}\n}\n`;

describe('a shape that was expected and is not there', () => {
  it('is told once, though later steps do not fit either', () => {
    const lines = ['a = conv(8, 3, padding: 1)', 'conv(8, 3)', 'expect 8x32x32', 'add(a)', 'expect 8x32x32', 'relu'];
    assert.deepEqual(said(network(...lines)), [
      'shape-mismatch: the flow has the shape 8x30x30, but its second dimension should be 32',
    ]);
  });

  it('hides no mistake that would be one anyway', () => {
    const lines = ['conv(8, 3)', 'expect 8x32x32', 'conv(7, 3, groups: 2)', 'rleu'];
    assert.deepEqual(
      analyzeText(network(...lines)).problems.map(p => p.code),
      ['shape-mismatch', 'unknown-layer'],
    );
  });

  it('leaves the figures of what follows as they are', () => {
    const report = analyzeText(network('conv(8, 3)', 'expect 8x32x32', 'conv(4, 3)'));
    assert.deepEqual(
      report.networks[0]?.outputs.map(o => o.shape?.map(String)),
      [['4', '28', '28']],
    );
  });
});

describe('a network without steps', () => {
  it('says what is missing', () => {
    assert.match(said('network N { }')[0] ?? '', /^empty-network: N is empty.*an input with its shape.*then steps/);
    assert.match(said('network N {\n  input x: 3x32x32\n}')[0] ?? '', /^empty-network: N has no step/);
    assert.deepEqual(said(network('relu')), []);
  });
});
