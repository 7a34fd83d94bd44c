/** Settings reach the answers without a restart, and what is wrong in them has its default. */
import assert from 'node:assert/strict';
import { settingsOf } from '../../src/server/common/settings.js';
import { TestClient } from './client.js';

const uri = 'file:///nowhere/a.nn';
const text = 'network N {\n  input x: 3x8x8\n  conv(4, 3)\n}\n';

describe('settings', () => {
  it('switch kinds of hints when they change', async () => {
    const client = await TestClient.start({ hints: { memory: false } });
    const labels = async (): Promise<readonly unknown[]> =>
      (await client.hints(uri, { line: 0, character: 0 }, { line: 9, character: 0 })).map(({ label }) => label);
    try {
      await client.open(uri, text);
      // 4 * 3 * 9 + 4 = 112
      assert.deepEqual(await labels(), ['4x6x6 · 112']);
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { netwright: { hints: { memory: false, parameters: false } } },
      });
      assert.deepEqual(await labels(), ['4x6x6']);
    } finally {
      await client.stop();
    }
  });

  it('change what the figures are for', async () => {
    const status = async (settings: unknown): Promise<string> => {
      const client = await TestClient.start(settings);
      const said = new Promise<{ text: string }>(go => client.connection.onNotification('netwright/status', go));
      try {
        await client.open(uri, text);
        return (await said).text;
      } finally {
        await client.stop();
      }
    };
    assert.equal(
      await status({ analysis: { batch: 32, precision: 'bf16', optimizer: 'adam' } }),
      'batch 32 · bf16 · adam',
    );
    assert.match(await status(undefined), /^batch 1 · fp32 · sgd/);
  });

  it('have their defaults where they are missing or wrong', () => {
    for (const sent of [
      undefined,
      null,
      3,
      'x',
      { hints: 7, analysis: { batch: -1, precision: 'fp7', optimizer: ' ' } },
    ]) {
      assert.deepEqual(settingsOf(sent), settingsOf({}));
    }
  });
});
