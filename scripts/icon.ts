/** `npm run icon`: draws `media/icon.svg` into `media/icon.png`, which galleries want. */
import { readFileSync, statSync } from 'node:fs';
import { launchBrowser } from './host/browser.js';
import { installedHost } from './host/install.js';

/** Twice what a gallery shows, for dense screens. */
const side = 256;

export async function main(): Promise<number> {
  const browser = await launchBrowser(installedHost());
  try {
    const page = await browser.newPage({ viewport: { width: side, height: side } });
    const svg = readFileSync('media/icon.svg', 'utf8');
    await page.setContent(`<style>html, body { margin: 0 } svg { display: block; width: 100vw }</style>${svg}`);
    await page.screenshot({ path: 'media/icon.png', omitBackground: true });
  } finally {
    await browser.close();
  }
  console.log(`media/icon.png: ${statSync('media/icon.png').size} bytes`);
  return 0;
}
