/** `Show Summary`: the figures of a file as a page beside it, which follows the text. */
import * as vscode from 'vscode';
import { summaryCommand, summaryRequest, type FileStatus, type Summary } from '../../messages/editor.js';
import type { Connected } from './client.js';

const scheme = 'netwright-summary';

/** The page's address: the file's path, for its title, and the whole address of the file. */
const pageOf = (uri: vscode.Uri): vscode.Uri =>
  vscode.Uri.from({ scheme, path: `${uri.path.replace(/\.nn$/, '')} summary.md`, query: uri.toString() });

export function registerSummary({ client, onStatus }: Connected): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = new Set<string>();

  async function show(of?: string | vscode.Uri): Promise<void> {
    const active = vscode.window.activeTextEditor?.document;
    const uri = of === undefined ? active?.uri : vscode.Uri.parse(of.toString());
    if (uri === undefined) return;
    const page = pageOf(uri);
    shown.add(uri.toString());
    changed.fire(page);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  }

  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent(page) {
        const uri = client.code2ProtocolConverter.asUri(vscode.Uri.parse(page.query));
        const summary: Summary | null = await client.sendRequest(summaryRequest, { textDocument: { uri } });
        return summary?.markdown ?? vscode.l10n.t('There is no network in this file.');
      },
    }),
    onStatus(({ uri }: FileStatus) => {
      const file = client.protocol2CodeConverter.asUri(uri);
      if (shown.has(file.toString())) changed.fire(pageOf(file));
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) shown.delete(vscode.Uri.parse(uri.query).toString());
    }),
    vscode.commands.registerCommand(summaryCommand, show),
  );
}
