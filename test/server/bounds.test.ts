/** Much of everything: a file of 10 MB, a workspace of 2,000 files, 10,000 edits; and texts from Windows, with tabs and a byte order mark. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  DocumentFormattingRequest,
  HoverRequest,
  LSPErrorCodes,
  ResponseError,
  WorkspaceSymbolRequest,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node';
import { diagnosisRequest, filesNotification, type Diagnosis } from '../../src/messages/editor.js';
import { insertion, TestClient } from './client.js';

/** Where the system tells; elsewhere memory is not looked at. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

const options = { tabSize: 2, insertSpaces: true };

describe('the server with much', function () {
  this.timeout(120_000);
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
  const uriOf = (...path: readonly string[]): string => pathToFileURL(join(folder, ...path)).href;
  const analyses = async (): Promise<number> =>
    (await client.connection.sendRequest<Diagnosis>(diagnosisRequest)).analyses;

  it('says of a file of 10 MB where the analysis stops, and goes on answering', async () => {
    const line = '  conv(16, 3, padding: 1) -> relu\n';
    const text = `network Large {\n  input x: 16x8x8\n${line.repeat(Math.ceil(1e7 / line.length))}}\n`;
    const problems = await client.open(uriOf('large.nn'), text);
    assert.ok(problems.some(({ code }) => code === 'too-many-layers'));
    const found = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uriOf('large.nn') },
      position: { line: 2, character: 3 },
    });
    assert.ok(found);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf('large.nn') } });
  });

  it('knows the names of 2,000 files, and analyzes none of them unasked', async () => {
    const uris = Array.from({ length: 2000 }, (_, i) => {
      const name = `block-${String(i)}.nn`;
      writeFileSync(join(folder, name), `block Unit${String(i)} {\n  conv(8, 3) -> relu\n}\n`);
      return uriOf(name);
    });
    const before = await analyses();
    await client.connection.sendNotification(filesNotification, { uris });
    for (;;) {
      const found = await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'Unit' });
      if ((found ?? []).length >= 2000) break;
    }
    assert.equal(await analyses(), before);
  });

  it('reads an import from outside of the workspace', async () => {
    const [inside, outside] = [join(folder, 'inside'), join(folder, 'outside')];
    mkdirSync(inside);
    mkdirSync(outside);
    writeFileSync(join(outside, 'blocks.nn'), 'block B { conv(4, 9) }\n');
    const main = 'import B from "../outside/blocks.nn"\nnetwork N {\n  input x: 3x4x4\n  B\n}\n';
    assert.deepEqual(await client.open(uriOf('inside', 'main.nn'), main), []);
    const there = (): readonly Diagnostic[] | undefined =>
      client.published.filter(({ uri }) => uri === uriOf('outside', 'blocks.nn')).at(-1)?.diagnostics;
    while (there() === undefined) await new Promise(go => setTimeout(go, 5));
    assert.equal(there()?.[0]?.code, 'bad-argument');
  });

  it('goes by the open text when the file changes on the disk, and by the disk when it is closed', async () => {
    writeFileSync(join(folder, 'parts.nn'), 'block B { relu }\n');
    await client.open(uriOf('parts.nn'), 'block B { relu }\n');
    const main = 'import B from "./parts.nn"\nnetwork N {\n  input x: [3]\n  B\n}\n';
    assert.deepEqual(await client.open(uriOf('main.nn'), main), []);
    writeFileSync(join(folder, 'parts.nn'), 'block C { relu }\n');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('parts.nn'), type: 2 }],
    });
    assert.deepEqual(await client.change(uriOf('main.nn'), insertion(0, 0, '\n')), []);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf('parts.nn') } });
    const problems = await client.change(uriOf('main.nn'), insertion(0, 0, '\n'));
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['missing-import'],
    );
  });

  it('counts lines and columns as editors do: UTF-16, any line end, a tab for one, a byte order mark for one', async () => {
    // A letter outside of the basic plane is two units of UTF-16.
    const lines = ['\ufeff# 𝔫', 'network N {', '\tinput x: [3]', '\ta = relu # 𝔫𝔫', '\trleu', '}'];
    for (const ends of [['\n'], ['\r\n'], ['\r\n', '\n', '\n'], ['\n', '\r\n']]) {
      const text = lines.map((line, i) => line + (ends[i % ends.length] ?? '\n')).join('');
      const name = `ends-${ends.map(end => String(end.length)).join('')}.nn`;
      const problems = await client.open(uriOf(name), text);
      assert.deepEqual(
        problems.map(({ range, code }) => [code, range.start.line, range.start.character, range.end.character]),
        [['unknown-layer', 4, 1, 5]],
        name,
      );
    }
    const behind = 'network N {\n  input 𝔫𝔞: [3]\n  𝔫𝔞 -> rleu\n}\n';
    const [problem] = await client.open(uriOf('behind.nn'), behind);
    assert.deepEqual(problem?.range.start, { line: 2, character: '  𝔫𝔞 -> '.length });
  });

  it('formats with the line ends that the file has', async () => {
    const text = 'network N {\r\ninput x: [3]\r\n\trelu\r\n  dense( 2 )\r\n}\r\n';
    await client.open(uriOf('crlf.nn'), text);
    const document = TextDocument.create(uriOf('crlf.nn'), 'netwright', 1, text);
    const textDocument = { uri: uriOf('crlf.nn') };
    const edits = await client.connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options });
    const formatted = TextDocument.applyEdits(document, edits ?? []);
    assert.equal(formatted, 'network N {\r\n  input x: [3]\r\n  relu\r\n  dense(2)\r\n}\r\n');
  });

  it('answers a question about an older text at once: cancelled', async () => {
    const uri = uriOf('quick.nn');
    await client.open(uri, 'network N {\n  input x: [3]\n  relu\n}\n');
    client.send(uri, insertion(2, 2, 'tanh\n  '));
    const asked = client.hints(uri, { line: 0, character: 0 }, { line: 5, character: 0 });
    client.send(uri, insertion(2, 2, 'relu\n  '));
    const outcome = await asked.then(
      () => 'answered',
      (error: unknown) => (error instanceof ResponseError ? error.code : error),
    );
    assert.equal(outcome, LSPErrorCodes.ServerCancelled);
  });
});

describe('10,000 edits', function () {
  this.timeout(240_000);
  const start = 'network N {\n  input image: 3x8x8\n  conv(4, 3, padding: 1) -> relu\n  flatten\n  dense(10)\n}\n';
  const pieces = [
    '(',
    ')',
    '{',
    '}',
    ',',
    ' -> ',
    ' ',
    '\n',
    '3',
    'conv(4, 3)',
    'relu',
    '# x',
    '"',
    'import A from "./a',
    ':',
  ];
  const edit = fc.record({ at: fc.nat(10_000), length: fc.nat(12), put: fc.constantFrom(...pieces) });

  it('leave what a fresh start with the same text says, in no more memory than 2,000 left', async () => {
    const client = await TestClient.start();
    try {
      const uri = 'file:///nowhere/edited.nn';
      await client.open(uri, start);
      let document = TextDocument.create(uri, 'netwright', 1, start);
      const after: number[] = [];
      let said: readonly Diagnostic[] = [];
      const edits = fc.sample(edit, { numRuns: 10_000, seed: 7 });
      for (const [i, { at, length, put }] of edits.entries()) {
        const text = document.getText();
        // The text is kept about as long as it was.
        const from = Math.min(at % (text.length + 1), text.length);
        const to = Math.min(
          text.length,
          from + (text.length > 400 ? length + put.length : Math.min(length, put.length)),
        );
        const range = { start: document.positionAt(from), end: document.positionAt(to) };
        const version = client.send(uri, { range, text: put });
        document = TextDocument.update(document, [{ range, text: put }], version);
        // Ten quick keys, and then a pause.
        if (i % 10 === 9) said = await client.diagnostics(uri, version);
        if (i === 1999 || i === 9999) after.push(residentMegabytes(client.pid));
      }
      const fresh = await client.open('file:///nowhere/fresh.nn', document.getText());
      const plain = (found: readonly Diagnostic[]): string =>
        JSON.stringify(found).replaceAll(/(edited|fresh)\.nn/g, '');
      assert.equal(plain(said), plain(fresh));
      const [early = NaN, late = NaN] = after;
      assert.ok(late < early + 25, `${early.toFixed(0)} MB after 2,000 edits, ${late.toFixed(0)} MB after 10,000`);
      const { analyses } = await client.connection.sendRequest<Diagnosis>(diagnosisRequest);
      assert.ok(analyses <= 2 * 1000 + 4, `${String(analyses)} analyses of 1,000 times ten quick keys`);
    } finally {
      await client.stop();
    }
  });
});
