/** Answers for what an editor asks by itself of a file that is shown, and for hover. */
import type {
  CodeLens,
  Command,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  SemanticTokens,
} from 'vscode-languageserver-protocol';
import { folds } from '../../editor/folds.js';
import { hover, type HoverOptions } from '../../editor/hover.js';
import { lenses, type Lens } from '../../editor/lenses.js';
import { links } from '../../editor/links.js';
import { outline, type OutlineEntry } from '../../editor/outline.js';
import type { Preferences } from '../../editor/preferences.js';
import { semanticTokens, tokenModifiers, tokenTypes, type Token } from '../../editor/semantic-tokens.js';
import { assumptionsCommand, diagramCommand, summaryCommand, trainCommand } from '../../messages/editor.js';
import type { Asking } from './asking.js';
import type { Connection } from './connection.js';
import { offsetsIn, rangeIn } from './convert.js';
import type { LastGood } from './last-good.js';
import { markdown, symbolKinds } from './protocol.js';
import type { TextDocument } from './text-document.js';

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

function commandOf(uri: string, lens: Lens): Command {
  const { title } = lens;
  switch (lens.kind) {
    case 'train':
      return { title, command: trainCommand, arguments: [uri, lens.network ?? null, lens.name ?? null] };
    case 'totals':
      return { title, command: assumptionsCommand, arguments: [uri] };
    default:
      return {
        title,
        command: lens.kind === 'summary' ? summaryCommand : diagramCommand,
        arguments: [uri, lens.network],
      };
  }
}

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

export function offerShowing(
  connection: Connection,
  asking: Asking,
  lastGood: LastGood,
  preferences: (uri: string) => Preferences,
  hoverOptions: () => HoverOptions,
): void {
  connection.onRequest(
    'textDocument/hover',
    asking.report('hover', null, ({ view, document, offset }, { position }): Hover | null => {
      const found = hover(view, offset(position), hoverOptions());
      if (found === undefined) return null;
      return { contents: markdown(found.text), range: rangeIn(document, found.range) };
    }),
  );
  connection.onRequest(
    'textDocument/codeLens',
    asking.report('code lenses', [], ({ view, document }): CodeLens[] =>
      preferences(view.uri).codeLens
        ? lenses(view, lastGood.of(view.uri)?.view).map(lens => ({
            range: rangeIn(document, lens.at),
            command: commandOf(view.uri, lens),
          }))
        : [],
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
}
