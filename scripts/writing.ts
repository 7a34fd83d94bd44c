/** The moving picture of the README: a network is written, a mistake mended, and the network trains. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { Film } from './film.js';
import type { Workbench } from './host/workbench.js';

const text = `network Digits {
  input image: 1x28x28
}

train Digits {
  data: mnist
  loss: cross_entropy
  optimizer: adam(lr: 1e-3)
  batch: 64
  epochs: 4
}
`;

export const writingSettings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.activityBar.location': 'hidden',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 15,
  'breadcrumbs.enabled': false,
};
export const writingSize = { width: 1080, height: 560 };

/** Every key is held long enough to be read by somebody who does not know what comes. */
const keyMs = 90;
const lookMs = 1100;
/** Of the run, at its end. */
const shots = 14;

class Author {
  constructor(
    private readonly workbench: Workbench,
    private readonly film: Film,
  ) {}

  /** Waits until something is shown, and until what moves stands still. */
  async see(what: Locator, heldMs = lookMs): Promise<void> {
    await what.waitFor();
    await this.workbench.page.waitForTimeout(400);
    await this.film.take(heldMs);
  }

  async type(letters: string): Promise<void> {
    for (const letter of letters) {
      await this.workbench.page.keyboard.type(letter);
      await this.workbench.page.waitForTimeout(60);
      await this.film.take(keyMs);
    }
  }

  async press(key: string, heldMs = keyMs * 2): Promise<void> {
    await this.workbench.page.keyboard.press(key);
    await this.workbench.page.waitForTimeout(150);
    await this.film.take(heldMs);
  }

  /** Takes a word from the list that opens at its first letters. */
  async choose(start: string, word: string): Promise<void> {
    const { page } = this.workbench;
    await this.type(start);
    await this.see(
      page.locator('.suggest-widget.visible .monaco-list-row.focused .label-name', {
        hasText: new RegExp(`^${word}$`),
      }),
    );
    await this.press('Enter');
  }
}

/** The list of fixes; VS Code closes one that opens while problems are counted anew. */
async function fixes(page: Page): Promise<Locator> {
  const first = page.locator('.action-widget .monaco-list-row').first();
  for (let left = 4; ; left--) {
    await page.keyboard.press('Control+.');
    try {
      await first.waitFor({ timeout: 3000 });
      return first;
    } catch (error) {
      if (left === 0) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Makes the film in the open folder; returns the file's size in bytes. */
export async function filmWriting(workbench: Workbench, path: string): Promise<number> {
  const { page } = workbench;
  const film = new Film(page);
  const author = new Author(workbench, film);
  const line = (of: string | RegExp): Locator =>
    page.locator('.editor-group-container.active .view-line', { hasText: of }).first();
  writeFileSync(join(workbench.folder, 'digits.nn'), text);
  await workbench.openFile('digits.nn');
  await page.keyboard.press('Control+B');
  await page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await author.see(line('train Digits'));
  await author.press('Enter');
  await author.choose('con', 'conv');
  await author.type('16');
  await author.press('Tab');
  await author.type('3');
  await author.press('Tab');
  await author.type(' -> ');
  await author.choose('rel', 'relu');
  await author.see(line(/relu.*16x26x26/));
  await author.press('Enter');
  await author.type('conv(32, 3, groups: 3) -> relu');
  await author.see(page.locator('.squiggly-error').first());
  // Back into the number that is wrong.
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  await page.waitForTimeout(1000);
  await author.see(await fixes(page), lookMs * 2);
  await author.press('Enter');
  await author.see(line(/groups:\s\d+\).*32x24x24/));
  await author.press('End');
  await author.press('Enter');
  await author.choose('max', 'maxpool');
  await author.type('2');
  await author.press('Tab');
  await author.press('Enter');
  await author.choose('fl', 'flatten');
  await author.press('Enter');
  await author.type('dense(10)');
  await author.see(line(/dense\(10\).*\[10\]/), lookMs * 2);
  await page
    .locator('.codelens-decoration a', { hasText: /Train$/ })
    .first()
    .click();
  await workbench.webview().locator('canvas, svg').first().waitFor();
  for (let i = 0; i < shots; i++) {
    await page.waitForTimeout(1200);
    await film.take(i === shots - 1 ? 3000 : 450);
  }
  const bytes = film.write(path);
  if (statSync(path).size !== bytes) throw new Error(`${path} is not whole`);
  return bytes;
}
