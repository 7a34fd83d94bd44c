/** The language status item: what the figures of the active file are for, whether it has errors, whether it fits the device. */
import * as vscode from 'vscode';
import { assumptionsCommand, type FileStatus } from '../../messages/editor.js';
import type { Connected } from './connected.js';

export function showStatus({ onStatus }: Connected): vscode.Disposable {
  const known = new Map<string, FileStatus>();
  const item = vscode.languages.createLanguageStatusItem('netwright.status', { language: 'netwright' });
  item.name = 'Netwright';
  item.text = 'Netwright';
  item.command = { title: vscode.l10n.t('Change'), command: assumptionsCommand };

  function show(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const status = uri && known.get(uri.toString());
    if (status === undefined) return;
    item.text = status.text === '' ? 'Netwright' : status.text;
    item.detail = status.detail;
    const { Error, Warning, Information } = vscode.LanguageStatusSeverity;
    item.severity = status.fits === false ? Error : status.errors > 0 ? Warning : Information;
  }

  return vscode.Disposable.from(
    item,
    onStatus((status: FileStatus) => {
      known.set(status.uri, status);
      show();
    }),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => known.delete(uri.toString())),
  );
}
