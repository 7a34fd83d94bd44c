/** A language server that does not start: a person is told once, the rest of the extension works, and the remedy helps. */
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeWorkbench, openWorkbench, type Workbench } from '../workbench.js';

describe('a language server that does not start', function () {
  this.timeout(120_000);
  let workbench: Workbench | undefined;
  let extension = '';
  before(async () => {
    extension = mkdtempSync(join(tmpdir(), 'netwright-broken-'));
    const parts = [
      'package.json',
      'package.nls.json',
      'language-configuration.json',
      'dist',
      'media',
      'syntaxes',
      'l10n',
    ];
    for (const part of parts) cpSync(part, join(extension, part), { recursive: true });
    writeFileSync(join(extension, 'dist', 'server.cjs'), 'throw new Error("half of the file is missing");\n');
    workbench = await openWorkbench({ extension });
  });
  after(async () => {
    await closeWorkbench(workbench);
    rmSync(extension, { recursive: true, force: true, maxRetries: 3 });
  });

  it('is told once, while commands that need no server work', async () => {
    await workbench!.openFile('lenet.nn');
    await workbench!.notification('The language server of Netwright did not start');
    await workbench!.runCommand('Netwright: Show Version');
    await workbench!.notification('Netwright 0.1.0');
    await workbench!.runCommand('Notifications: Show Notifications');
    const messages = workbench!.page.locator('.notifications-center.visible .notification-list-item-message');
    const texts = await messages.allInnerTexts();
    assert.equal(texts.filter(text => text.includes('did not start')).length, 1, texts.join('\n'));
  });

  it('starts by the button of that message when its file is whole again', async () => {
    copyFileSync(join('dist', 'server.cjs'), join(extension, 'dist', 'server.cjs'));
    const { page } = workbench!;
    const row = page.locator('.notifications-center.visible .notification-list-item', { hasText: 'did not start' });
    await row.first().hover();
    await row.getByRole('button', { name: 'Restart', exact: true }).first().click();
    // 61,706 is the count of LeNet-5's paper.
    await page.locator('.codelens-decoration', { hasText: '61.7K parameters' }).first().waitFor({ timeout: 30_000 });
  });
});
