/** The language server as any editor meets it: a process that speaks the protocol over stdio. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { DocumentSymbolRequest, StreamMessageReader, type DocumentSymbol } from 'vscode-languageserver-protocol/node';
import { diagnosisRequest, type Diagnosis } from '../../src/messages/editor.js';
import { insertion, TestClient } from './client.js';

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly version?: number };
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

const uri = 'file:///nowhere/a.nn';

describe('the language server over stdio', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await TestClient.start();
  });
  afterEach(() => client.stop());

  it('says its name and that it wants edits, not whole texts', () => {
    assert.equal(client.initialized?.serverInfo?.name, 'netwright');
    assert.deepEqual(client.initialized?.capabilities.textDocumentSync, { openClose: true, change: 2, save: true });
  });

  it('reports a mistake at its place and takes it back when it is mended', async () => {
    const broken = await client.open(uri, 'network N {\n  input x: 3x8x8\n  relu ->\n}\n');
    assert.equal(broken.length, 1);
    assert.equal(broken[0]?.range.start.line, 2);
    assert.equal(broken[0]?.source, 'netwright');
    const mended = await client.change(uri, insertion(2, 9, ' relu'));
    assert.deepEqual(mended, []);
  });

  it('reads several changes of one message one after the other', async () => {
    await client.open(uri, 'const a = 1\n');
    const problems = await client.change(uri, insertion(1, 0, 'const b = 2\n'), insertion(2, 0, 'const ='));
    assert.equal(problems[0]?.range.start.line, 2);
  });

  it('analyzes ten quick keys at most twice', async () => {
    await client.open(uri, 'const width = 1\n');
    const before: Diagnosis = await client.connection.sendRequest(diagnosisRequest);
    let version = 0;
    for (let key = 0; key < 10; key++) version = client.send(uri, insertion(0, 15, '0'));
    await client.diagnostics(uri, version);
    const after: Diagnosis = await client.connection.sendRequest(diagnosisRequest);
    assert.ok(after.analyses - before.analyses <= 2, `${after.analyses - before.analyses} analyses`);
  });

  it('outlines definitions with what stands in them', async () => {
    await client.open(uri, 'network N {\n  input image: 3x8x8\n  stem = relu\n}\ntrain N { epochs: 1 }\n');
    const symbols = (await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument: { uri },
    })) as DocumentSymbol[];
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, (children ?? []).map(child => child.name)]),
      [
        ['N', ['image', 'stem']],
        ['train N', []],
      ],
    );
  });

  it('stays alive when a file is closed while it is analyzed', async () => {
    client.send(uri, insertion(0, 0, 'x'));
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.deepEqual(await client.open(uri, ''), []);
  });
});

describe('messages that arrive all at once', () => {
  const document = (version: number) => ({ textDocument: { uri, version } });
  const change = (version: number) => ({ ...document(version), contentChanges: [insertion(0, 15, '0')] });
  const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };

  /** What the server says to these messages, given to it in one piece, up to the answer with the last id. */
  async function answers(messages: readonly object[], lastId: number): Promise<readonly Answer[]> {
    const server = spawn(process.execPath, ['dist/server.cjs', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const encoded = messages.map(message => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    });
    server.stdin.write(encoded.join(''));
    const said: Answer[] = [];
    const reader = new StreamMessageReader(server.stdout);
    await new Promise<void>(done => {
      reader.listen(message => {
        const answer = message as Answer;
        said.push(answer);
        if (answer.id === lastId) done();
      });
    });
    server.kill();
    return said;
  }

  it('answers a request for a superseded version at once, as cancelled, and the one for the newest', async () => {
    const said = await answers(
      [
        { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
        { method: 'initialized', params: {} },
        {
          method: 'textDocument/didOpen',
          params: { textDocument: { uri, languageId: 'netwright', version: 1, text: 'const width = 1\n' } },
        },
        { method: 'textDocument/didChange', params: change(2) },
        { id: 2, method: 'textDocument/inlayHint', params: { ...document(2), range } },
        { method: 'textDocument/didChange', params: change(3) },
        { id: 3, method: 'textDocument/inlayHint', params: { ...document(3), range } },
      ],
      3,
    );
    // -32802: the server has cancelled the request.
    assert.equal(said.find(({ id }) => id === 2)?.error?.code, -32802);
    assert.deepEqual(said.find(({ id }) => id === 3)?.result, []);
    const published = said.filter(({ method }) => method === 'textDocument/publishDiagnostics');
    assert.deepEqual(
      published.map(({ params }) => params?.version),
      [3],
    );
  });
});
