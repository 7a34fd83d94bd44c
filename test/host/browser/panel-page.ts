/** The built panel in a page of its own: under its real policy, in a theme's colours, with a test in the extension's place. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/host/browser.js';
import { installedHost } from '../../../scripts/host/install.js';
import { panelPage } from '../../../src/extension/common/panel-page.js';
import type { FromPanel, ToPanel } from '../../../src/messages/panel.js';
import { themes, type ThemeName } from './themes.js';

const origin = 'http://panel.test';
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

export interface PanelPage<From = FromPanel, To = ToPanel> {
  readonly page: Page;
  /** What the panel said, in order. */
  readonly said: From[];
  /** Errors of the page: broken scripts and what the policy refused. */
  readonly errors: string[];
  send(message: To): Promise<void>;
  wear(theme: ThemeName): Promise<void>;
  close(): Promise<void>;
}

export async function openPanelPage<From = FromPanel, To = ToPanel>(
  memory?: unknown,
  width = 900,
  height = 1100,
  /** The panel's files: `webview.js` and `webview.css`. */
  bundle = 'webview',
): Promise<PanelPage<From, To>> {
  const browser: Browser = await launchBrowser(installedHost());
  const page = await browser.newPage({ viewport: { width, height }, locale: 'en-US' });
  const said: From[] = [];
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.route('**/*', async route => {
    const file = basename(new URL(route.request().url()).pathname);
    if (file === 'panel') {
      const styles = [`${origin}/${bundle}.css`, `${origin}/codicon.css`];
      const parts = { script: `${origin}/${bundle}.js`, styles, source: origin, nonce: 'abc123', language: 'en' };
      await route.fulfill({ contentType: 'text/html', body: panelPage(parts) });
    } else if (file === 'favicon.ico') {
      await route.fulfill({ status: 204 });
    } else {
      const contentType = types[file.split('.').at(-1) ?? ''] ?? 'text/plain';
      await route.fulfill({ contentType, body: readFileSync(join('dist', file)) });
    }
  });
  await page.exposeFunction('panelSaid', (message: From) => void said.push(message));
  await page.addInitScript(
    ({ state, colours }) => {
      const world = globalThis as unknown as {
        panelSaid(message: unknown): void;
        acquireVsCodeApi(): object;
        kept: unknown;
      };
      world.kept = state;
      world.acquireVsCodeApi = () => ({
        postMessage: (message: unknown) => world.panelSaid(message),
        getState: () => world.kept,
        setState: (value: unknown) => {
          world.kept = value;
        },
      });
      const dress = (): void => {
        for (const [name, value] of Object.entries(colours)) document.documentElement.style.setProperty(name, value);
        document.body.className = 'vscode-dark';
      };
      document.addEventListener('DOMContentLoaded', dress);
    },
    { state: memory, colours: themes.dark.colours },
  );
  await page.goto(`${origin}/panel`);
  return {
    page,
    said,
    errors,
    send: message => page.evaluate(data => window.postMessage(data, '*'), message as unknown),
    wear: name =>
      page.evaluate(({ kind, colours }) => {
        document.documentElement.removeAttribute('style');
        for (const [key, value] of Object.entries(colours)) document.documentElement.style.setProperty(key, value);
        document.body.className = kind;
      }, themes[name]),
    close: () => browser.close(),
  };
}
