/** Lines and columns of a text that is edited: as the library of the protocol's authors counts them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument as Expected } from 'vscode-languageserver-textdocument';
import { TextDocument } from '../../src/server/common/text-document.js';

const piece = fc.oneof(
  fc.constantFrom('\n', '\r\n', '\r', 'conv(8, 3)', '  relu', '\ufeff', 'größe', '\u{1F600}', '\t', ''),
  fc.string({ maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 12 }).map(parts => parts.join(''));
const position = fc.record({ line: fc.integer({ min: -1, max: 14 }), character: fc.integer({ min: 0, max: 20 }) });
/** What is put for the part between two places, or for all of it. The library wants places that are there. */
const change = fc.record({ text, part: fc.option(fc.tuple(fc.nat(60), fc.nat(60)), { nil: undefined }) });

describe('a text document', () => {
  it('finds every place where the library of the protocol finds it, before and after any edits', () => {
    fc.assert(
      fc.property(text, fc.array(change, { maxLength: 4 }), fc.array(position), (before, changes, places) => {
        let expected = Expected.create('file:///a.nn', 'netwright', 1, before);
        let document = new TextDocument('file:///a.nn', 1, before);
        const compare = (): void => {
          assert.equal(document.getText(), expected.getText());
          assert.equal(document.version, expected.version);
          assert.equal(document.lineCount, expected.lineCount);
          for (const place of places) assert.equal(document.offsetAt(place), expected.offsetAt(place));
          for (let at = -1; at <= before.length + 1; at++)
            assert.deepEqual(document.positionAt(at), expected.positionAt(at));
        };
        compare();
        for (const { text: put, part } of changes) {
          const [a = 0, b = 0] = part ?? [];
          const range = part && {
            start: expected.positionAt(Math.min(a, b)),
            end: expected.positionAt(Math.max(a, b)),
          };
          document = document.changed([{ range, text: put }], 2);
          expected = Expected.update(expected, [range ? { range, text: put } : { text: put }], 2);
          compare();
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the changes of one message one after the other, each on what the one before left', () => {
    const document = new TextDocument('file:///a.nn', 1, 'relu\nconv\n');
    const first = { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } }, text: 'gelu\ndense' };
    const second = { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } }, text: 'dropout' };
    assert.equal(document.changed([first, second], 2).getText(), 'relu\ngelu\ndropout\n');
    assert.equal(document.getText(), 'relu\nconv\n');
  });
});
