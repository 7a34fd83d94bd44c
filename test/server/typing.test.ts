/** Problems while a person types: what is new on the line waits, what is mended goes at once. */
import assert from 'node:assert/strict';
import { DidSaveTextDocumentNotification, type Diagnostic } from 'vscode-languageserver-protocol/node';
import { insertion, TestClient } from './client.js';

const uri = 'file:///nowhere/typing.nn';
const text = 'network N {\n  input x: 3x8x8\n  relu\n}\n';
const lines = (found: readonly Diagnostic[]): readonly number[] => found.map(({ range }) => range.start.line);

async function withClient(settings: unknown, run: (client: TestClient) => Promise<void>): Promise<void> {
  const client = await TestClient.start(settings);
  try {
    await run(client);
  } finally {
    await client.stop();
  }
}

/** What is published after what has been so far. */
async function next(client: TestClient): Promise<readonly Diagnostic[]> {
  const count = client.published.length;
  while (client.published.length === count) await new Promise(go => setTimeout(go, 10));
  return client.published.at(-1)?.diagnostics ?? [];
}

describe('problems while a line is typed', () => {
  it('wait on that line until typing rests', () =>
    withClient({ diagnostics: { delay: 300 } }, async client => {
      await client.open(uri, text);
      assert.deepEqual(await client.change(uri, insertion(2, 6, ' -> con')), []);
      const rested = await next(client);
      assert.deepEqual(lines(rested), [2]);
    }));

  it('stay where they were before, and go at once when they are mended', () =>
    withClient({ diagnostics: { delay: 300 } }, async client => {
      const broken = await client.open(uri, text.replace('relu', 'rel'));
      assert.deepEqual(lines(broken), [2]);
      assert.deepEqual(lines(await client.change(uri, insertion(1, 16, ' '))), [2], 'another line is typed');
      assert.deepEqual(await client.change(uri, insertion(2, 5, 'u')), []);
    }));

  it('wait for nothing where no delay is asked for', () =>
    withClient(undefined, async client => {
      await client.open(uri, text);
      assert.deepEqual(lines(await client.change(uri, insertion(2, 6, ' -> con'))), [2]);
    }));

  it('wait for the file to be saved where a person wants that, but go at once', () =>
    withClient({ diagnostics: { run: 'onSave' } }, async client => {
      await client.open(uri, text);
      assert.deepEqual(await client.change(uri, insertion(2, 6, 'x')), []);
      await client.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
      assert.deepEqual(lines(await next(client)), [2]);
      const mended = await client.change(uri, {
        range: { start: { line: 2, character: 6 }, end: { line: 2, character: 7 } },
        text: '',
      });
      assert.deepEqual(mended, []);
    }));
});
