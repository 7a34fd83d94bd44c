/** Completion over stdio: what goes to VS Code, and what to any other editor. */
import assert from 'node:assert/strict';
import { CompletionRequest, type CompletionItem } from 'vscode-languageserver-protocol/node';
import { TestClient } from './client.js';

const uri = 'file:///project/main.nn';
const text = 'network N {\n  input x: 3x8x8\n  con\n}\n';

async function conv(settings?: unknown): Promise<CompletionItem | undefined> {
  const client = await TestClient.start(settings);
  try {
    await client.open(uri, text);
    const asked = { textDocument: { uri }, position: { line: 2, character: 5 } };
    const found = await client.connection.sendRequest(CompletionRequest.type, asked);
    return (Array.isArray(found) ? found : (found?.items ?? [])).find(({ label }) => label === 'conv');
  } finally {
    await client.stop();
  }
}

describe('completion over stdio', () => {
  it('shows the shape beside a layer, and names commands of VS Code only to VS Code', async () => {
    const plain = await conv();
    // 8 - kernel + 1 windows along each axis.
    assert.equal(plain?.labelDetails?.description, '-> [channels, 9 - kernel, 9 - kernel]');
    assert.equal(plain.command, undefined);
    const ours = await conv({ renames: true });
    assert.equal(ours?.command?.command, 'editor.action.triggerParameterHints');
  });
});
