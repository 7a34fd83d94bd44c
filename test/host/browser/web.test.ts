/** The whole extension in VS Code's web worker host: no process and no disk, over files that only another extension can read. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Workbench } from '../../../scripts/host/workbench.js';

const files = {
  '/project/lenet.nn': readFileSync('examples/lenet.nn', 'utf8'),
  '/project/main.nn': 'import B from "./blocks/b.nn"\nnetwork N {\n  input x: 3x8x8\n  B(4)\n  rleu\n}\n',
  '/project/blocks/b.nn': 'block B(w) {\n  conv(w, 3)\n}\n',
};

describe('the extension on the web', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.openInPage(resolve('.'), files);
  });
  after(() => workbench?.close());

  const open = async (name: string): Promise<void> => {
    await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick();
    await workbench.page.locator(`.tab.active[data-resource-name=${JSON.stringify(name)}]`).waitFor();
  };
  const line = (text: string) => workbench.page.locator('.editor-group-container.active .view-line', { hasText: text });

  it('hints with what a file of a virtual workspace imports, and underlines a mistake', async () => {
    await open('main.nn');
    // 8 - 3 + 1 = 6; 4 * 3 * 9 + 4 = 112 parameters.
    await line('4x6x6').first().waitFor({ timeout: 60_000 });
    assert.match(await line('B(4)').first().innerText(), /112/);
    await workbench.page.locator('.squiggly-error').first().waitFor();
  });

  it('shows the summary beside the text', async () => {
    await open('lenet.nn');
    await workbench.page.locator('.codelens-decoration', { hasText: 'parameters' }).first().waitFor();
    await workbench.runCommand('Netwright: Show Summary');
    // 61,706 is the count of LeNet-5's paper.
    await workbench.webview().locator('tr.whole', { hasText: '61.7K' }).waitFor();
    await workbench.screenshot('web');
  });

  it('says why there is no training', async () => {
    await workbench.page.locator('.editor-group-container .view-line', { hasText: 'network LeNet' }).first().click();
    await workbench.runCommand('Netwright: Train');
    await workbench.notification('Training needs processes, which this window does not have');
  });

  it('tells in its diagnostics info that its server is a worker, also when that was started again', async () => {
    await workbench.runCommand('Netwright: Restart Language Server');
    let text = '';
    for (let tries = 0; tries < 20 && !/ 1 open| 2 open/.test(text); tries++) {
      await workbench.runCommand('Netwright: Copy Diagnostics Info');
      text = await workbench.page.evaluate(() => navigator.clipboard.readText());
    }
    assert.match(text, /server 0\.1\.0 in a web worker: [12] open/);
  });
});
