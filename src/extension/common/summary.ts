/** `Show Summary`: the figures of a file as a table beside it, which follows the text. */
import * as v from 'valibot';
import * as vscode from 'vscode';
import { summaryCommand, summaryRequest, type Summary } from '../../messages/editor.js';
import {
  fromTable,
  tableMemory,
  tableRequest,
  type FromTable,
  type SummaryTable,
  type ToTable,
} from '../../messages/summary-table.js';
import type { Connected } from './connected.js';
import { newNonce, panelPage } from './panel-page.js';
import { panelColumn } from './panel-settings.js';

export const summaryPanelType = 'netwright.summary';

const titleOf = (uri: vscode.Uri): string =>
  vscode.l10n.t('Summary of {0}', uri.path.slice(uri.path.lastIndexOf('/') + 1));

/** The panel of one file. Nothing is kept for it while it is hidden: it asks again when it is shown. */
class SummaryPanel {
  private loaded = false;

  constructor(
    private readonly connected: Connected,
    readonly panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    private readonly uri: vscode.Uri,
  ) {
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(extension, 'dist');
    const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.onDidReceiveMessage((data: unknown) => {
      const { success, output } = v.safeParse(fromTable, data);
      if (success) void this.hear(output);
    });
    panel.onDidChangeViewState(() => {
      this.loaded &&= panel.visible;
    });
    webview.html = panelPage({
      script: address('summary.js'),
      styles: [address('summary.css')],
      source: webview.cspSource,
      nonce: newNonce(),
      language: vscode.env.language,
      texts: vscode.l10n.bundle,
      title: titleOf(uri),
    });
  }

  private get document(): { readonly textDocument: { readonly uri: string } } {
    return { textDocument: { uri: this.uri.toString() } };
  }

  async update(): Promise<void> {
    if (!this.loaded) return;
    try {
      const table: SummaryTable = await this.connected.request(tableRequest, this.document);
      const message: ToTable = { type: 'table', uri: this.uri.toString(), table };
      if (this.loaded) await this.panel.webview.postMessage(message);
    } catch {
      // The text has changed meanwhile, or the server starts again: either way news of the file follows.
    }
  }

  private async hear(message: FromTable): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.loaded = true;
        // A window that was reloaded has the page before the file's text: the server reads it from an open document only.
        await vscode.workspace.openTextDocument(this.uri);
        return this.update();
      case 'go': {
        const at = new vscode.Position(message.line, message.character);
        const selection = new vscode.Range(at, at);
        const uri = vscode.Uri.parse(message.uri);
        await vscode.window.showTextDocument(uri, { selection, viewColumn: vscode.ViewColumn.One });
        return;
      }
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'copyMarkdown': {
        const summary: Summary | null = await this.connected.request(summaryRequest, this.document);
        return vscode.env.clipboard.writeText(summary?.markdown ?? '');
      }
    }
  }
}

export function registerSummary(extension: vscode.Uri, connected: Connected): vscode.Disposable {
  const panels = new Map<string, SummaryPanel>();

  function adopt(panel: vscode.WebviewPanel, uri: vscode.Uri): void {
    const key = uri.toString();
    panels.set(key, new SummaryPanel(connected, panel, extension, uri));
    panel.onDidDispose(() => panels.delete(key));
  }

  function show(of?: string | vscode.Uri): void {
    const uri = of === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(of.toString());
    if (uri === undefined) return;
    const known = panels.get(uri.toString());
    if (known !== undefined) return known.panel.reveal(undefined, true);
    adopt(vscode.window.createWebviewPanel(summaryPanelType, titleOf(uri), panelColumn()), uri);
  }

  return vscode.Disposable.from(
    connected.onStatus(({ uri }) => {
      void panels.get(vscode.Uri.parse(uri).toString())?.update();
    }),
    vscode.window.registerWebviewPanelSerializer(summaryPanelType, {
      deserializeWebviewPanel(panel, state: unknown) {
        const { success, output } = v.safeParse(tableMemory, state);
        if (success) adopt(panel, vscode.Uri.parse(output.uri));
        else panel.dispose();
        return Promise.resolve();
      },
    }),
    vscode.commands.registerCommand(summaryCommand, show),
  );
}
