/** Answers for moving about: links, selections, symbols of all files, calls; and colours by meaning. */
import type {
  CallHierarchyItem,
  DocumentLink,
  Range as LspRange,
  SelectionRange,
  SemanticTokens,
  ServerCapabilities,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { calleesOf, callersOf, callItemAt, type CallItem } from '../../editor/call-hierarchy.js';
import { fileSymbols, links, selections } from '../../editor/links.js';
import { semanticTokens, tokenModifiers, tokenTypes, type Token } from '../../editor/semantic-tokens.js';
import type { Asking } from './asking.js';
import type { Connection } from './connection.js';
import { locationOf, offsetsIn, rangeIn } from './convert.js';
import { guarded } from './guard.js';
import { symbolKinds } from './protocol.js';
import type { Store } from './store.js';

const kinds = { network: symbolKinds.class, block: symbolKinds.function, constant: symbolKinds.constant } as const;

function tokensOf(document: TextDocument, tokens: readonly Token[]): SemanticTokens {
  // Each place is told from the one before.
  const data: number[] = [];
  let last = { line: 0, character: 0 };
  for (const { range, type, modifiers } of tokens) {
    const place = document.positionAt(range.start);
    const character = place.line === last.line ? place.character - last.character : place.character;
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    data.push(place.line - last.line, character, range.end - range.start, tokenTypes.indexOf(type), bits);
    last = place;
  }
  return { data };
}

function nested(ranges: readonly LspRange[]): SelectionRange | undefined {
  return [...ranges]
    .reverse()
    .reduce<SelectionRange | undefined>(
      (parent, range) => ({ range, ...(parent === undefined ? {} : { parent }) }),
      undefined,
    );
}

export function offerMoving(connection: Connection, asking: Asking, store: Store): ServerCapabilities {
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
    'textDocument/semanticTokens/full',
    asking.tree('semantic tokens', { data: [] }, ({ view, document }): SemanticTokens =>
      tokensOf(document, semanticTokens(view)),
    ),
  );
  connection.onRequest(
    'textDocument/semanticTokens/range',
    asking.tree('semantic tokens', { data: [] }, ({ view, document }, { range }): SemanticTokens =>
      tokensOf(document, semanticTokens(view, offsetsIn(document, range))),
    ),
  );
  connection.onRequest(
    'textDocument/documentLink',
    asking.tree('links', [], ({ view, document }): DocumentLink[] =>
      links(view).map(({ range, target }) => ({ range: rangeIn(document, range), target })),
    ),
  );
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
  return {
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: true,
      range: true,
    },
    documentLinkProvider: { resolveProvider: false },
    selectionRangeProvider: true,
    workspaceSymbolProvider: true,
    callHierarchyProvider: true,
  };
}
