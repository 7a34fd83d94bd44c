/** Answers for reading: hover, hints, lenses, outline, places. Each handler turns one query's answer into the protocol's. */
import {
  FoldingRangeKind,
  SymbolKind,
  type CodeLens,
  type Connection,
  type DocumentSymbol,
  type FoldingRange,
  type InlayHint,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { summaryCommand, trainCommand } from '../../messages/editor.js';
import { folds } from '../../editor/folds.js';
import { lenses } from '../../editor/lenses.js';
import { outline, type OutlineEntry } from '../../editor/outline.js';
import type { Preferences } from '../../editor/preferences.js';
import { steadyHints } from '../../editor/steady-hints.js';
import type { Asking } from './asking.js';
import { offsetsIn, rangeIn } from './convert.js';
import type { LastGood } from './last-good.js';

const symbolKinds = {
  network: SymbolKind.Class,
  block: SymbolKind.Function,
  constant: SymbolKind.Constant,
  train: SymbolKind.Event,
  search: SymbolKind.Event,
  budget: SymbolKind.Struct,
  point: SymbolKind.Variable,
  input: SymbolKind.Field,
  output: SymbolKind.Field,
} as const;

const foldKinds = { body: undefined, imports: FoldingRangeKind.Imports, comment: FoldingRangeKind.Comment } as const;

function symbolOf(document: TextDocument, one: OutlineEntry): DocumentSymbol {
  return {
    name: one.name,
    detail: one.detail,
    kind: symbolKinds[one.kind],
    range: rangeIn(document, one.range),
    selectionRange: rangeIn(document, one.nameRange),
    children: one.children.map(child => symbolOf(document, child)),
  };
}

export function offerReading(
  connection: Connection,
  asking: Asking,
  lastGood: LastGood,
  preferences: () => Preferences,
): ServerCapabilities {
  connection.languages.inlayHint.on(
    asking.report('inlay hints', [], ({ view, document }, { range }): InlayHint[] =>
      steadyHints(view, offsetsIn(document, range), preferences().hints, lastGood.of(view.uri)).map(hint => ({
        position: document.positionAt(hint.offset),
        label: hint.parts.join(' · '),
        paddingLeft: true,
        data: { uri: view.uri, subject: hint.subject },
      })),
    ),
  );
  connection.onCodeLens(
    asking.report('code lenses', [], ({ view, document }): CodeLens[] =>
      preferences().codeLens
        ? lenses(view).map(lens => ({
            range: rangeIn(document, lens.at),
            command:
              lens.kind === 'train'
                ? {
                    title: lens.title,
                    command: trainCommand,
                    arguments: [view.uri, lens.network ?? null, lens.name ?? null],
                  }
                : { title: lens.title, command: summaryCommand, arguments: [view.uri] },
          }))
        : [],
    ),
  );
  connection.onDocumentSymbol(
    asking.tree('outline', [], ({ view, document }) => outline(view).map(one => symbolOf(document, one))),
  );
  connection.onFoldingRanges(
    asking.tree('folding', [], ({ view, document }): FoldingRange[] =>
      folds(view).map(({ range, kind }) => {
        const { start, end } = rangeIn(document, range);
        const foldKind = foldKinds[kind];
        // The closing brace stays in sight.
        const endLine = kind === 'body' ? Math.max(start.line, end.line - 1) : end.line;
        return { startLine: start.line, endLine, ...(foldKind === undefined ? {} : { kind: foldKind }) };
      }),
    ),
  );
  return {
    inlayHintProvider: { resolveProvider: false },
    codeLensProvider: { resolveProvider: false },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
  };
}
