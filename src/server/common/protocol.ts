/** What the server speaks of the Language Server Protocol: its messages by method, and the numbers that it writes in them. */
import type * as lsp from 'vscode-languageserver-protocol';

/** Requests that an editor sends: what comes with them, and the answer. */
export interface Requests {
  initialize: [lsp.InitializeParams, lsp.InitializeResult];
  'textDocument/codeAction': [lsp.CodeActionParams, lsp.CodeAction[] | null];
  'codeAction/resolve': [lsp.CodeAction, lsp.CodeAction];
  'textDocument/codeLens': [lsp.CodeLensParams, lsp.CodeLens[] | null];
  'textDocument/completion': [lsp.CompletionParams, lsp.CompletionList | null];
  'completionItem/resolve': [lsp.CompletionItem, lsp.CompletionItem];
  'textDocument/definition': [lsp.DefinitionParams, lsp.Location | null];
  'textDocument/documentHighlight': [lsp.DocumentHighlightParams, lsp.DocumentHighlight[] | null];
  'textDocument/documentLink': [lsp.DocumentLinkParams, lsp.DocumentLink[] | null];
  'textDocument/documentSymbol': [lsp.DocumentSymbolParams, lsp.DocumentSymbol[] | null];
  'textDocument/foldingRange': [lsp.FoldingRangeParams, lsp.FoldingRange[] | null];
  'textDocument/formatting': [lsp.DocumentFormattingParams, lsp.TextEdit[] | null];
  'textDocument/hover': [lsp.HoverParams, lsp.Hover | null];
  'textDocument/inlayHint': [lsp.InlayHintParams, lsp.InlayHint[] | null];
  'inlayHint/resolve': [lsp.InlayHint, lsp.InlayHint];
  'textDocument/onTypeFormatting': [lsp.DocumentOnTypeFormattingParams, lsp.TextEdit[] | null];
  'textDocument/prepareCallHierarchy': [lsp.CallHierarchyPrepareParams, lsp.CallHierarchyItem[] | null];
  'callHierarchy/incomingCalls': [lsp.CallHierarchyIncomingCallsParams, lsp.CallHierarchyIncomingCall[] | null];
  'callHierarchy/outgoingCalls': [lsp.CallHierarchyOutgoingCallsParams, lsp.CallHierarchyOutgoingCall[] | null];
  'textDocument/prepareRename': [lsp.PrepareRenameParams, { range: lsp.Range; placeholder: string } | null];
  'textDocument/rangeFormatting': [lsp.DocumentRangeFormattingParams, lsp.TextEdit[] | null];
  'textDocument/references': [lsp.ReferenceParams, lsp.Location[] | null];
  'textDocument/rename': [lsp.RenameParams, lsp.WorkspaceEdit | null];
  'textDocument/selectionRange': [lsp.SelectionRangeParams, lsp.SelectionRange[] | null];
  'textDocument/semanticTokens/full': [lsp.SemanticTokensParams, lsp.SemanticTokens];
  'textDocument/semanticTokens/range': [lsp.SemanticTokensRangeParams, lsp.SemanticTokens];
  'textDocument/signatureHelp': [lsp.SignatureHelpParams, lsp.SignatureHelp | null];
  'workspace/symbol': [lsp.WorkspaceSymbolParams, lsp.WorkspaceSymbol[] | null];
}

/** Notifications that an editor sends. */
export interface Notifications {
  initialized: lsp.InitializedParams;
  'textDocument/didChange': lsp.DidChangeTextDocumentParams;
  'textDocument/didClose': lsp.DidCloseTextDocumentParams;
  'textDocument/didOpen': lsp.DidOpenTextDocumentParams;
  'textDocument/didSave': lsp.DidSaveTextDocumentParams;
  'workspace/didChangeConfiguration': lsp.DidChangeConfigurationParams;
  'workspace/didChangeWorkspaceFolders': lsp.DidChangeWorkspaceFoldersParams;
  'workspace/didChangeWatchedFiles': lsp.DidChangeWatchedFilesParams;
}

// The protocol's numbers by name. Its own package makes objects of them that a bundle cannot leave out; a test compares.
export const codeActionKinds = {
  quickFix: 'quickfix',
  refactorExtract: 'refactor.extract',
  refactorInline: 'refactor.inline',
  refactorRewrite: 'refactor.rewrite',
  sourceFixAll: 'source.fixAll',
  sourceOrganizeImports: 'source.organizeImports',
} as const satisfies Record<string, lsp.CodeActionKind>;

/** An editor asks by itself, because the caret has moved. */
export const automaticTrigger = 2 satisfies lsp.CodeActionTriggerKind;

export const completionKinds = {
  method: 2,
  function: 3,
  field: 5,
  variable: 6,
  class: 7,
  module: 9,
  property: 10,
  value: 12,
  keyword: 14,
  snippet: 15,
  file: 17,
  enumMember: 20,
  constant: 21,
  typeParameter: 25,
} as const satisfies Record<string, lsp.CompletionItemKind>;

export const diagnosticSeverities = { error: 1, warning: 2, information: 3, hint: 4 } as const satisfies Record<
  string,
  lsp.DiagnosticSeverity
>;

export const unnecessaryTag = 1 satisfies lsp.DiagnosticTag;

export const errorCodes = {
  internalError: -32603,
  methodNotFound: -32601,
  requestCancelled: -32800,
  requestFailed: -32803,
  serverCancelled: -32802,
} as const;

export const highlightKinds = { read: 2, write: 3 } as const satisfies Record<string, lsp.DocumentHighlightKind>;

export const incrementalSync = 2 satisfies lsp.TextDocumentSyncKind;

export const messageTypes = { error: 1 } as const satisfies Record<string, lsp.MessageType>;

export const snippetFormat = 2 satisfies lsp.InsertTextFormat;

export const symbolKinds = {
  class: 5,
  field: 8,
  function: 12,
  variable: 13,
  constant: 14,
  struct: 23,
  event: 24,
} as const satisfies Record<string, lsp.SymbolKind>;

export const markdown = (value: string): lsp.MarkupContent => ({ kind: 'markdown', value });
