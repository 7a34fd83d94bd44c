/** `Show Diagram`: the networks of a file drawn beside it, which follow the text. */
import * as vscode from 'vscode';
import {
  diagramMemory,
  diagramRequest,
  fromDiagram,
  type FileDiagram,
  type FromDiagram,
  type ToDiagram,
} from '../../messages/diagram.js';
import { diagramCommand } from '../../messages/editor.js';
import type { Connected } from './connected.js';
import { registerFollowing } from './following-panel.js';

type Saving = Extract<FromDiagram, { type: 'save' }>;
type More = Saving | Extract<FromDiagram, { type: 'copy' }>;

function bytesOf({ format, data }: Saving): Uint8Array {
  return format === 'svg' ? new TextEncoder().encode(data) : Uint8Array.from(atob(data), sign => sign.charCodeAt(0));
}

/** Beside the file, where a person does not say otherwise; nothing is written where there is no folder to write to. */
async function save(message: Saving, of: string): Promise<void> {
  const file = vscode.Uri.parse(of);
  const folder =
    file.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(file, '..');
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${message.network}.${message.format}`) }),
    filters: { [message.format.toUpperCase()]: [message.format] },
    title: vscode.l10n.t('Save Diagram'),
  });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, bytesOf(message));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The diagram could not be saved: {0}', why));
  }
}

export function registerDiagram(extension: vscode.Uri, connected: Connected): vscode.Disposable {
  return registerFollowing<More>(
    {
      type: 'netwright.diagram',
      command: diagramCommand,
      bundle: 'diagram',
      titleOf: file => vscode.l10n.t('Diagram of {0}', file),
      hears: fromDiagram,
      remembers: diagramMemory,
      async news(uri, asked): Promise<ToDiagram> {
        const diagram: FileDiagram = await connected.request(diagramRequest, { textDocument: { uri } });
        return { type: 'diagram', uri, diagram, ...(typeof asked === 'string' ? { network: asked } : {}) };
      },
      hear: (message, uri) =>
        message.type === 'copy' ? vscode.env.clipboard.writeText(message.text) : save(message, uri),
      at: (uri, line): ToDiagram => ({ type: 'at', uri, line }),
    },
    extension,
    connected,
  );
}
