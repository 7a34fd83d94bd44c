/** Between the editor's plain answers, in offsets, and the protocol's, in lines and columns. */
import type {
  Diagnostic,
  DiagnosticSeverity,
  Location,
  Range as LspRange,
  TextEdit as LspTextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { translator } from '../../editor/message-texts.js';
import { lints } from '../../analysis/lints/index.js';
import type { FileProblem } from '../../editor/diagnostics.js';
import { pageAddress } from '../../editor/pages.js';
import type { FileEdit } from '../../editor/mends.js';
import type { Severity, TextEdit } from '../../language/problem.js';
import type { Range } from '../../language/range.js';
import { diagnosticSeverities, unnecessaryTag } from './protocol.js';
import type { Store } from './store.js';
import type { TextDocument } from './text-document.js';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: diagnosticSeverities.error,
  warning: diagnosticSeverities.warning,
  info: diagnosticSeverities.information,
  hint: diagnosticSeverities.hint,
};

let inLanguage: ((message: string) => string) | undefined;

/** From now on problems are said by this table. */
export function speakOfProblems(table: Readonly<Record<string, string>> | undefined): void {
  inLanguage = table && translator(table);
}

/** A sentence about a problem, or the title of what mends it, in the reader's language. */
export const said = (message: string): string => inLanguage?.(message) ?? message;

/** Rules whose text could go without a change: it is shown faded. */
const unneeded: ReadonlySet<string> = new Set(['unused-name', 'dead-step']);

/** Each has a page; all other codes share one. */
const rules: ReadonlySet<string> = new Set(lints.map(({ name }) => name));

const nowhere: LspRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function rangeIn(document: TextDocument | undefined, range: Range): LspRange {
  if (document === undefined) return nowhere;
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

export function locationOf(store: Store, uri: string, range: Range): Location {
  return { uri, range: rangeIn(store.document(uri), range) };
}

export function offsetsIn(document: TextDocument, range: LspRange): Range {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

export function editIn(document: TextDocument, edit: TextEdit): LspTextEdit {
  return { range: rangeIn(document, edit.range), newText: edit.text };
}

export function diagnosticOf(store: Store, uri: string, problem: FileProblem): Diagnostic {
  const { code, severity, message, related } = problem;
  const href = pageAddress(rules.has(code) ? `lints/${code}` : 'diagnostics');
  return {
    range: rangeIn(store.document(uri), problem.range),
    severity: severities[severity],
    source: 'netwright',
    code,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message: said(message),
    ...(unneeded.has(code) ? { tags: [unnecessaryTag] } : {}),
    ...(related === undefined || related.length === 0
      ? {}
      : {
          relatedInformation: related.map(each => ({
            location: locationOf(store, each.uri ?? uri, each.range),
            message: said(each.message),
          })),
        }),
  };
}

export function workspaceEdit(store: Store, edits: readonly FileEdit[]): WorkspaceEdit {
  const changes: Record<string, LspTextEdit[]> = {};
  for (const { uri, range, text } of edits) {
    (changes[uri] ??= []).push({ range: rangeIn(store.document(uri), range), newText: text });
  }
  return { changes };
}
