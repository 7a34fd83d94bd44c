/** What a newcomer gets from `npm start` where no VS Code is installed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { launchBrowser } from '../../../scripts/host/browser.js';
import { installedHost } from '../../../scripts/host/install.js';

describe('npm start', () => {
  it('serves an editor in which an example is open, prints its address, and ends when it is interrupted', async () => {
    const { DISPLAY: _, ...env } = process.env;
    const child = spawn(process.execPath, ['scripts/run.mjs', 'start', '--browser'], { env });
    const ended = new Promise<void>(resolve => {
      child.once('close', () => resolve());
    });
    try {
      const address = await new Promise<string>((resolve, reject) => {
        let printed = '';
        const read = (bytes: Buffer): void => {
          printed += bytes.toString();
          const found = /http:\/\/127\.0\.0\.1:\S+/.exec(printed);
          if (found) resolve(found[0]);
        };
        child.stdout.on('data', read);
        child.stderr.on('data', read);
        child.once('close', () => reject(new Error(`npm start ended:\n${printed}`)));
      });
      const browser = await launchBrowser(installedHost());
      try {
        const page = await browser.newPage();
        await page.goto(address);
        await page.locator('.tab.active[data-resource-name$=".nn"]').waitFor({ timeout: 60_000 });
        await page.locator('.statusbar-item', { hasText: 'Netwright' }).first().waitFor();
        assert.match(await page.locator('.view-lines').first().innerText(), /network/);
      } finally {
        await browser.close();
      }
    } finally {
      child.kill('SIGINT');
      await ended;
    }
  });
});
