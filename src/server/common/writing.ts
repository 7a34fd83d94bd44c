/** Answers for writing: completion, signature help, formatting. Each handler turns one query's answer into the protocol's. */
import type { CompletionItem, CompletionList, SignatureHelp, TextEdit } from 'vscode-languageserver-protocol';
import { completions } from '../../editor/complete.js';
import { formatting, formattingBehind } from '../../editor/formatting.js';
import { renamable, renaming } from '../../editor/references.js';
import { signatureHelp } from '../../editor/signature-help.js';
import type { Suggestion, SuggestionKind } from '../../editor/suggestion.js';
import type { Asking } from './asking.js';
import { ResponseError, type Connection } from './connection.js';
import { completionKinds, errorCodes, markdown, snippetFormat } from './protocol.js';
import type { Store } from './store.js';
import { editIn, offsetsIn, rangeIn, workspaceEdit } from './convert.js';
import type { TextDocument } from './text-document.js';

const kinds: Readonly<Record<SuggestionKind, NonNullable<CompletionItem['kind']>>> = {
  layer: completionKinds.function,
  block: completionKinds.class,
  network: completionKinds.module,
  point: completionKinds.variable,
  constant: completionKinds.constant,
  parameter: completionKinds.typeParameter,
  argument: completionKinds.field,
  setting: completionKinds.property,
  declaration: completionKinds.function,
  word: completionKinds.enumMember,
  value: completionKinds.value,
  keyword: completionKinds.keyword,
  function: completionKinds.method,
  file: completionKinds.file,
  snippet: completionKinds.snippet,
};

/** The docs of the last list, by label and place in it: they are worked out when one is looked at. */
class LastList {
  private docs: readonly (Suggestion['doc'] | undefined)[] = [];
  private list = 0;

  keep(suggestions: readonly Suggestion[]): number {
    this.docs = suggestions.map(({ doc }) => doc);
    this.list += 1;
    return this.list;
  }

  doc(data: unknown): string | undefined {
    const { list, at } = (data ?? {}) as { list?: unknown; at?: unknown };
    return list === this.list && typeof at === 'number' ? this.docs[at]?.() : undefined;
  }
}

/** What VS Code does when the entry was taken; another editor would look for such a command here. */
const next = (again: true | 'signature'): { readonly title: string; readonly command: string } =>
  again === true
    ? { title: 'Suggest', command: 'editor.action.triggerSuggest' }
    : { title: 'Signature', command: 'editor.action.triggerParameterHints' };

function itemOf(document: TextDocument, one: Suggestion, list: number, at: number, commands: boolean): CompletionItem {
  return {
    label: one.label,
    kind: kinds[one.kind],
    sortText: String(at).padStart(4, '0'),
    ...(one.description === undefined ? {} : { labelDetails: { description: one.description } }),
    // A list may be long and its replaced range is the same: the rest is what differs.
    textEdit: { range: rangeIn(document, one.replace), newText: one.insert },
    ...(one.snippet === true ? { insertTextFormat: snippetFormat } : {}),
    ...(commands && one.again !== undefined && one.again !== false ? { command: next(one.again) } : {}),
    ...(one.also === undefined ? {} : { additionalTextEdits: one.also.map(edit => editIn(document, edit)) }),
    data: { list, at },
  };
}

/** `commands`: the editor has VS Code's own. */
export function offerWriting(connection: Connection, asking: Asking, store: Store, commands: boolean): void {
  const last = new LastList();
  connection.onRequest(
    'textDocument/completion',
    asking.report('completion', null, ({ view, document, offset }, { position }): CompletionList => {
      const found = completions(view, offset(position));
      const list = last.keep(found);
      return { isIncomplete: false, items: found.map((one, at) => itemOf(document, one, list, at, commands)) };
    }),
  );
  connection.onRequest('completionItem/resolve', item => {
    const doc = last.doc(item.data);
    return doc === undefined ? item : { ...item, documentation: markdown(doc) };
  });
  connection.onRequest(
    'textDocument/signatureHelp',
    asking.tree('signature help', null, ({ view, offset }, { position }): SignatureHelp | null => {
      const help = signatureHelp(view, offset(position));
      if (help === undefined) return null;
      return {
        activeSignature: 0,
        activeParameter: help.active ?? null,
        signatures: [
          {
            label: help.label,
            documentation: markdown(help.doc),
            parameters: help.parameters.map(({ label: [start, end], doc }) => ({
              label: [start, end],
              documentation: markdown(doc),
            })),
          },
        ],
      };
    }),
  );
  connection.onRequest(
    'textDocument/formatting',
    asking.tree('formatting', [], ({ view, document }): TextEdit[] =>
      formatting(view).map(edit => editIn(document, edit)),
    ),
  );
  connection.onRequest(
    'textDocument/rangeFormatting',
    asking.tree('range formatting', [], ({ view, document }, { range }): TextEdit[] =>
      formatting(view, offsetsIn(document, range)).map(edit => editIn(document, edit)),
    ),
  );
  connection.onRequest(
    'textDocument/onTypeFormatting',
    asking.tree('formatting while typing', [], ({ view, document, offset }, { position }): TextEdit[] =>
      formattingBehind(view, offset(position)).map(edit => editIn(document, edit)),
    ),
  );
  connection.onRequest(
    'textDocument/prepareRename',
    asking.tree('rename', null, ({ view, document, offset }, { position }) => {
      const found = renamable(view, offset(position));
      return found === undefined ? null : { range: rangeIn(document, found.range), placeholder: found.name };
    }),
  );
  connection.onRequest('textDocument/rename', async (params, token) => {
    const ask = asking.tree('rename', undefined, ({ view, offset }) =>
      renaming(view, offset(params.position), params.newName),
    );
    const found = await ask(params, token);
    if (found === undefined || found instanceof ResponseError) return found ?? null;
    if ('error' in found) return new ResponseError(errorCodes.requestFailed, found.error);
    return workspaceEdit(store, found.edits);
  });
}
