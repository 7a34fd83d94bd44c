/** Answers for mending: fixes, refactorings, imports in order. What takes long to work out is worked out when it is taken. */
import type { CodeAction, CodeActionParams, Command } from 'vscode-languageserver-protocol';
import type { Analyze } from '../../editor/analyze.js';
import { actions, type Action } from '../../editor/actions.js';
import { safeFixes } from '../../editor/fix-all.js';
import { answered, questions, type Asked } from '../../editor/inverse-questions.js';
import { organizedImports } from '../../editor/organize-imports.js';
import { applied } from '../../editor/refactorings/edit-text.js';
import { offers, type Offer } from '../../editor/refactorings/offer.js';
import type { View } from '../../editor/view.js';
import { say } from '../../editor/words.js';
import type { TextEdit } from '../../language/problem.js';
import { Lines } from '../../language/lines.js';
import { renameCommand } from '../../messages/editor.js';
import type { Asking } from './asking.js';
import { ResponseError, type Connection } from './connection.js';
import { diagnosticOf, offsetsIn, said, workspaceEdit } from './convert.js';
import { automaticTrigger, codeActionKinds, errorCodes } from './protocol.js';
import type { Settings } from './settings.js';
import type { Store } from './store.js';

const refactoringKinds: Readonly<Record<Offer['kind'], string>> = {
  extract: codeActionKinds.refactorExtract,
  inline: codeActionKinds.refactorInline,
  rewrite: codeActionKinds.refactorRewrite,
};

/** Whether actions of a kind are asked for: `refactor` means `refactor.extract` too. */
function wanted({ only, triggerKind }: CodeActionParams['context'], kind: string): boolean {
  if (only !== undefined) return only.some(each => each === '' || kind === each || kind.startsWith(`${each}.`));
  // What tidies a whole file is no answer to where the caret stands.
  return triggerKind !== automaticTrigger || !kind.startsWith('source');
}

function fixOf(store: Store, uri: string, { title, problem, edits, preferred }: Action): CodeAction {
  return {
    title: said(title),
    kind: codeActionKinds.quickFix,
    edit: workspaceEdit(store, edits),
    ...(problem === undefined ? {} : { diagnostics: [diagnosticOf(store, uri, problem)] }),
    ...(preferred ? { isPreferred: true } : {}),
  };
}

const inFile = (uri: string, edits: readonly TextEdit[]) => edits.map(edit => ({ uri, ...edit }));

function renaming(view: View, { edits, rename }: Offer): Command | undefined {
  if (rename === undefined) return undefined;
  const { line, column } = new Lines(applied(view.text, edits)).at(rename);
  return { title: say('Rename'), command: renameCommand, arguments: [view.uri, line, column] };
}

/** A question that is answered when it is taken. */
interface AskedLater {
  readonly uri: string;
  readonly version: number;
  readonly asks: Asked;
}

/** What the editor can do. */
export interface Abilities {
  /** It is VS Code with our extension: it asks for another name of what an action has named, and has VS Code's commands. */
  readonly renames: boolean;
  /** It lets an action be worked out when it is taken. */
  readonly resolves: boolean;
}

export function offerMending(
  connection: Connection,
  asking: Asking,
  store: Store,
  analyze: Analyze,
  settings: (uri: string) => Settings,
  { renames, resolves }: Abilities,
): void {
  const refactored = (view: View, offer: Offer): CodeAction => {
    const command = renames ? renaming(view, offer) : undefined;
    return {
      title: offer.title,
      kind: refactoringKinds[offer.kind],
      edit: workspaceEdit(store, inFile(view.uri, offer.edits)),
      ...(command === undefined ? {} : { command }),
    };
  };
  connection.onRequest(
    'textDocument/codeAction',
    asking.report('code actions', [], ({ view, document }, { range, context }): CodeAction[] => {
      const at = offsetsIn(document, range);
      const found: CodeAction[] = [];
      if (wanted(context, codeActionKinds.quickFix))
        found.push(...actions(view, at).map(action => fixOf(store, view.uri, action)));
      // A lamp on every line would say nothing: a selection, or a person, asks for what could be written otherwise.
      const isAsked = context.triggerKind !== automaticTrigger || context.only !== undefined || at.start < at.end;
      if (isAsked && Object.values(refactoringKinds).some(kind => wanted(context, kind)))
        for (const offer of offers(view, at, analyze, kind => wanted(context, refactoringKinds[kind])))
          found.push(refactored(view, offer));
      if (isAsked && resolves && wanted(context, codeActionKinds.refactorRewrite))
        for (const { title, asks } of questions(view, at, settings(view.uri).preferences.device, analyze)) {
          const data: AskedLater = { uri: view.uri, version: document.version, asks };
          found.push({ title, kind: codeActionKinds.refactorRewrite, data });
        }
      const whole = (title: string, kind: string, edits: readonly TextEdit[]): unknown =>
        edits.length > 0 && found.push({ title, kind, edit: workspaceEdit(store, inFile(view.uri, edits)) });
      if (wanted(context, codeActionKinds.sourceOrganizeImports))
        whole(say('Organize imports'), codeActionKinds.sourceOrganizeImports, organizedImports(view));
      if (wanted(context, codeActionKinds.sourceFixAll))
        whole(say('Take all safe fixes'), codeActionKinds.sourceFixAll, safeFixes(view, analyze));
      return found;
    }),
  );
  connection.onRequest('codeAction/resolve', async (action, token): Promise<CodeAction | ResponseError> => {
    if (action.data === undefined) return action;
    const { uri, version, asks } = action.data as AskedLater;
    const ask = asking.report<{ textDocument: { uri: string } }, readonly TextEdit[]>(
      'code action',
      [],
      ({ view, document }) => (document.version === version ? answered(view, asks, analyze) : []),
    );
    const edits = await ask({ textDocument: { uri } }, token);
    if (edits instanceof ResponseError) return edits;
    if (edits.length === 0) return new ResponseError(errorCodes.requestFailed, say('there is no such number'));
    return { ...action, edit: workspaceEdit(store, inFile(uri, edits)) };
  });
}
