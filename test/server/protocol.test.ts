/** The protocol's numbers as the server writes them, against the protocol's own package. */
import assert from 'node:assert/strict';
import * as lsp from 'vscode-languageserver-protocol';
import * as own from '../../src/server/common/protocol.js';

type Numbers = Readonly<Record<string, unknown>>;

/** `EnumMember` of the package is `enumMember` here. */
function same(ours: Numbers, theirs: Numbers): void {
  for (const [name, value] of Object.entries(ours)) {
    assert.equal(value, theirs[`${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`], name);
  }
}

describe('the numbers of the protocol', () => {
  it('are those of its own package', () => {
    same(own.codeActionKinds, lsp.CodeActionKind);
    same(own.completionKinds, lsp.CompletionItemKind);
    same(own.diagnosticSeverities, lsp.DiagnosticSeverity);
    same(own.highlightKinds, lsp.DocumentHighlightKind);
    same(own.messageTypes, lsp.MessageType);
    same(own.symbolKinds, lsp.SymbolKind);
    same(own.errorCodes, { ...lsp.ErrorCodes, ...lsp.LSPErrorCodes });
    assert.equal(own.incrementalSync, lsp.TextDocumentSyncKind.Incremental);
    assert.equal(own.snippetFormat, lsp.InsertTextFormat.Snippet);
    assert.equal(own.automaticTrigger, lsp.CodeActionTriggerKind.Automatic);
    assert.equal(own.unnecessaryTag, lsp.DiagnosticTag.Unnecessary);
    assert.equal(own.markdown('').kind, lsp.MarkupKind.Markdown);
  });
});
