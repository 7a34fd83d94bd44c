/** The diagram in a real workbench: it follows text and cursor, stays over a reload, and is saved. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeWorkbench, openWorkbench, type Workbench } from '../workbench.js';

describe('the diagram in a workbench', () => {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => closeWorkbench(workbench));

  it('opens beside the text by its command, goes to a line, and follows what is typed', async () => {
    const { page } = workbench!;
    await workbench!.openFile('lenet.nn');
    await page.locator('.codelens-decoration', { hasText: 'Diagram' }).first().waitFor();
    await workbench!.runCommand('Netwright: Show Diagram');
    const view = workbench!.webview();
    // LeNet-5's last layer: 84 inputs to 10 classes, 84 * 10 + 10 = 850 parameters.
    await view.getByRole('button', { name: /^dense, 10, .*850 parameters/ }).click();
    const line =
      readFileSync('examples/lenet.nn', 'utf8')
        .split('\n')
        .findIndex(l => l.includes('dense(10)')) + 1;
    await page.locator('.statusbar-item', { hasText: `Ln ${String(line)}, Col` }).waitFor();
    await page.locator('.editor-group-container.active .view-line', { hasText: 'dense(10)' }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('0');
    // 84 * 100 + 100 = 8,500.
    await view.getByRole('button', { name: /^dense, 100, .*8\.5K parameters/ }).waitFor();
    await page.keyboard.press('Backspace');
    await view.getByRole('button', { name: /^dense, 10, .*850 parameters/ }).waitFor();
  });

  it('marks what stands on the line of the cursor, which stays in the text', async () => {
    const { page } = workbench!;
    const view = workbench!.webview();
    await workbench!.runCommand('View: Focus First Editor Group');
    await page.keyboard.press('Control+Home');
    await view.locator('.marked').first().waitFor({ state: 'detached' });
    await page.locator('.editor-group-container.active .view-line', { hasText: 'conv(16' }).click();
    await view.locator('.marked', { hasText: 'conv' }).first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null), true);
  });

  it('stays while a line is half typed', async () => {
    const { page } = workbench!;
    const view = workbench!.webview();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    // Not a name of anything yet.
    await page.keyboard.type('den');
    await page.keyboard.press('Escape');
    await view.getByText('this is how it was read last').waitFor();
    await view.getByRole('button', { name: /^dense, 10, .*850 parameters/ }).waitFor();
    await page.keyboard.press('Control+Shift+k');
    await view.getByText('this is how it was read last').waitFor({ state: 'detached' });
  });

  it('is saved beside its file by the workbench’s own dialogue', async () => {
    const { page, folder } = workbench!;
    await workbench!.webview().getByRole('button', { name: 'Save as SVG' }).click();
    const name = page.locator('.quick-input-widget input').first();
    await name.waitFor();
    await page.waitForFunction(() =>
      document.querySelector<HTMLInputElement>('.quick-input-widget input')?.value.endsWith('.svg'),
    );
    await page.keyboard.press('Enter');
    const path = join(folder, 'LeNet.svg');
    for (let left = 100; !existsSync(path) && left > 0; left--) await page.waitForTimeout(100);
    assert.match(readFileSync(path, 'utf8'), /^<svg xmlns=.*<title>Diagram of LeNet<\/title>/s);
  });

  it('has its folds again after its tab was hidden and after the window was reloaded', async () => {
    const { page } = workbench!;
    await workbench!.runCommand('View: Focus First Editor Group');
    await workbench!.openFile('resnet18.nn');
    await workbench!.runCommand('Netwright: Show Diagram');
    const stage = () =>
      workbench!
        .webview()
        .getByRole('button', { name: /^Stage,/ })
        .first();
    const isOpen = async (): Promise<string | null> => {
      await stage().waitFor();
      return stage().getAttribute('aria-expanded');
    };
    assert.equal(await isOpen(), 'false');
    await stage().locator('.toggle').click();
    assert.equal(await isOpen(), 'true');
    const tab = (label: string) => page.locator('.tab', { hasText: label });
    await tab('Diagram of lenet.nn').click();
    await workbench!
      .webview()
      .getByRole('button', { name: /^dense, 10,/ })
      .waitFor();
    await tab('Diagram of resnet18.nn').click();
    assert.equal(await isOpen(), 'true');
    await page.waitForTimeout(500);
    await workbench!.reload();
    await tab('Diagram of resnet18.nn').click();
    assert.equal(await isOpen(), 'true');
  });
});
