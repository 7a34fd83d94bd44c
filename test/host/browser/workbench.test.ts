/** The workbench as a person meets it, driven by a browser. */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { closeWorkbench, openWorkbench, type Workbench } from '../workbench.js';

describe('the workbench', () => {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => closeWorkbench(workbench));

  it('opens a network in the language Netwright', async () => {
    const { page } = workbench!;
    await workbench!.openFile('lenet.nn');
    await page.locator('.statusbar-item', { hasText: 'Netwright' }).first().waitFor();
    assert.match(await page.locator('.view-lines').first().innerText(), /network/);
    assert.ok(statSync(await workbench!.screenshot('open-file')).size > 10_000);
  });

  it('shows the version that a command asks for', async () => {
    await workbench!.runCommand('Netwright: Show Version');
    await workbench!.notification('Netwright 0.1.0');
  });

  it('goes to the call that sets a dimension, in another file, by a click on its hint', async () => {
    const { page } = workbench!;
    await workbench!.openFile('resnet50.nn');
    const hint = page.locator('.view-line', { hasText: '1024x14x14' }).first();
    const channels = hint.locator('span', { hasText: /^1024$/ }).first();
    await channels.waitFor();
    await channels.hover();
    const told = page.locator('.monaco-hover', { hasText: 'from conv(out, 1, bias: false)' }).first();
    await told.waitFor();
    // VS Code's link for what a click with Ctrl does.
    await told.locator('a').first().click();
    await page.locator('.tab.active[data-resource-name="resnet.nn"]').waitFor();
    await page.locator('.statusbar-item', { hasText: 'selected' }).first().waitFor();
    await workbench!.openFile('lenet.nn');
  });

  it('has the file open again after a reload', async () => {
    await workbench!.reload();
    await workbench!.page.locator('.tab.active[data-resource-name="lenet.nn"]').waitFor();
  });
});
