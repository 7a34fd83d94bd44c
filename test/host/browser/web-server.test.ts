/** The language server as a worker of a real browser: the page is the editor, and has the only files there are. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/host/browser.js';
import { installedHost } from '../../../scripts/host/install.js';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

describe('the server in a web worker', () => {
  let browser: Browser | undefined;
  before(async () => {
    browser = await launchBrowser(installedHost());
  });
  after(() => browser?.close());

  it('hints, with an import that it asks the editor for', async () => {
    const page = await browser!.newPage();
    await page.route('http://web.test/**', route =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: readFileSync('dist/server-web.js') })
        : route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto('http://web.test/');
    const uri = 'memfs:/main.nn';
    const text = 'import B from "./blocks.nn"\nnetwork N {\n  input x: 3x8x8\n  B(4)\n}\n';
    const said = await page.evaluate(
      ([main, source]) =>
        new Promise<Message[]>(done => {
          const worker = new Worker('http://web.test/server.js');
          const messages: Message[] = [];
          const send = (message: object): void => worker.postMessage({ jsonrpc: '2.0', ...message });
          worker.onmessage = ({ data }: MessageEvent<Message>) => {
            messages.push(data);
            if (data.id === 1 && data.method === undefined) {
              send({ method: 'initialized', params: {} });
              const textDocument = { uri: main, languageId: 'netwright', version: 1, text: source };
              send({ method: 'textDocument/didOpen', params: { textDocument } });
            } else if (data.method === 'netwright/readFile') {
              send({ id: data.id, result: 'block B(w) { conv(w, 3) }\n' });
            } else if (data.method === 'textDocument/publishDiagnostics') {
              const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
              send({ id: 2, method: 'textDocument/inlayHint', params: { textDocument: { uri: main }, range } });
            } else if (data.id === 2) done(messages);
          };
          send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
        }),
      [uri, text] as const,
    );
    const published = said.filter(({ method }) => method === 'textDocument/publishDiagnostics');
    assert.deepEqual(published[0]?.params, { uri, version: 1, diagnostics: [] });
    const [hint] = said.at(-1)?.result as { position: { line: number }; label: readonly { value: string }[] }[];
    // 4 * 3 * 9 + 4 = 112 parameters; 8 - 3 + 1 = 6.
    assert.equal(hint?.position.line, 3);
    assert.match(hint.label.map(({ value }) => value).join(''), /^4x6x6 · 112 params · /);
  });
});
