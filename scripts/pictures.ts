/** The pictures of `media/`: for each the gestures that lead to it. */
import type { Workbench } from './host/workbench.js';

export interface Picture {
  /** `media/NAME.png`. */
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly size?: { readonly width: number; readonly height: number };
  readonly take: (workbench: Workbench) => Promise<void>;
}

const dark = { 'workbench.colorTheme': 'Default Dark Modern' };

export const pictures: readonly Picture[] = [
  {
    name: 'editor',
    settings: dark,
    take: async workbench => {
      await workbench.openFile('lenet.nn');
      await workbench.page.locator('.statusbar-item', { hasText: 'Netwright' }).first().waitFor();
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
