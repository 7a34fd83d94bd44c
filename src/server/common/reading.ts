/** Answers for reading: hover, hints, lenses, outline, places. Each handler turns one query's answer into the protocol's. */
import type {
  CodeLens,
  Command,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  ServerCapabilities,
} from 'vscode-languageserver-protocol';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  assumptionsCommand,
  assumptionsRequest,
  summaryCommand,
  summaryRequest,
  trainCommand,
  treeRequest,
  type FileAssumptions,
  type Summary,
  type TreeItem,
} from '../../messages/editor.js';
import { tableRequest, type SummaryTable } from '../../messages/summary-table.js';
import { fileAssumptions } from '../../editor/file-assumptions.js';
import { folds } from '../../editor/folds.js';
import { hover } from '../../editor/hover.js';
import { lenses, type Lens } from '../../editor/lenses.js';
import { needOf } from '../../editor/network-needs.js';
import { networkTree, type TreeEntry } from '../../editor/network-tree.js';
import { outline, type OutlineEntry } from '../../editor/outline.js';
import type { Preferences } from '../../editor/preferences.js';
import { usesAt } from '../../editor/references.js';
import { summary } from '../../editor/summary.js';
import type { Asking } from './asking.js';
import { locationOf, rangeIn } from './convert.js';
import type { Connection } from './connection.js';
import { offerHints } from './hinting.js';
import type { LastGood } from './last-good.js';
import { highlightKinds, markdown, symbolKinds } from './protocol.js';
import type { Store } from './store.js';

const outlineKinds = {
  network: symbolKinds.class,
  block: symbolKinds.function,
  constant: symbolKinds.constant,
  train: symbolKinds.event,
  search: symbolKinds.event,
  budget: symbolKinds.struct,
  point: symbolKinds.variable,
  input: symbolKinds.field,
  output: symbolKinds.field,
} as const;

const foldKinds = { body: undefined, imports: 'imports', comment: 'comment' } as const;

function symbolOf(document: TextDocument, one: OutlineEntry): DocumentSymbol {
  return {
    name: one.name,
    detail: one.detail,
    kind: outlineKinds[one.kind],
    range: rangeIn(document, one.range),
    selectionRange: rangeIn(document, one.nameRange),
    children: one.children.map(child => symbolOf(document, child)),
  };
}

function treeItem(store: Store, { place, children, ...shown }: TreeEntry): TreeItem {
  const { start } = rangeIn(store.document(place.uri), place.range);
  return { ...shown, uri: place.uri, ...start, children: children.map(child => treeItem(store, child)) };
}

function commandOf(uri: string, lens: Lens): Command {
  const { title } = lens;
  switch (lens.kind) {
    case 'train':
      return { title, command: trainCommand, arguments: [uri, lens.network ?? null, lens.name ?? null] };
    case 'totals':
      return { title, command: assumptionsCommand, arguments: [uri] };
    case 'summary':
      return { title, command: summaryCommand, arguments: [uri] };
  }
}

export function offerReading(
  connection: Connection,
  asking: Asking,
  store: Store,
  lastGood: LastGood,
  preferences: (uri: string) => Preferences,
): ServerCapabilities {
  offerHints(connection, asking, store, lastGood, preferences);
  connection.onRequest(
    'textDocument/hover',
    asking.report('hover', null, ({ view, document, offset }, { position }): Hover | null => {
      const found = hover(view, offset(position));
      if (found === undefined) return null;
      return { contents: markdown(found.text), range: rangeIn(document, found.range) };
    }),
  );
  connection.onRequest(
    'textDocument/definition',
    asking.tree('definition', null, ({ view, offset }, { position }): Location | null => {
      const place = view.files.definitionAt(view.uri, offset(position));
      return place === undefined ? null : locationOf(store, place.uri, place.range);
    }),
  );
  connection.onRequest(
    'textDocument/references',
    asking.tree('references', [], ({ view, offset }, { position, context }): Location[] =>
      usesAt(view, offset(position))
        .filter(({ isDefinition }) => context.includeDeclaration || !isDefinition)
        .map(({ uri, range }) => locationOf(store, uri, range)),
    ),
  );
  connection.onRequest(
    'textDocument/documentHighlight',
    asking.tree('highlights', [], ({ view, document, offset }, { position }): DocumentHighlight[] =>
      usesAt(view, offset(position))
        .filter(({ uri }) => uri === view.uri)
        .map(({ range, isDefinition }) => ({
          range: rangeIn(document, range),
          kind: isDefinition ? highlightKinds.write : highlightKinds.read,
        })),
    ),
  );
  connection.onRequest(
    'textDocument/codeLens',
    asking.report('code lenses', [], ({ view, document }): CodeLens[] =>
      preferences(view.uri).codeLens
        ? lenses(view).map(lens => ({ range: rangeIn(document, lens.at), command: commandOf(view.uri, lens) }))
        : [],
    ),
  );
  connection.onOwnRequest(
    summaryRequest,
    asking.report<{ textDocument: { uri: string } }, Summary | null>('summary', null, ({ view }) => {
      const markdown = summary(view);
      return markdown === undefined ? null : { title: view.source.name, markdown };
    }),
  );
  connection.onOwnRequest(
    assumptionsRequest,
    asking.report<{ textDocument: { uri: string } }, FileAssumptions | null>('assumptions', null, ({ view }) => {
      const { assumptions, hasNetwork, optimizers } = fileAssumptions(view);
      const { batch, precision, optimizer, attention, target } = assumptions;
      return { batch: hasNetwork ? batch : null, precision, optimizer, attention, target, optimizers };
    }),
  );
  connection.onOwnRequest(
    treeRequest,
    asking.report<{ textDocument: { uri: string } }, TreeItem[]>('tree', [], ({ view }) =>
      networkTree(view).map(entry => treeItem(store, entry)),
    ),
  );
  connection.onOwnRequest(
    tableRequest,
    asking.report<{ textDocument: { uri: string } }, SummaryTable>(
      'table',
      { title: '', networks: [], device: null },
      ({ view }) => {
        const { networks } = view.report();
        const rows = networkTree(view).map(entry => treeItem(store, entry));
        return {
          title: view.source.name,
          device: preferences(view.uri).device ?? null,
          networks: rows.flatMap((row, i) => {
            const report = networks[i];
            if (report === undefined) return [];
            const { need, perSample, ...rest } = needOf(report);
            return [{ row, need: need ?? null, perSample: perSample ?? null, ...rest }];
          }),
        };
      },
    ),
  );
  connection.onRequest(
    'textDocument/documentSymbol',
    asking.tree('outline', [], ({ view, document }) => outline(view).map(one => symbolOf(document, one))),
  );
  connection.onRequest(
    'textDocument/foldingRange',
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
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    inlayHintProvider: { resolveProvider: true },
    codeLensProvider: { resolveProvider: false },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
  };
}
