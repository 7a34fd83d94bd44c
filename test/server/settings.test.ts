/** Settings reach the answers without a restart, and what is wrong in them has its default. */
import assert from 'node:assert/strict';
import { optionsOf } from '../../src/server/common/start-options.js';
import { settingsOf } from '../../src/server/common/settings.js';
import { DiagnosticSeverity, InlayHintResolveRequest } from 'vscode-languageserver-protocol';
import { statusNotification, type FileStatus } from '../../src/messages/editor.js';
import { TestClient } from './client.js';

const uri = 'file:///nowhere/a.nn';
const text = 'network N {\n  input x: 3x8x8\n  conv(4, 3)\n}\n';

describe('settings', () => {
  it('switch kinds of hints when they change', async () => {
    const client = await TestClient.start({ hints: { memory: false } });
    const labels = async (): Promise<readonly unknown[]> =>
      (await client.hints(uri, { line: 0, character: 0 }, { line: 9, character: 0 })).map(({ label }) =>
        typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
      );
    try {
      await client.open(uri, text);
      // 4 * 3 * 9 + 4 = 112
      assert.deepEqual(await labels(), ['4x6x6 · 112 params']);
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { netwright: { hints: { memory: false, parameters: false } } },
      });
      assert.deepEqual(await labels(), ['4x6x6']);
    } finally {
      await client.stop();
    }
  });

  it('bring hints whose parts lead on: to the call that sets a dimension, and to the summary', async () => {
    const client = await TestClient.start();
    try {
      await client.open(uri, text);
      const [hint] = await client.hints(uri, { line: 0, character: 0 }, { line: 9, character: 0 });
      assert.ok(hint);
      const { label } = await client.connection.sendRequest(InlayHintResolveRequest.type, hint);
      assert.ok(typeof label !== 'string');
      assert.deepEqual(label[0]?.location?.range.start, { line: 2, character: 2 });
      const memory = label.find(({ command }) => command !== undefined);
      assert.match(memory?.value ?? '', / KiB$/);
      assert.equal(memory?.command?.command, 'netwright.showSummary');
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

  it('name a device, and the status says whether training fits it', async () => {
    const status = async (settings: unknown): Promise<FileStatus> => {
      const client = await TestClient.start(settings);
      const said = new Promise<FileStatus>(go => client.connection.onNotification(statusNotification, go));
      try {
        await client.open(uri, text);
        return await said;
      } finally {
        await client.stop();
      }
    };
    const fits = await status({ memory: { device: 'Tesla T4' } });
    assert.equal(fits.fits, true);
    assert.match(fits.text, /^batch 1 · fp32 · sgd · fits Tesla T4$/);
    // 16 GiB: the data sheet of NVIDIA's T4.
    assert.match(fits.detail, /^N needs [\d.]+ [KM]iB of 16 GiB; memory: PyTorch$/);
    // VS Code shows both on one line of about 90 letters, and behind them the link that changes them.
    assert.ok(`${fits.text} – ${fits.detail}`.length <= 90, fits.detail);
    // 3 * 8 * 8 * 4 bytes of input for each sample are kept: 2^22 samples alone are 3 GiB.
    const tight = await status({ memory: { device: 'Tesla T4', deviceGiB: 3 }, analysis: { batch: 2 ** 22 } });
    assert.equal(tight.fits, false);
    assert.match(tight.text, / · does not fit 3 GiB$/);
    assert.equal((await status(undefined)).fits, null);
  });

  it('give a rule another level, or none', async () => {
    // A convolution's bias before a norm is taken away by it.
    const biased = 'network N {\n  input x: 3x8x8\n  conv(4, 3) -> batchnorm\n}\n';
    const of = async (level: string | undefined) => {
      const client = await TestClient.start({ lint: { levels: { 'bias-before-norm': level, wrong: 7 } } });
      try {
        const found = await client.open(uri, biased);
        return found.filter(({ code }) => code === 'bias-before-norm').map(({ severity }) => severity);
      } finally {
        await client.stop();
      }
    };
    assert.deepEqual(await of('error'), [DiagnosticSeverity.Error]);
    assert.deepEqual(await of('off'), []);
    assert.equal((await of(undefined)).length, 1);
  });

  it('come with a language: problems are in it', async () => {
    const client = await TestClient.start({ locale: 'de' });
    try {
      const found = await client.open(uri, 'network N {\n  input x: 3x8x8\n  reul\n}\n');
      assert.match(
        JSON.stringify(found[0]?.message),
        /^"es gibt weder Schicht noch Block noch Punkt namens `reul`; meinten Sie `relu`/,
      );
    } finally {
      await client.stop();
    }
  });

  it('come with the words themselves where the server has no files', () => {
    const { locale, texts, messages } = optionsOf({ locale: 'de', texts: { a: 'b', c: 1 }, messages: { d: 'e' } });
    assert.deepEqual([locale, texts, messages], ['de', { a: 'b' }, { d: 'e' }]);
    assert.equal(optionsOf('x').messages, undefined);
  });

  it('come with a language: answers are in it', async () => {
    const client = await TestClient.start({ locale: 'de-AT', hints: { memory: false } });
    try {
      await client.open(uri, text);
      const [hint] = await client.hints(uri, { line: 0, character: 0 }, { line: 9, character: 0 });
      const label = hint?.label ?? '';
      // 4 * 3 * 9 + 4 = 112; `Param.` as the German table has it.
      assert.equal(typeof label === 'string' ? label : label.map(({ value }) => value).join(''), '4x6x6 · 112 Param.');
    } finally {
      await client.stop();
    }
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
