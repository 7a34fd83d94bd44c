/** The summary's page in a real browser under its real policy, with tables as the server makes them. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FromTable, SummaryTable, TableRow, ToTable } from '../../../src/messages/summary-table.js';
import { closeWorkbench, openWorkbench } from '../workbench.js';
import { flawsOf } from './flaws.js';
import { openPanelPage, type PanelPage } from './panel-page.js';
import { themes, type ThemeName } from './themes.js';

const pictures = join('.cache', 'screenshots');
const uri = 'file:///work/net.nn';

const row = (label: string, parameters: number, line: number, children: readonly TableRow[] = []): TableRow => ({
  ...{ label, shape: '4x6x6', parameters, bytes: 4 * parameters, multiplyAdds: 2 * parameters },
  texts: { parameters: `${parameters}`, bytes: `${4 * parameters} B`, multiplyAdds: `${2 * parameters}` },
  ...{ uri, line, character: 2, children },
});

const table: SummaryTable = {
  title: 'net.nn',
  device: null,
  networks: [
    {
      row: row('N', 100, 0, [
        row('stem <b>', 10, 1),
        row('B_1', 70, 2, [row('conv_1', 30, 3), row('conv_2', 40, 4)]),
        row('head', 20, 5),
      ]),
      ...{ purpose: 'batch 64, fp32, sgd', batch: 64, need: 2 ** 30, perSample: 2 ** 20, partial: true },
    },
  ],
};

describe('the summary beside the text', () => {
  let panel: PanelPage<FromTable, ToTable>;
  before(async () => {
    mkdirSync(pictures, { recursive: true });
    panel = await openPanelPage(undefined, 900, 500, 'summary');
    await panel.send({ type: 'table', uri, table });
    await panel.page.locator('tbody tr').first().waitFor();
  });
  after(() => panel?.close());

  const labels = async (): Promise<readonly string[]> => panel.page.locator('tbody .name').allInnerTexts();

  it('asks for its table and lists the steps of each network, as text and never as markup', async () => {
    assert.deepEqual(panel.said[0], { type: 'ready' });
    assert.deepEqual(await labels(), ['N', 'stem <b>', 'B_1', 'head']);
    assert.match(await panel.page.locator('tbody tr', { hasText: 'B_1' }).innerText(), /70\s*70\.0 %/);
  });

  it('opens a block and folds it again, by keyboard too', async () => {
    const fold = panel.page.getByRole('button', { name: 'Steps of B_1' });
    await fold.click();
    assert.deepEqual(await labels(), ['N', 'stem <b>', 'B_1', 'conv_1', 'conv_2', 'head']);
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await labels(), ['N', 'stem <b>', 'B_1', 'head']);
    assert.equal(await fold.getAttribute('aria-expanded'), 'false');
  });

  it('sorts by a click on a column, and back by another', async () => {
    const head = panel.page.getByRole('button', { name: /^Parameters/ });
    await head.click();
    assert.deepEqual(await labels(), ['N', 'B_1', 'head', 'stem <b>']);
    assert.equal(await panel.page.locator('th[aria-sort=descending]').count(), 1);
    await head.click();
    assert.deepEqual(await labels(), ['N', 'stem <b>', 'B_1', 'head']);
  });

  it('goes to the line of a step', async () => {
    await panel.page.getByRole('button', { name: 'head' }).click();
    assert.deepEqual(panel.said.at(-1), { type: 'go', uri, line: 5, character: 2 });
  });

  it('says whether a chosen memory is enough, and keeps the choice', async () => {
    // 1 GiB for 64 samples of 1 MiB each: 960 MiB at rest; 2 GiB hold (2048 - 960) samples.
    await panel.page.getByLabel('Fits').selectOption('2');
    assert.match(await panel.page.locator('.fit').innerText(), /it fits\. The largest batch is 1,088\./);
    const kept = await panel.page.evaluate(() => (globalThis as unknown as { kept: unknown }).kept);
    assert.deepEqual(kept, { uri, order: 'text', device: 2 });
  });

  it('copies the table as CSV and asks for Markdown', async () => {
    await panel.page.getByRole('button', { name: 'Copy as CSV' }).click();
    const said = panel.said.at(-1);
    assert.ok(said?.type === 'copy');
    assert.match(said.text, /^N\.B_1\.conv_2,4x6x6,40,160,80\r$/m);
    await panel.page.getByRole('button', { name: 'Copy as Markdown' }).click();
    assert.deepEqual(panel.said.at(-1), { type: 'copyMarkdown' });
  });

  it('says that a file has no network', async () => {
    await panel.send({ type: 'table', uri, table: { title: 'net.nn', device: null, networks: [] } });
    await panel.page.getByText('There is no network in this file.').waitFor();
    await panel.send({ type: 'table', uri, table });
    await panel.page.locator('tbody tr').first().waitFor();
  });

  for (const name of Object.keys(themes) as ThemeName[]) {
    it(`has nothing that axe finds wrong in the theme ${name}`, async () => {
      await panel.wear(name);
      const found = await flawsOf(panel.page);
      await panel.page.screenshot({ path: join(pictures, `summary-${name}.png`) });
      assert.deepEqual(found, []);
    });
  }

  it('broke no script and no rule of its policy', () => {
    assert.deepEqual(panel.errors, []);
  });
});

describe('the summary in a workbench', () => {
  it('opens beside the text, follows what is typed, and goes to a line', async () => {
    const workbench = await openWorkbench();
    try {
      const { page } = workbench;
      await workbench.openFile('lenet.nn');
      await page.locator('.codelens-decoration', { hasText: 'parameters' }).first().waitFor();
      await workbench.runCommand('Netwright: Show Summary');
      const view = workbench.webview();
      const total = view.locator('tr.whole td').nth(1);
      // 61,706 is the count of LeNet-5's paper, 61.7K in short.
      await total.getByText('61.7K').waitFor();
      await view.getByRole('button', { name: 'dense_3' }).click();
      // The line is in view from the start: only the cursor says that the click has arrived.
      const line =
        readFileSync('examples/lenet.nn', 'utf8')
          .split('\n')
          .findIndex(l => l.includes('dense(10)')) + 1;
      await page.locator('.statusbar-item', { hasText: `Ln ${String(line)}, Col` }).waitFor();
      await page.locator('.editor-group-container.active .view-line', { hasText: 'dense(10)' }).waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('2000');
      // 60,856 without the last layer, and 84 x 2000 + 2000: 230,856.
      await total.getByText('230.9K').waitFor();
    } finally {
      await closeWorkbench(workbench);
    }
  });
});
