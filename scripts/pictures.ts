/** The pictures of `media/`: for each the gestures that lead to it. */
import type { Locator } from 'playwright-core';
import type { Workbench } from './host/workbench.js';

export interface Picture {
  /** `media/NAME.png`. */
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly size?: { readonly width: number; readonly height: number };
  readonly take: (workbench: Workbench) => Promise<void>;
}

const dark = { 'workbench.colorTheme': 'Default Dark Modern' };

/** The line of the editor with this text, a hint's text included. */
const line = ({ page }: Workbench, text: string): Locator =>
  page.locator('.editor-group-container.active .view-line', { hasText: text }).first();

export const pictures: readonly Picture[] = [
  {
    name: 'editor',
    settings: { ...dark, 'editor.minimap.enabled': false },
    take: async workbench => {
      await workbench.openFile('resnet50.nn');
      await line(workbench, '64x112x112').waitFor();
      await workbench.page.locator('.codelens-decoration', { hasText: 'parameters' }).first().waitFor();
    },
  },
  {
    name: 'hover',
    settings: { ...dark, 'editor.minimap.enabled': false },
    take: async workbench => {
      await workbench.openFile('resnet50.nn');
      await line(workbench, '64x112x112').waitFor();
      await line(workbench, 'conv(')
        .locator('span', { hasText: /^conv$/ })
        .first()
        .hover();
      await workbench.page.locator('.monaco-hover', { hasText: 'parameters' }).first().waitFor();
    },
  },
  {
    name: 'diagnostic',
    settings: { ...dark, 'editor.minimap.enabled': false },
    take: async workbench => {
      const { page } = workbench;
      await workbench.openFile('resnet50.nn');
      await line(workbench, '64x112x112').waitFor();
      await line(workbench, 'maxpool(').click();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('concat(image)');
      const mistake = page.locator('.squiggly-error').first();
      await mistake.waitFor();
      await workbench.runCommand('Go to Next Problem in Files (Error, Warning, Info)');
      await page.locator('.peekview-widget, .marker-widget').first().waitFor();
    },
  },
  {
    name: 'diagram',
    settings: { 'workbench.colorTheme': 'Default Light Modern', 'editor.minimap.enabled': false },
    size: { width: 1500, height: 860 },
    take: async workbench => {
      await workbench.openFile('unet.nn');
      await workbench.page
        .locator('.codelens-decoration a', { hasText: /Diagram$/ })
        .first()
        .click();
      await workbench.webview().locator('svg [role="button"], svg g').first().waitFor({ timeout: 60_000 });
      // The line of the cursor is marked in the diagram.
      await line(workbench, 'maxpool').click({ position: { x: 60, y: 8 } });
      await workbench.webview().locator('.marked').first().waitFor();
      await workbench.page.waitForTimeout(1000);
    },
  },
  {
    name: 'high-contrast',
    settings: { 'workbench.colorTheme': 'Default High Contrast', 'editor.minimap.enabled': false },
    size: { width: 1500, height: 860 },
    take: async workbench => {
      await workbench.openFile('lenet.nn');
      await workbench.page
        .locator('.codelens-decoration a', { hasText: /Summary$/ })
        .first()
        .click();
      await workbench.webview().locator('table, [role="treegrid"]').first().waitFor({ timeout: 60_000 });
      await workbench.page.waitForTimeout(1000);
    },
  },
  {
    name: 'training',
    settings: { ...dark, 'workbench.sideBar.location': 'left', 'editor.minimap.enabled': false },
    size: { width: 1500, height: 860 },
    take: async workbench => {
      await workbench.openFile('spiral.nn');
      await workbench.page
        .locator('.codelens-decoration a', { hasText: /Train$/ })
        .first()
        .click();
      await workbench.webview().locator('.badge', { hasText: 'Finished' }).waitFor({ timeout: 120_000 });
    },
  },
];
