/** What the server needs at once is in one file: alone, it answers edits, hints and what an editor asks by itself. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest } from 'vscode-languageserver-protocol/node';
import { TestClient } from './client.js';

const ofFile = ['documentSymbol', 'foldingRange', 'codeLens', 'documentLink', 'semanticTokens/full'];

describe('the first file of the server, alone', function () {
  this.timeout(60_000);
  let folder: string;
  let alone: TestClient;
  let whole: TestClient;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netwright-'));
    copyFileSync('dist/server.cjs', join(folder, 'server.cjs'));
    // Where the pages are is asked of the folder, if nobody says it.
    const options = { reference: 'page:{page}' };
    alone = await TestClient.start(options, join(folder, 'server.cjs'));
    whole = await TestClient.start(options);
  });
  after(async () => {
    await alone.stop();
    await whole.stop();
    rmSync(folder, { recursive: true });
  });

  it('gives the diagnostics and hints of every example, and what an editor asks by itself', async () => {
    const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.nn'));
    assert.ok(files.length > 20);
    const end = { line: 10_000, character: 0 };
    let compared = 0;
    for (const file of files) {
      const uri = pathToFileURL(resolve('examples', file)).href;
      const text = readFileSync(join('examples', file), 'utf8');
      // The library is loaded when it is imported: `blocks/vgg.nn` does.
      if (/"netwright:|blocks\/vgg\.nn"/.test(text)) continue;
      // So is what tells of many cases at once: the file has blocks, rounds with a number, or open sizes.
      if (/^block |repeat .* as |input \w+: \[.*[A-Z]/m.test(text)) continue;
      const answers = [alone, whole].map(async client => {
        const problems = await client.open(uri, text);
        const hints = await client.hints(uri, { line: 0, character: 0 }, end);
        const others: unknown[] = [];
        for (const method of ofFile) {
          others.push(await client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri } }));
        }
        await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
        return [problems, hints, ...others];
      });
      const [own, expected] = await Promise.all(answers);
      compared += 1;
      assert.deepEqual(own, expected, file);
    }
    assert.ok(compared > 12, String(compared));
  });

  it('lacks the reference: that is asked for and not found', async () => {
    const uri = pathToFileURL(resolve('examples/lenet.nn')).href;
    const text = readFileSync('examples/lenet.nn', 'utf8');
    const line = text.split('\n').findIndex(each => each.trim().startsWith('conv('));
    const asked = {
      textDocument: { uri },
      position: { line, character: (text.split('\n')[line] ?? '').indexOf('conv') },
    };
    assert.equal(await alone.connection.sendRequest(HoverRequest.type, asked), null);
    assert.notEqual(await whole.connection.sendRequest(HoverRequest.type, asked), null);
  });
});
