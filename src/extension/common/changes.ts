/** Behind each network's name: what its figures gained or lost since the last commit. Nothing where they are equal. */
import * as vscode from 'vscode';
import { changesRequest, compareCommand, type NetworkChange } from '../../messages/compare.js';
import type { Connected } from './connected.js';
import type { GitHead } from './git.js';

/** How long a file rests before its changes are asked for. */
const restMs = 500;

const wanted = (uri: vscode.Uri): boolean =>
  vscode.workspace.getConfiguration('netwright.hints', uri).get<boolean>('changes', true);

function decorationOf(uri: vscode.Uri, { line, character, text, detail }: NetworkChange): vscode.DecorationOptions {
  const at = new vscode.Position(line, character);
  const hover = new vscode.MarkdownString(`**${vscode.l10n.t('Since the last commit')}**\n\n${detail}\n\n`);
  const command = `command:${compareCommand}?${encodeURIComponent(JSON.stringify([uri.toString(), 'HEAD']))}`;
  hover.appendMarkdown(`[${vscode.l10n.t('Compare layer by layer')}](${command})`);
  hover.isTrusted = { enabledCommands: [compareCommand] };
  return {
    range: new vscode.Range(at, at),
    hoverMessage: hover,
    renderOptions: { after: { contentText: vscode.l10n.t('since HEAD: {0}', text) } },
  };
}

export function showChanges({ request, onStatus }: Connected, head: GitHead): vscode.Disposable {
  const decoration = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 2em' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
  const resting = new Map<string, ReturnType<typeof setTimeout>>();

  function draw(uri: vscode.Uri, changes: readonly NetworkChange[]): void {
    const options = changes.map(change => decorationOf(uri, change));
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document.uri.toString() === uri.toString()) editor.setDecorations(decoration, options);
  }

  async function refresh(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    if (!wanted(uri)) {
      draw(uri, []);
      return;
    }
    const before = await head.at(uri);
    if ('why' in before) {
      draw(uri, []);
      return;
    }
    const asked = uri.toString();
    const same = Object.keys(before.texts).length === 1 && before.texts[asked] === document.getText();
    try {
      const changes: NetworkChange[] = same
        ? []
        : await request(changesRequest, { textDocument: { uri: asked }, texts: before.texts });
      // What came too late is of another text: the next one is on its way.
      if (document.version === version) draw(uri, changes);
    } catch {
      // The text has changed meanwhile, or the server starts again: either way news of the file follows.
    }
  }

  function soon(document: vscode.TextDocument): void {
    if (document.languageId !== 'netwright') return;
    const key = document.uri.toString();
    clearTimeout(resting.get(key));
    resting.set(
      key,
      setTimeout(() => {
        resting.delete(key);
        void refresh(document);
      }, restMs),
    );
  }

  const all = (): void => {
    for (const { document } of vscode.window.visibleTextEditors) soon(document);
  };

  return vscode.Disposable.from(
    decoration,
    { dispose: () => [...resting.values()].forEach(clearTimeout) },
    onStatus(({ uri }) => {
      const shown = vscode.Uri.parse(uri).toString();
      const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === shown);
      if (editor !== undefined) soon(editor.document);
    }),
    head.onChange(all),
    vscode.window.onDidChangeVisibleTextEditors(all),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('netwright')) all();
    }),
  );
}
