/** What changed since an earlier version, asked of the server as the extension asks. */
import assert from 'node:assert/strict';
import {
  changesRequest,
  comparisonRequest,
  type ComparisonQuestion,
  type NetworkChange,
} from '../../src/messages/compare.js';
import { insertion, TestClient } from './client.js';

const uri = 'file:///nowhere/net.nn';
const blocks = 'file:///nowhere/blocks.nn';
const text = `network N {
  input x: 3x8x8
  conv(4, 3)
  flatten
  dense(10)
}
`;

describe('comparing with an earlier version', () => {
  let client: TestClient;
  beforeEach(async () => {
    client = await TestClient.start();
  });
  afterEach(() => client.stop());

  const changes = (texts: Readonly<Record<string, string>>): Promise<readonly NetworkChange[]> =>
    client.connection.sendRequest(changesRequest, { textDocument: { uri }, texts });

  it('says what a network gained, at the line of its name', async () => {
    await client.open(uri, text.replace('conv(4', 'conv(8'));
    // conv: 3 * 9 * 4 + 4 = 112 more parameters; dense: 36 * 4 * 10 = 1,440 more: 1,552 in all.
    // Multiply-adds: 36 * 27 * 4 = 3,888 and 1,440: 5,328. Memory: weights and gradients 2 * 4 * 1,552 = 12,416 bytes, and
    // what dense keeps, 36 * 4 * 4 = 576 bytes: 12,992 bytes = 12.7 KiB.
    const [change] = await changes({ [uri]: text });
    assert.equal(change?.text, '+1.6K params · +12.7 KiB · +5.3K MACs');
    assert.deepEqual([change.network, change.line, change.character], ['N', 0, 'network N {'.length]);
    assert.match(change.detail, /\| parameters \| 1,562 \| 3,114 \| \+1,552 \|/);
  });

  it('says nothing where the figures are equal, and what was lost with a minus', async () => {
    await client.open(uri, text);
    assert.deepEqual(await changes({ [uri]: `# another comment\n${text}` }), []);
    const [change] = await changes({ [uri]: text.replace('dense(10)', 'dense(11)') });
    // 144 weights and a bias: 145.
    assert.match(change?.text ?? '', /^-145 params · -/);
  });

  it('follows the text, and takes imports as they were', async () => {
    const using = `import B from "./blocks.nn"\nnetwork N {\n  input x: 3x8x8\n  B(4)\n}\n`;
    await client.open(blocks, 'block B(w) {\n  conv(w, 3)\n}\n');
    await client.open(uri, using);
    const before = { [uri]: using, [blocks]: 'block B(w) {\n  conv(w, 1)\n}\n' };
    // 4 * 3 * 9 against 4 * 3: 96 more.
    assert.match((await changes(before))[0]?.text ?? '', /^\+96 params/);
    await client.change(uri, insertion(3, 4, '1'));
    await client.diagnostics(uri, 2);
    // 14 channels: 14 * 27 + 14 = 392 against 4 * 3 + 4 = 16.
    assert.match((await changes(before))[0]?.text ?? '', /^\+376 params/);
  });

  it('makes a page with the layers that explain the difference', async () => {
    await client.open(uri, text.replace('conv(4', 'conv(8'));
    const side = { uri, network: null };
    const question: ComparisonQuestion = {
      before: { ...side, texts: { [uri]: text }, label: 'net.nn at HEAD' },
      after: { ...side, texts: {}, label: 'net.nn' },
    };
    const page = await client.connection.sendRequest<string>(comparisonRequest, question);
    assert.match(page, /^# net\.nn at HEAD → net\.nn\n/);
    assert.match(page, /\| parameters \| 1,562 \| 3,114 \| \+1,552 \|/);
    assert.match(page, /\| ~ `conv_1` \| \+112 \| .*channels `4` → `8`/);
    assert.match(page, /\| ~ `dense_1` \| \+1,440 \|/);
  });

  it('compares two networks of one file, and has no page where one is not there', async () => {
    await client.open(uri, `${text}network M {\n  input x: 3x8x8\n  flatten\n  dense(10)\n}\n`);
    const side = (network: string) => ({ uri, network, texts: {}, label: network });
    const ask = (before: string, after: string): Promise<string | null> =>
      client.connection.sendRequest(comparisonRequest, { before: side(before), after: side(after) });
    assert.match((await ask('M', 'N')) ?? '', /\| \+ `conv_1` \| \+112 \|/);
    assert.equal(await ask('M', 'Q'), null);
  });
});
