/** A person refactors by the keyboard and goes on typing when the language server dies. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeWorkbench, openWorkbench, type Workbench } from '../workbench.js';
import { killServer, serverIds } from '../server-process.js';

const text = `network N {
  input x: 8x8x8
  conv(8, 3, padding: same) -> relu
  conv(8, 3, padding: same) -> relu
  flatten
  dense(10)
}
`;

describe('a network that is written on in the workbench', () => {
  let workbench: Workbench;
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netwright-writing-'));
    writeFileSync(join(folder, 'extract.nn'), text);
    writeFileSync(join(folder, 'dies.nn'), text);
    workbench = await openWorkbench({ folder });
  });
  after(async () => {
    await closeWorkbench(workbench);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const onDisk = (name: string): string => readFileSync(join(workbench.folder, name), 'utf8');

  /** The file as it is on the disk once it is saved; saved again until it is `done`. */
  async function saved(name: string, done: (found: string) => boolean): Promise<string> {
    for (let left = 20; ; left--) {
      await workbench.page.keyboard.press('Control+S');
      await workbench.page.waitForTimeout(250);
      const found = onDisk(name);
      if (done(found) || left === 0) return found;
    }
  }

  it('takes two lines out into a block, and types its name into the box that opens', async () => {
    const { page } = workbench;
    writeFileSync(join(workbench.folder, 'extract.nn'), text);
    await workbench.openFile('extract.nn');
    await page.locator('.codelens-decoration', { hasText: 'parameters' }).first().waitFor();
    await page.locator('.view-line', { hasText: 'conv(8' }).first().click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Control+Shift+R');
    const menu = page.locator('.action-widget');
    const extract = menu.locator('.monaco-list-row', { hasText: 'Extract to a block' });
    await extract.waitFor();
    // The first row has the focus: what is taken out comes before what is written otherwise.
    await page.keyboard.press('Enter');
    const box = page.locator('.rename-box input:focus');
    await box.waitFor();
    assert.equal(await box.inputValue(), 'Extracted');
    await workbench.screenshot('rename');
    await page.keyboard.type('Stem');
    await page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
    assert.equal(
      await saved('extract.nn', found => found.includes('Stem') && !found.includes('Extracted')),
      `block Stem {
  conv(8, 3, padding: same) -> relu
  conv(8, 3, padding: same) -> relu
}

network N {
  input x: 8x8x8
  Stem
  flatten
  dense(10)
}
`,
    );
  });

  it('takes back the name and the block by one key each', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+Z');
    await saved('extract.nn', found => found.includes('Extracted'));
    await page.keyboard.press('Control+Z');
    assert.equal(await saved('extract.nn', found => found === text), text);
  });

  it('loses no key when the server dies, and says so at most once', async () => {
    const { page } = workbench;
    writeFileSync(join(workbench.folder, 'dies.nn'), text);
    await workbench.openFile('dies.nn');
    await page.locator('.codelens-decoration', { hasText: 'parameters' }).first().waitFor();
    await page.locator('.view-line', { hasText: 'dense(10)' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type(' -> re', { delay: 40 });
    const killed = killServer();
    await page.keyboard.type('ul', { delay: 40 });
    await page.keyboard.press('Escape');
    for (let left = 100; ; left--) {
      const [id] = serverIds();
      if (id !== undefined && id !== killed) break;
      assert.ok(left > 0, 'no other server was started');
      await page.waitForTimeout(100);
    }
    // The other server's underline.
    await page.locator('.squiggly-error').first().waitFor();
    assert.ok((await saved('dies.nn', found => found.includes('reul'))).includes('\n  dense(10) -> reul\n}'));
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('lu');
    await page.keyboard.press('Escape');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    // A message of which we know, to see that the list shows what there is.
    await workbench.runCommand('Netwright: Show Version');
    await workbench.notification('Netwright 0.1.0');
    await workbench.runCommand('Notifications: Show Notifications');
    const messages = page.locator('.notifications-center.visible .notification-list-item-message');
    await messages.first().waitFor();
    const said = (await messages.allInnerTexts()).filter(message => /netwright|server/i.test(message));
    assert.ok(said.includes('Netwright 0.1.0') && said.length <= 2, said.join(' | '));
  });
});
