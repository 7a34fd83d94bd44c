/** What the server says that it can do. */
import type { ServerCapabilities } from 'vscode-languageserver-protocol';
import { tokenModifiers, tokenTypes } from '../../editor/semantic-tokens.js';
import { codeActionKinds, incrementalSync } from './protocol.js';

export const serverCapabilities = {
  textDocumentSync: { openClose: true, change: incrementalSync, save: true },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  inlayHintProvider: { resolveProvider: true },
  codeLensProvider: { resolveProvider: false },
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  codeActionProvider: { codeActionKinds: Object.values(codeActionKinds), resolveProvider: true },
  renameProvider: { prepareProvider: true },
  completionProvider: { resolveProvider: true, triggerCharacters: ['(', ',', ':', '.', '>', '=', '"', ' '] },
  signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [')', ':'] },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '}' },
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
    full: true,
    range: true,
  },
  documentLinkProvider: { resolveProvider: false },
  selectionRangeProvider: true,
  workspaceSymbolProvider: true,
  callHierarchyProvider: true,
} satisfies ServerCapabilities;
