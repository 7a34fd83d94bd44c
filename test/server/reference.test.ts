/** What the built server loads on demand says the same as the declarations themselves. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { HoverRequest, type MarkupContent } from 'vscode-languageserver-protocol/node';
import { layers } from '../../src/catalogue/layers/index.js';
import type { WholeLayer } from '../../src/catalogue/layers/layer.js';
import { makeAnalyzer } from '../../src/editor/analyze.js';
import { hover } from '../../src/editor/hover.js';
import { openPagesBy } from '../../src/editor/pages.js';
import { needOf } from '../../src/editor/network-needs.js';
import { tableRequest, type SummaryTable } from '../../src/messages/summary-table.js';
import { fixture } from '../editor/view.js';
import { TestClient } from './client.js';

const uri = 'file:///project/main.nn';
const reference = 'page:{page}';

describe('the reference of the built server', function () {
  this.timeout(20_000);
  let client: TestClient;
  before(async () => {
    client = await TestClient.start({ reference });
    openPagesBy(reference);
  });
  after(async () => {
    openPagesBy(undefined);
    await client.stop();
  });

  async function hovered(text: string, line: number, character: number): Promise<string | undefined> {
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.open(uri, text);
    const position = { line, character };
    const found = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    return (found?.contents as MarkupContent | undefined)?.value;
  }

  it('tells of every layer what its declaration tells: rule, spelling, example, arguments', async () => {
    for (const { name, input, summary, example, exampleInput = '3x32x32' } of layers as readonly WholeLayer[]) {
      const lines = ['network Example {', `  input x: ${exampleInput}`, `  ${example}`, '}', ''];
      const text = lines.join('\n');
      const column = example.indexOf(name);
      const at = text.indexOf(example) + column;
      const expected = hover(fixture(text).view, at)?.text;
      assert.ok(input === 'none' || expected?.includes(summary), name);
      assert.equal(await hovered(text, 2, 2 + column), expected, name);
    }
  });

  it('tells of settings and what they take', async () => {
    const text = [
      'network N {',
      '  input x: 2',
      '  dense(2, init: he)',
      '}',
      'train N {',
      '  data: spiral',
      '  loss: cross_entropy(N, label)',
      '  optimizer: adam(lr: 1e-3)',
      '  schedule: cosine',
      '  metrics: accuracy',
      '}',
      '',
    ].join('\n');
    const { view } = fixture(text);
    for (const word of ['he', 'data', 'spiral', 'cross_entropy', 'adam', 'lr', 'schedule', 'cosine', 'accuracy']) {
      const at = text.search(new RegExp(`\\b${word}\\b`));
      const line = text.slice(0, at).split('\n').length - 1;
      const expected = hover(view, at)?.text;
      assert.ok(expected !== undefined && expected.length > 20, word);
      assert.equal(await hovered(text, line, at - text.lastIndexOf('\n', at) - 1), expected, word);
    }
  });

  it('differentiates as the declarations do: the bytes of our own engine are the same', async () => {
    const text = readFileSync('examples/lenet.nn', 'utf8');
    const own = await TestClient.start({ memory: { target: 'bundled' } });
    try {
      await own.open(uri, text);
      const table = await own.connection.sendRequest<SummaryTable>(tableRequest, { textDocument: { uri } });
      const { view } = fixture(text);
      const [network] = makeAnalyzer()(view.files, uri, { target: 'bundled' }).networks;
      assert.ok(network);
      const { need, perSample } = needOf(network);
      assert.ok(need !== undefined && need > 0);
      const [found] = table.networks;
      assert.deepEqual([found?.need, found?.perSample], [need, perSample ?? null]);
    } finally {
      await own.stop();
    }
  });
});
