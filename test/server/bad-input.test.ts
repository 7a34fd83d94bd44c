/** Texts that nobody should write: the server says what is wrong, in bounded time, and stays alive. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HoverRequest, CompletionRequest } from 'vscode-languageserver-protocol/node';
import { TestClient } from './client.js';

describe('the server with bad input', function () {
  this.timeout(30_000);
  let client: TestClient;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netwright-'));
    client = await TestClient.start();
  });
  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true });
  });

  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

  /** The codes of the problems of the text; everything that can be asked of it is answered too. */
  async function codes(text: string, name = 'main.nn'): Promise<readonly unknown[]> {
    const uri = uriOf(name);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    const problems = await client.open(uri, text);
    const textDocument = { uri };
    await client.hints(uri, { line: 0, character: 0 }, { line: 50, character: 0 });
    await client.connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 2, character: 3 } });
    await client.connection.sendRequest(CompletionRequest.type, { textDocument, position: { line: 2, character: 3 } });
    for (const method of ['documentSymbol', 'foldingRange', 'codeLens', 'formatting']) {
      await client.connection.sendRequest(`textDocument/${method}`, {
        textDocument,
        options: { tabSize: 2, insertSpaces: true },
      });
    }
    return problems.map(({ code }) => code);
  }

  const network = (...lines: readonly string[]): string =>
    `network N {\n  input image: 3x8x8\n${lines.join('\n')}\n}\n`;

  it('answers for a binary file', async () => {
    const bytes = readFileSync(process.execPath).subarray(0, 20_000).toString('latin1');
    assert.ok((await codes(bytes)).length > 0);
  });

  it('answers for many brackets', async () => {
    for (const bracket of ['(', '[', '{', ')', '}', 'branch {', '((((]]]]']) {
      assert.ok((await codes(network(`  add${bracket.repeat(20_000)}`))).length > 0, bracket);
    }
  });

  it('names a circle of imports at the import, and a file that is missing', async () => {
    writeFileSync(join(folder, 'a.nn'), 'import B from "./main.nn"\nblock A { B }\n');
    assert.ok((await codes('import A from "./a.nn"\nblock B { A }\n')).includes('import-cycle'));
    assert.ok((await codes('import A from "./nowhere.nn"\n')).includes('missing-file'));
  });

  it('ends a recursion without end, and a repeat of a billion', async () => {
    assert.ok((await codes(`block B { B }\n${network('  B')}`)).includes('endless-recursion'));
    assert.ok((await codes(network('  repeat 1e9 {\n    conv(3, 1)\n  }'))).length > 0);
  });

  it('says what is wrong with sizes that are none', async () => {
    for (const size of ['0', '-3', '1.5', '9007199254740993']) {
      await codes(network(`  conv(${size}, 3)`));
      await codes(network(`  conv(3, ${size})`));
    }
    assert.ok((await codes(network('  conv(-3, 3)'))).includes('bad-argument'));
    assert.ok((await codes(network('  conv(1.5, 3)'))).includes('bad-argument'));
  });

  it('reads names in any script, mixed line ends, a byte order mark and tabs', async () => {
    assert.deepEqual(
      await codes('\ufeffnetwork Netz {\r\n\tinput größe: 3x8x8\n\t层 = relu\r\n\ttanh\r\n\tadd(层)\r\n}\r\n'),
      [],
    );
  });

  it('notices that an imported file has changed on the disk', async () => {
    const blocks = 'blocks.nn';
    writeFileSync(join(folder, blocks), 'block B { relu }\n');
    const main = 'import B from "./blocks.nn"\nnetwork N {\n  input x: [3]\n  B\n}\n';
    assert.deepEqual(await codes(main), []);
    writeFileSync(join(folder, blocks), 'block C { relu }\n');
    const seen = client.published.length;
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(blocks), type: 2 }],
    });
    while (client.published.length === seen) await new Promise(go => setTimeout(go, 5));
    assert.ok(client.published.at(-1)?.diagnostics.some(({ code }) => code === 'missing-import'));
  });

  it('shows the problems of an imported file at that file, and takes them back', async () => {
    writeFileSync(join(folder, 'broken.nn'), 'block B { conv(4, 9) }\n');
    const main = 'import B from "./broken.nn"\nnetwork N {\n  input x: 3x4x4\n  B\n}\n';
    await codes(main);
    const there = client.published.filter(({ uri }) => uri === uriOf('broken.nn')).at(-1);
    assert.ok((there?.diagnostics.length ?? 0) > 0, 'a kernel of 9 on 4 cells');
    await codes(network('  relu'));
    const later = client.published.filter(({ uri }) => uri === uriOf('broken.nn')).at(-1);
    assert.deepEqual(later?.diagnostics, []);
  });
});
