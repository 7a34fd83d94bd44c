/** Answers for moving about: links, selections, symbols of all files, calls; and colours by meaning. */
import {
  SemanticTokensBuilder,
  SymbolKind,
  type CallHierarchyItem,
  type Connection,
  type DocumentLink,
  type Range as LspRange,
  type SelectionRange,
  type SemanticTokens,
  type ServerCapabilities,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { calleesOf, callersOf, callItemAt, type CallItem } from '../../editor/call-hierarchy.js';
import { fileSymbols, links, selections } from '../../editor/links.js';
import { semanticTokens, tokenModifiers, tokenTypes, type Token } from '../../editor/semantic-tokens.js';
import type { Asking } from './asking.js';
import { locationOf, offsetsIn, rangeIn } from './convert.js';
import { guarded } from './guard.js';
import type { Store } from './store.js';

const kinds = { network: SymbolKind.Class, block: SymbolKind.Function, constant: SymbolKind.Constant } as const;

function tokensOf(document: TextDocument, tokens: readonly Token[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { range, type, modifiers } of tokens) {
    const { line, character } = document.positionAt(range.start);
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    builder.push(line, character, range.end - range.start, tokenTypes.indexOf(type), bits);
  }
  return builder.build();
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

  connection.languages.semanticTokens.on(
    asking.tree('semantic tokens', { data: [] }, ({ view, document }): SemanticTokens =>
      tokensOf(document, semanticTokens(view)),
    ),
  );
  connection.languages.semanticTokens.onRange(
    asking.tree('semantic tokens', { data: [] }, ({ view, document }, { range }): SemanticTokens =>
      tokensOf(document, semanticTokens(view, offsetsIn(document, range))),
    ),
  );
  connection.onDocumentLinks(
    asking.tree('links', [], ({ view, document }): DocumentLink[] =>
      links(view).map(({ range, target }) => ({ range: rangeIn(document, range), target })),
    ),
  );
  connection.onSelectionRanges(
    asking.tree('selections', [], ({ view, document, offset }, { positions }): SelectionRange[] =>
      positions.map(
        position =>
          nested(selections(view, offset(position)).map(range => rangeIn(document, range))) ?? {
            range: { start: position, end: position },
          },
      ),
    ),
  );
  connection.onWorkspaceSymbol(({ query }, token) =>
    guarded<WorkspaceSymbol[]>('symbols', asking.log, token, [], () =>
      fileSymbols(store.files, query).map(({ name, kind, uri, range }) => ({
        name,
        kind: kinds[kind],
        location: locationOf(store, uri, range),
      })),
    ),
  );
  connection.languages.callHierarchy.onPrepare(
    asking.tree('calls', null, ({ view, offset }, { position }): CallHierarchyItem[] | null => {
      const item = callItemAt(view, offset(position));
      return item === undefined ? null : [itemOf(item)];
    }),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }, token) =>
    guarded('callers', asking.log, token, [], () =>
      callersOf(store.files, item.data as CallItem).map(edge => ({
        from: itemOf(edge.item),
        fromRanges: edge.from.map(range => rangeIn(store.document(edge.item.uri), range)),
      })),
    ),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }, token) =>
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
