/** What axe finds wrong with a page, as sentences. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function flawsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(of: Document, how: object): Promise<{ violations: { id: string; help: string }[] }> };
    };
    const { violations } = await checker.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, help }) => `${id}: ${help}`);
  });
}
