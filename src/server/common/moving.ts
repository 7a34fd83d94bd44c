/** Answers for moving about: links, selections, symbols of all files, calls; and colours by meaning. */
import type {
  CallHierarchyItem,
  Range as LspRange,
  SelectionRange,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { calleesOf, callersOf, callItemAt, type CallItem } from '../../editor/call-hierarchy.js';
import { fileSymbols } from '../../editor/file-symbols.js';
import { selections } from '../../editor/selections.js';
import type { Asking } from './asking.js';
import type { Connection } from './connection.js';
import { locationOf, rangeIn } from './convert.js';
import { guarded } from './guard.js';
import { symbolKinds } from './protocol.js';
import type { Store } from './store.js';

const kinds = { network: symbolKinds.class, block: symbolKinds.function, constant: symbolKinds.constant } as const;

function nested(ranges: readonly LspRange[]): SelectionRange | undefined {
  return [...ranges]
    .reverse()
    .reduce<SelectionRange | undefined>(
      (parent, range) => ({ range, ...(parent === undefined ? {} : { parent }) }),
      undefined,
    );
}

export function offerMoving(connection: Connection, asking: Asking, store: Store): void {
  const itemOf = (item: CallItem): CallHierarchyItem => {
    const document = store.document(item.uri);
    return {
      name: item.name,
      kind: kinds[item.kind],
      uri: item.uri,
      range: rangeIn(document, item.range),
      selectionRange: rangeIn(document, item.nameRange),
      data: item,
    };
  };

  connection.onRequest(
    'textDocument/selectionRange',
    asking.tree('selections', [], ({ view, document, offset }, { positions }): SelectionRange[] =>
      positions.map(
        position =>
          nested(selections(view, offset(position)).map(range => rangeIn(document, range))) ?? {
            range: { start: position, end: position },
          },
      ),
    ),
  );
  connection.onRequest('workspace/symbol', ({ query }, token) =>
    guarded<WorkspaceSymbol[]>('symbols', asking.log, token, [], () =>
      fileSymbols(store.files, query).map(({ name, kind, uri, range }) => ({
        name,
        kind: kinds[kind],
        location: locationOf(store, uri, range),
      })),
    ),
  );
  connection.onRequest(
    'textDocument/prepareCallHierarchy',
    asking.tree('calls', null, ({ view, offset }, { position }): CallHierarchyItem[] | null => {
      const item = callItemAt(view, offset(position));
      return item === undefined ? null : [itemOf(item)];
    }),
  );
  connection.onRequest('callHierarchy/incomingCalls', ({ item }, token) =>
    guarded('callers', asking.log, token, [], () =>
      callersOf(store.files, item.data as CallItem).map(edge => ({
        from: itemOf(edge.item),
        fromRanges: edge.from.map(range => rangeIn(store.document(edge.item.uri), range)),
      })),
    ),
  );
  connection.onRequest('callHierarchy/outgoingCalls', ({ item }, token) =>
    guarded('callees', asking.log, token, [], () =>
      calleesOf(store.files, item.data as CallItem).map(edge => ({
        to: itemOf(edge.item),
        fromRanges: edge.from.map(range => rangeIn(store.document(item.uri), range)),
      })),
    ),
  );
}
