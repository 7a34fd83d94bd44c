/** `Show Diagram`: the networks of a file drawn beside it, which follow the text. */
import * as vscode from 'vscode';
import {
  diagramMemory,
  diagramRequest,
  fromDiagram,
  type FileDiagram,
  type ToDiagram,
} from '../../messages/diagram.js';
import { diagramCommand } from '../../messages/editor.js';
import type { Connected } from './connected.js';
import { registerFollowing } from './following-panel.js';

export function registerDiagram(extension: vscode.Uri, connected: Connected): vscode.Disposable {
  return registerFollowing<never>(
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
      hear: () => Promise.resolve(),
      at: (uri, line): ToDiagram => ({ type: 'at', uri, line }),
    },
    extension,
    connected,
  );
}
