/** The editor as a person meets it: what an edit changed, what figures are for, whether they fit, and the view of networks. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeWorkbench, openWorkbench, type Workbench } from '../workbench.js';

/** Texts that decorations put behind the code: they are no text of the page. */
function behindCode(): string {
  return [...document.querySelectorAll('.view-line span')]
    .map(span => getComputedStyle(span, '::after').content)
    .filter(content => content !== 'none' && content !== 'normal')
    .join('\n');
}

describe('a network under git in the workbench', () => {
  let workbench: Workbench;
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netwright-git-'));
    copyFileSync('examples/lenet.nn', join(folder, 'lenet.nn'));
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '-qm', 'a network');
    workbench = await openWorkbench({ folder, settings: { 'netwright.memory.deviceGiB': 0.001 } });
    await workbench.openFile('lenet.nn');
  });
  after(async () => {
    await closeWorkbench(workbench);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  it('shows what an edit changed behind the name, and takes it back with the edit', async () => {
    const { page } = workbench;
    await page.locator('.codelens-decoration', { hasText: 'parameters' }).first().waitFor();
    assert.doesNotMatch(await page.evaluate(behindCode), /since/);
    await page.locator('.view-line', { hasText: 'dense(84)' }).first().click();
    await page.keyboard.press('Home');
    for (let i = 0; i < 'dense(8'.length; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Delete');
    await page.keyboard.type('5');
    // One more unit of dense(84): 120 weights and a bias, and a weight for each of the 10 units behind: 131.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.view-line span')].some(span =>
        getComputedStyle(span, '::after').content.includes('since HEAD: +131'),
      ),
    );
    await workbench.screenshot('changes');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('4');
    await page.waitForFunction(
      () =>
        ![...document.querySelectorAll('.view-line span')].some(span =>
          getComputedStyle(span, '::after').content.includes('since HEAD'),
        ),
    );
  });

  it('says in the language status what figures are for, and that training does not fit the device', async () => {
    const { page } = workbench;
    const status = page.locator('.statusbar-item[id="status.languageStatus"]');
    await status.waitFor();
    await status.hover();
    const shown = page.locator('.hover-language-status', { hasText: 'does not fit 0.001 GiB' }).first();
    await shown.waitFor();
    // The file's own `train` says 64.
    assert.match(await shown.innerText(), /batch 64/);
    await page.mouse.move(0, 0);
  });

  it('changes the batch by a pick, and every figure with it', async () => {
    const { page } = workbench;
    await workbench.runCommand('Netwright: Change Batch, Precision, Optimizer or Device');
    const row = (label: string) => page.locator(`.quick-input-list .monaco-list-row[aria-label^="${label}"]`).first();
    await row('Batch').click();
    await row('128').click();
    await page.locator('.codelens-decoration', { hasText: 'batch 128' }).first().waitFor();
  });

  it('shows the blocks and layers of the file in a view', async () => {
    const { page } = workbench;
    await workbench.runCommand('Explorer: Focus on Networks View');
    const tree = page.locator('.pane', { hasText: 'Networks' });
    const network = tree.locator('.monaco-list-row', { hasText: 'LeNet' }).first();
    await network.waitFor();
    await network.click();
    await page.keyboard.press('ArrowRight');
    await tree.locator('.monaco-list-row', { hasText: 'conv' }).first().waitFor();
  });
});
