/** Training as a person meets it: Train above the spiral, a panel that lives through all that may happen to a window. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { closeWorkbench, openWorkbench, type Workbench } from '../workbench.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

async function until<T>(read: () => Promise<T | undefined | false>, what: string, longestMs = 60_000): Promise<T> {
  const end = Date.now() + longestMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await pause(100);
  }
}

/** The example as it is, but for its end: it would be over before a window is reloaded. */
function lastLong({ folder }: Workbench): void {
  const file = join(folder, 'spiral.nn');
  const text = readFileSync(file, 'utf8');
  const long = text.replace(/epochs: \d+/, 'epochs: 20000');
  assert.notEqual(long, text);
  writeFileSync(file, long);
}

describe('training in the editor', function () {
  // A window that is reloaded starts all of its processes again.
  this.timeout(150_000);
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench({ size: { width: 1400, height: 900 } });
    lastLong(workbench);
  });
  after(() => closeWorkbench(workbench));
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench?.screenshot('training-failed');
  });

  const panel = (): FrameLocator => workbench!.webview();
  const button = (name: string): Locator => panel().getByRole('button', { name, exact: true });
  const badge = (): Locator => panel().locator('.badge');
  const state = (word: string): Promise<void> => badge().filter({ hasText: word }).waitFor({ timeout: 60_000 });
  const epoch = async (): Promise<number> => {
    const text = await panel().locator('.figures dd').first().innerText();
    return Number(/^[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
  };
  const validationAccuracy = async (): Promise<number> => {
    const label = await panel()
      .getByRole('img', { name: /^Accuracy/ })
      .getAttribute('aria-label');
    return Number(/validation ([\d.]+) %/.exec(label ?? '')?.[1] ?? 0);
  };
  const train = async (): Promise<void> => {
    await workbench!.page
      .locator('.codelens-decoration a', { hasText: /Train$/ })
      .first()
      .click();
  };

  it('begins beside the text, and leaves the cursor in it', async () => {
    const { page } = workbench!;
    await workbench!.openFile('spiral.nn');
    await train();
    await state('Training');
    assert.equal(await page.locator('.editor-group-container').count(), 2);
    assert.ok(await page.evaluate(() => document.activeElement?.closest('.editor-instance') !== null));
    await page.locator('.statusbar-item', { hasText: /epoch \d+ of/ }).waitFor();
  });

  it('passes 95 % on the spirals it has not seen', async () => {
    await until(async () => (await validationAccuracy()) >= 95, '95 % validation accuracy', 80_000);
  });

  it('pauses, and steps', async () => {
    await button('Pause').click();
    await state('Paused');
    const before = await epoch();
    await pause(500);
    assert.equal(await epoch(), before);
    // The boundary is of the epoch at which it pauses, and parts the samples as the accuracy says.
    const label = await panel()
      .getByRole('img', { name: /^Decision boundary/ })
      .getAttribute('aria-label');
    const [, at, right, all] = /epoch (\d+)\..* (\d+) of (\d+) samples/.exec(label ?? '') ?? [];
    assert.equal(Number(at), before);
    assert.ok(Number(right) >= 0.95 * Number(all), label ?? '');
    await workbench!.screenshot('training');
    const steps = panel().locator('.figures dd').nth(1);
    const count = await steps.innerText();
    await button('Step').click();
    await until(async () => (await steps.innerText()) !== count, 'one more step');
    await state('Paused');
  });

  it('is the same run after the window was reloaded, and goes on', async () => {
    const before = await epoch();
    const accuracy = await validationAccuracy();
    await workbench!.reload();
    await state('Paused');
    assert.equal(await epoch(), before);
    assert.equal(await validationAccuracy(), accuracy);
    await button('Resume').click();
    await until(async () => (await epoch()) > before, 'the next epoch');
  });

  it('goes on while its panel is hidden, and shows where it is when it is back', async () => {
    const { page } = workbench!;
    const tab = page.locator('.tab', { hasText: /^Train/ });
    const before = await epoch();
    await tab.click();
    await workbench!.openFile('moons.nn');
    await page.locator('iframe.webview').waitFor({ state: 'hidden' });
    await tab.click();
    await until(async () => (await epoch()) > before, 'an epoch that passed meanwhile');
    assert.equal(await badge().innerText(), 'Training');
    assert.ok((await validationAccuracy()) >= 95);
  });

  it('goes on while its panel is closed, and the status bar leads back to it', async () => {
    const { page } = workbench!;
    const before = await epoch();
    await page
      .locator('.tab', { hasText: /^Train/ })
      .locator('.tab-actions .action-label')
      .first()
      .click();
    await page.locator('iframe.webview').waitFor({ state: 'detached' });
    await page.locator('.statusbar-item', { hasText: /epoch \d+ of/ }).click();
    await until(async () => (await epoch()) > before, 'an epoch that passed meanwhile');
  });

  it('has no serious flaw of accessibility in the real theme', async () => {
    await button('Pause').click();
    await state('Paused');
    const found = await panel()
      .locator('body')
      .evaluate(async (body, script) => {
        // The page's policy forbids a script element; a function made by the debugger is none.
        (0, eval)(script);
        const { axe: checker } = globalThis as unknown as {
          axe: {
            run(root: Element): Promise<{ violations: { impact: string; help: string; nodes: { html: string }[] }[] }>;
          };
        };
        const { violations } = await checker.run(body);
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ help, nodes }) => `${help}: ${nodes.map(({ html }) => html).join(' ')}`);
      }, axe);
    assert.deepEqual(found, []);
  });

  it('stops, and offers to go on', async () => {
    await button('Stop').click();
    await state('Stopped');
    await workbench!.page.locator('.statusbar-item', { hasText: /epoch \d+ of/ }).waitFor({ state: 'detached' });
    await button('Continue').click();
    await state('Training');
    await button('Stop').click();
    await state('Stopped');
  });
});

describe('training in a folder that is not trusted', () => {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench({ trusted: false });
  });
  after(() => closeWorkbench(workbench));

  it('waits, says why, and begins once the folder is trusted', async () => {
    const { page } = workbench!;
    await workbench!.openFile('spiral.nn');
    await workbench!.runCommand('Netwright: Train');
    const panel = workbench!.webview();
    await panel.getByText('this workspace is not trusted').waitFor();
    await panel.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await page.locator('.workspace-trust-editor').waitFor();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    // The trust editor lies over the window until it is closed.
    await page.keyboard.press('Escape');
    await workbench!
      .webview()
      .locator('.badge')
      .filter({ hasText: /Training|Finished/ })
      .waitFor({ timeout: 60_000 });
  });
});
