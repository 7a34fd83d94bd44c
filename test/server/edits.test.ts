/** After any edits the server's state is that of a fresh start with the same text. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TestClient } from './client.js';

const text = readFileSync('test/reference/corpus/lenet.nn', 'utf8');
const pieces = [
  '(',
  ')',
  '{',
  '}',
  ',',
  '->',
  ' ',
  '\n',
  '3',
  'conv(4, 3)',
  'relu',
  '# x',
  '"',
  '=',
  'network M {',
  '[',
  ':',
];
const edit = fc.record({
  at: fc.nat(10_000),
  length: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(30) }),
  put: fc.constantFrom(...pieces),
});

describe('edits', function () {
  this.timeout(60_000);

  it('leave the same diagnostics and hints as a fresh analysis of the same text', async () => {
    const client = await TestClient.start();
    let count = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 25 }), async edits => {
          const uri = `file:///nowhere/${String(++count)}.nn`;
          await client.open(uri, text);
          let document = TextDocument.create(uri, 'netwright', 1, text);
          let version = 1;
          for (const { at, length, put } of edits) {
            const start = Math.min(at % (document.getText().length + 1), document.getText().length);
            const range = {
              start: document.positionAt(start),
              end: document.positionAt(Math.min(start + length, document.getText().length)),
            };
            version = client.send(uri, { range, text: put });
            document = TextDocument.update(document, [{ range, text: put }], version);
          }
          const edited = await client.diagnostics(uri, version);
          const other = `file:///nowhere/${String(++count)}.nn`;
          const fresh = await client.open(other, document.getText());
          const plain = (found: readonly object[], own: string): unknown =>
            JSON.parse(JSON.stringify(found).replaceAll(own, ''));
          assert.deepEqual(plain(edited, uri), plain(fresh, other));
          if (fresh.length === 0) {
            const [start, end] = [document.positionAt(0), document.positionAt(document.getText().length)];
            const hints = await client.hints(uri, start, end);
            assert.deepEqual(plain(hints, uri), plain(await client.hints(other, start, end), other));
          }
          for (const each of [uri, other]) {
            await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: each } });
          }
        }),
        { numRuns: 60 },
      );
    } finally {
      await client.stop();
    }
  });
});
