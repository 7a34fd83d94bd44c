import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Lines } from '../../src/language/lines.js';

describe('lines', () => {
  it('end in LF, CR LF or CR', () => {
    const lines = new Lines('a\nbc\r\nd\re');
    assert.equal(lines.count, 4);
    assert.deepEqual(
      [0, 1, 2, 4, 6, 7, 8].map(offset => lines.at(offset)),
      [
        { line: 0, column: 0 },
        { line: 0, column: 1 },
        { line: 1, column: 0 },
        { line: 1, column: 2 },
        { line: 2, column: 0 },
        { line: 2, column: 1 },
        { line: 3, column: 0 },
      ],
    );
  });
  it('count from 1 for a person, in UTF-16 units', () => {
    assert.deepEqual(new Lines('x\n😀y').shownAt(4), { line: 2, column: 3 });
  });
  it('do not count a byte order mark', () => {
    assert.deepEqual(new Lines('\ufeffab').at(2), { line: 0, column: 1 });
    assert.equal(new Lines('\ufeffab').offsetOf({ line: 0, column: 1 }), 2);
  });
  it('give back the offset of every place', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r', '\r\n'), { maxLength: 30 }), parts => {
        const text = parts.join('');
        const lines = new Lines(text);
        for (let offset = 0; offset <= text.length; offset++) {
          if (text[offset - 1] === '\r' && text[offset] === '\n') continue;
          assert.equal(lines.offsetOf(lines.at(offset)), offset);
        }
      }),
    );
  });
  it('take a place behind the end of a line for its end', () => {
    const lines = new Lines('ab\ncd');
    assert.equal(lines.offsetOf({ line: 0, column: 99 }), 2);
    assert.equal(lines.offsetOf({ line: 9, column: 0 }), 5);
    assert.equal(lines.offsetOf({ line: -1, column: 0 }), 0);
  });
});
