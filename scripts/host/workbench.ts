/** A running workbench in a browser, with the few gestures that tests and screenshots are made of. */
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { workbenchAddress } from './address.js';
import { launchBrowser } from './browser.js';
import { installedHost } from './install.js';
import { startServer, type Server } from './server.js';
import { servePage, type PageServer } from './web.js';

export interface WorkbenchOptions {
  /** The folder that is opened. */
  readonly folder: string;
  /** The folder of an extension under development. */
  readonly extension?: string;
  /** A folder of installed extensions. */
  readonly extensions?: string;
  /** Restricted Mode when false. */
  readonly trusted?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly size?: { readonly width: number; readonly height: number };
  /** Where screenshots go. */
  readonly pictures?: string;
}

export class Workbench {
  private constructor(
    readonly page: Page,
    readonly folder: string,
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly pictures: string,
    private readonly before?: PageServer,
  ) {}

  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const host = installedHost();
    const server = await startServer(host, {
      trusted: options.trusted ?? true,
      ...(options.extensions && { extensions: options.extensions }),
      ...(options.settings && { settings: options.settings }),
    });
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser(host);
      const context = await browser.newContext({
        viewport: options.size ?? { width: 1280, height: 800 },
        // A system without a language would name one that Intl refuses.
        locale: 'en-US',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      const { folder, extension } = options;
      const pictures = options.pictures ?? join('.cache', 'screenshots');
      const workbench = new Workbench(page, folder, browser, server, pictures);
      await page.goto(workbenchAddress({ port: server.port, folder, ...(extension && { extension }) }));
      await workbench.#shown();
      return workbench;
    } catch (error) {
      await browser?.close();
      await server.stop();
      throw error;
    }
  }

  /** One that runs in the page alone: the extension in a web worker, over files by their path that no disk has. */
  static async openInPage(extension: string, files: Readonly<Record<string, string>>): Promise<Workbench> {
    const host = installedHost();
    const server = await startServer(host, { trusted: true });
    const before = await servePage(server.port, extension, files);
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser(host);
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'en-US',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      const workbench = new Workbench(page, '/', browser, server, join('.cache', 'screenshots'), before);
      await page.goto(before.address);
      await workbench.#shown();
      return workbench;
    } catch (error) {
      await browser?.close();
      await server.stop();
      await before.close();
      throw error;
    }
  }

  /** Waits until the explorer shows the folder: from then on commands of the workbench work. */
  async #shown(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  }

  get #input(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  /** The row of the open list whose text begins so. */
  #row(start: string): Locator {
    return this.page.locator(`.quick-input-list .monaco-list-row[aria-label^=${JSON.stringify(start)}]`).first();
  }

  /**
   * Opens the workbench's list by a key, puts a text into it and takes the row that begins so. The list closes when the focus
   * moves, as when a panel that was just shown takes it: then it is opened again.
   */
  async #choose(key: string, text: string, row: string): Promise<void> {
    for (let left = 4; ; left--) {
      await this.page.keyboard.press(key);
      try {
        await this.#input.fill(text, { timeout: 6000 });
        await this.#row(row).click({ timeout: 6000 });
        return;
      } catch (error) {
        if (left === 0) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Runs a command of the palette by the words that the palette shows: `Netwright: Show Version`. */
  async runCommand(title: string): Promise<void> {
    await this.#choose('F1', `>${title}`, title);
    await this.page
      .locator('.quick-input-widget')
      .waitFor({ state: 'hidden' })
      .catch(() => undefined);
  }

  /** Opens a file of the folder and waits for its text. */
  async openFile(path: string): Promise<void> {
    const name = basename(path);
    // By its whole path it is found at once, without a search.
    await this.#choose('Control+P', join(this.folder, path), name);
    await this.page.locator(`.tab.active[data-resource-name=${JSON.stringify(name)}]`).waitFor();
    await this.page.locator('.editor-group-container.active .view-lines').first().waitFor();
  }

  /** The document inside the panel that is shown. */
  webview(): FrameLocator {
    return this.page.locator('iframe.webview.ready').first().contentFrame().frameLocator('#active-frame');
  }

  /**
   * Waits for a notification with this text. Under the test driver the workbench shows no toast, so the list of notifications is
   * opened, again and again because one that was empty when it was opened stays so, and closed in the end.
   */
  async notification(text: string, timeoutMs = 30_000): Promise<void> {
    const list = this.page.locator('.notifications-center.visible');
    const message = list.locator('.notification-list-item-message', { hasText: text }).first();
    const until = Date.now() + timeoutMs;
    for (;;) {
      await this.runCommand('Notifications: Show Notifications');
      const seen = await message.waitFor({ timeout: 1500 }).then(
        () => true,
        () => false,
      );
      const texts = seen ? [] : await list.locator('.notification-list-item-message').allInnerTexts();
      await this.runCommand('Notifications: Hide Notifications');
      if (seen) return;
      if (Date.now() > until) throw new Error(`no notification says '${text}'; there were: ${texts.join(' | ')}`);
    }
  }

  /** What VS Code's and the extension's processes printed. */
  log(): string {
    return this.server.log();
  }

  /** Reloads the window by its command, which lets the workbench save what is open first; the page's own reload may be too quick for that. */
  async reload(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.runCommand('Developer: Reload Window')]);
    await this.#shown();
  }

  /** Writes a picture of the window and tells where. */
  async screenshot(name: string): Promise<string> {
    const path = join(this.pictures, `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await this.before?.close();
  }
}
