/** Answers for reading: hover, hints, lenses, outline, places. Each handler turns one query's answer into the protocol's. */
import type { DocumentHighlight, Location } from 'vscode-languageserver-protocol';
import {
  assumptionsRequest,
  summaryRequest,
  treeRequest,
  type FileAssumptions,
  type Summary,
  type TreeItem,
} from '../../messages/editor.js';
import { tableRequest, type SummaryTable } from '../../messages/summary-table.js';
import { diagramRequest, type DiagramNode, type FileDiagram } from '../../messages/diagram.js';
import { diagram, type DrawnNode } from '../../editor/diagram.js';
import { fileAssumptions } from '../../editor/file-assumptions.js';
import { needOf } from '../../editor/network-needs.js';
import { networkTree, type TreeEntry } from '../../editor/network-tree.js';
import type { Preferences } from '../../editor/preferences.js';
import { definitionAt, usesAt } from '../../editor/references.js';
import { summary } from '../../editor/summary.js';
import type { Asking } from './asking.js';
import { locationOf, rangeIn, said } from './convert.js';
import type { Connection } from './connection.js';
import { highlightKinds } from './protocol.js';
import type { Store } from './store.js';

function treeItem(store: Store, { place, children, ...shown }: TreeEntry): TreeItem {
  const { start } = rangeIn(store.document(place.uri), place.range);
  return { ...shown, uri: place.uri, ...start, children: children.map(child => treeItem(store, child)) };
}

function diagramNode(store: Store, { place, children, problems, ...shown }: DrawnNode): DiagramNode {
  const { start, end } = rangeIn(store.document(place.uri), place.range);
  const at = { uri: place.uri, ...start, endLine: end.line };
  return { ...shown, ...at, problems: problems.map(said), children: children.map(child => diagramNode(store, child)) };
}

export function offerReading(
  connection: Connection,
  asking: Asking,
  store: Store,
  preferences: (uri: string) => Preferences,
): void {
  connection.onRequest(
    'textDocument/definition',
    asking.tree('definition', null, ({ view, offset }, { position }): Location | null => {
      const place = definitionAt(view, offset(position));
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
  connection.onOwnRequest(
    diagramRequest,
    asking.report<{ textDocument: { uri: string } }, FileDiagram>(
      'diagram',
      { title: '', networks: [], problems: [], isBroken: false },
      ({ view }) => {
        const { networks, problems, isBroken } = diagram(view);
        return {
          ...{ title: view.source.name, isBroken },
          networks: networks.map(({ nodes, edges, ...rest }) => ({
            ...{ ...rest, edges: [...edges] },
            nodes: nodes.map(node => diagramNode(store, node)),
          })),
          problems: problems.map(({ message, place: { uri, range } }) => ({
            ...{ message: said(message), uri },
            ...rangeIn(store.document(uri), range).start,
          })),
        };
      },
    ),
  );
}
