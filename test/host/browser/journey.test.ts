/** A person's way through the workbench by the keyboard: writes a network, mends it, renames, reads. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { closeWorkbench, openWorkbench, type Workbench } from '../workbench.js';

const sound = `network N {
  input x: 3x32x32
  conv(8, 3, padding: same)
  flatten
  dense(10)
}
`;
const wrong = `network N {
  input x: 3x32x32
  conv(12, 3, groups: 2) -> reul
  flatten
  dens(10)
}
`;
const blocks = `block Stem(width) {
  conv(width, 3) -> relu
}
`;
const uses = `import Stem from "./blocks.nn"

network N {
  input x: 3x32x32
  Stem(8)
  Stem(16)
}
`;

describe('a person at the keyboard', () => {
  let workbench: Workbench;
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netwright-journey-'));
    for (const [name, text] of Object.entries({ 'new.nn': '', 'wrong.nn': wrong, 'read.nn': sound }))
      writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'blocks.nn'), blocks);
    writeFileSync(join(folder, 'uses.nn'), uses);
    workbench = await openWorkbench({ folder, settings: { 'editor.inlayHints.enabled': 'onUnlessPressed' } });
    // The language is there: a word typed before that would open no list.
    await open('read.nn', sound);
    await line(/dense\(10\).*\[10\]/).waitFor();
  });
  after(async () => {
    await closeWorkbench(workbench);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const onDisk = (name: string): string => readFileSync(join(workbench.folder, name), 'utf8');

  /** A line of the open file; its text has the hint behind it. */
  const line = (text: string | RegExp): Locator =>
    workbench.page.locator('.editor-group-container.active .view-line', { hasText: text }).first();

  /** Opens a file as it is at the start, whatever an earlier try left, with the caret at its start. */
  async function open(name: string, text: string): Promise<void> {
    writeFileSync(join(workbench.folder, name), text);
    await workbench.openFile(name);
    await workbench.page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
    await workbench.page.keyboard.press('Control+Home');
  }

  /** Saves until the files on the disk are so. */
  async function saved(expected: Readonly<Record<string, string>>): Promise<void> {
    const names = Object.keys(expected);
    for (let left = 20; ; left--) {
      await workbench.page.keyboard.press('Control+S');
      await workbench.page.waitForTimeout(250);
      const found = Object.fromEntries(names.map(name => [name, onDisk(name)]));
      if (left === 0) assert.deepEqual(found, expected);
      if (names.every(name => found[name] === expected[name])) return;
    }
  }

  /** Types the start of a word and takes the word from the list that opens. */
  async function take(start: string, word: string): Promise<void> {
    const { page } = workbench;
    const list = page.locator('.suggest-widget.visible');
    await page.keyboard.type(start, { delay: 40 });
    await list.locator('.monaco-list-row.focused .label-name', { hasText: new RegExp(`^${word}$`) }).waitFor();
    await page.keyboard.press('Enter');
    await list.waitFor({ state: 'hidden' });
  }

  /** Presses a key until its list is there: one that opens while problems are still counted anew closes by itself. */
  async function askUntilShown(key: string, row: Locator): Promise<void> {
    for (let left = 4; ; left--) {
      await workbench.page.keyboard.press(key);
      try {
        await row.waitFor({ timeout: 3000 });
        return;
      } catch (error) {
        if (left === 0) throw error;
        await workbench.page.keyboard.press('Escape');
      }
    }
  }

  it('writes a network from nothing, every word taken from the list', async () => {
    const { page } = workbench;
    await open('new.nn', '');
    await take('net', 'network');
    await line('network Name {').waitFor();
    await page.keyboard.type('Tiny');
    // Past the input's name and shape, as they are offered, into the body.
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
    await take('con', 'conv');
    await line('conv(channels, kernel)').waitFor();
    await page.keyboard.type('8');
    await page.keyboard.press('Tab');
    await page.keyboard.type('3');
    await page.keyboard.press('Tab');
    await page.keyboard.type(' -> ');
    await take('rel', 'relu');
    await page.keyboard.press('Enter');
    await take('fla', 'flatten');
    await page.keyboard.press('Enter');
    await take('den', 'dense');
    await line('dense(width)').waitFor();
    await page.keyboard.type('10');
    await page.keyboard.press('Tab');
    // 32 - 3 + 1 = 30 places a side.
    await line(/relu.*8x30x30/).waitFor();
    await line(/dense\(10\).*\[10\]/).waitFor();
    assert.equal(await page.locator('.squiggly-error, .squiggly-warning').count(), 0);
    await saved({
      'new.nn': 'network Tiny {\n  input image: 3x32x32\n  conv(8, 3) -> relu\n  flatten\n  dense(10)\n}',
    });
  });

  it('mends three mistakes by the first fix that is offered', async () => {
    const { page } = workbench;
    await open('wrong.nn', wrong);
    const fixes: readonly (readonly [string, RegExp])[] = [
      ['groups: 3', /groups:\s3\)/],
      ['relu', /->\srelu/],
      ['dense', /dense\(10\)/],
    ];
    const waitForCount = (count: number): Promise<unknown> =>
      page.waitForFunction(n => document.querySelectorAll('.squiggly-error').length === n, count);
    for (const [i, [fix, mended]] of fixes.entries()) {
      await waitForCount(fixes.length - i);
      await page.keyboard.press('Alt+F8');
      await page.locator('.marker-widget').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.marker-widget').waitFor({ state: 'hidden' });
      const first = page.locator('.action-widget .monaco-list-row.focused', { hasText: fix });
      await askUntilShown('Control+.', first);
      await page.keyboard.press('Enter');
      await first.waitFor({ state: 'detached' });
      await line(mended).waitFor();
    }
    await waitForCount(0);
  });

  it('renames a block in the file that has it and in the one that uses it', async () => {
    const { page } = workbench;
    writeFileSync(join(workbench.folder, 'uses.nn'), uses);
    await open('blocks.nn', blocks);
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    await page.locator('.statusbar-item', { hasText: 'Col 7' }).waitFor();
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input:focus');
    await box.waitFor();
    assert.equal(await box.inputValue(), 'Stem');
    await page.keyboard.type('Root');
    await page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
    await line('block Root').waitFor();
    await saved({ 'blocks.nn': blocks.replace('Stem', 'Root'), 'uses.nn': uses.replaceAll('Stem', 'Root') });
  });

  it('hides the hints while two keys are held, and shows them again', async () => {
    const { page } = workbench;
    await open('read.nn', sound);
    const hinted = line(/dense\(10\).*\[10\]/);
    await hinted.waitFor();
    try {
      await page.keyboard.down('Control');
      await page.keyboard.down('Alt');
      await hinted.waitFor({ state: 'detached' });
    } finally {
      await page.keyboard.up('Alt');
      await page.keyboard.up('Control');
    }
    await hinted.waitFor();
  });

  it('reads a hover, and its answer first', async () => {
    const { page } = workbench;
    await open('read.nn', sound);
    await line(/conv.*8x32x32/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.locator('.statusbar-item', { hasText: 'Ln 3, Col 3' }).waitFor();
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-resizable-hover .hover-contents', { hasText: 'from' }).first();
    await hover.waitFor();
    // 8 * 3 * 3 * 3 + 8 = 224 weights; each of the 216 without the bias at each of 32 * 32 places.
    assert.match((await hover.innerText()).trim(), /^8x32x32 from 3x32x32 · 224 parameters · 221,184 multiply-adds/);
  });
});
