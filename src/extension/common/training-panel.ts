/** One training panel: the webview of a `train`, fed while it is visible, and what its buttons ask for. */
import * as v from 'valibot';
import * as vscode from 'vscode';
import { fromPanel, type FromPanel, type PanelTarget } from '../../messages/panel.js';
import { newNonce, panelPage } from './panel-page.js';
import { gapMs } from './panel-settings.js';
import { PanelFeed, type Subject } from './panel-feed.js';

export const panelType = 'netwright.training';

/** What a panel asks of the rest of the extension. */
export type PanelWish = Exclude<FromPanel, { type: 'ready' | 'drawn' | 'control' }>;

const clock = { now: () => performance.now(), after: (wait: number, call: () => void) => void setTimeout(call, wait) };

export class TrainingPanel {
  readonly #feed: PanelFeed;
  readonly #subscriptions: vscode.Disposable[] = [];

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    subject: Subject,
    onWish: (panel: TrainingPanel, wish: PanelWish) => void,
    onClosed: (panel: TrainingPanel) => void,
  ) {
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(extension, 'dist');
    const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    this.#feed = new PanelFeed(subject, message => void webview.postMessage(message), clock, gapMs);
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.#subscriptions.push(
      webview.onDidReceiveMessage((data: unknown) => {
        const { success, output } = v.safeParse(fromPanel, data);
        if (!success) return;
        if (output.type === 'ready') this.#feed.ready();
        else if (output.type === 'drawn') this.#feed.drawn(output.number);
        else if (output.type === 'control') this.#control(output.control);
        else onWish(this, output);
      }),
      // A hidden panel loses its page; when it is shown the page loads again and says that it is ready.
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#feed.sleep();
      }),
      panel.onDidDispose(() => {
        this.#feed.dispose();
        for (const each of this.#subscriptions) each.dispose();
        onClosed(this);
      }),
    );
    webview.html = panelPage({
      script: address('webview.js'),
      styles: [address('webview.css'), address('codicon.css')],
      source: webview.cspSource,
      nonce: newNonce(),
      language: vscode.env.language,
      texts: vscode.l10n.bundle,
    });
  }

  get target(): PanelTarget {
    return this.#feed.subject.target;
  }

  get shown(): Subject['shown'] {
    return this.#feed.subject.shown;
  }

  /** Shows something else for the same target. */
  show(shown: Subject['shown']): void {
    this.#feed.show({ ...this.#feed.subject, shown });
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  #control(control: Extract<FromPanel, { type: 'control' }>['control']): void {
    if ('snapshot' in this.shown) this.shown.send(control);
  }
}
