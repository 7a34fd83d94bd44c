/** Refactorings as VS Code gets them: what it offers for a selection, and what taking one does. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, eventually, show } from './files.js';

const text = `import ConvBnRelu from "netwright:conv"
import BasicBlock from "netwright:resnet"

block Tail(count) {
  flatten
  dense(count)
}

network N {
  input x: 8x8x8
  conv(8, 3, padding: same) -> relu
  conv(8, 3, padding: same) -> relu
  conv(8, 3, padding: same) -> relu
  BasicBlock(8)
  Tail(10)
}
`;

let files = 0;

describe('refactorings', () => {
  before(activated);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const offered = (
    { uri }: vscode.TextDocument,
    range: vscode.Range,
    kind: vscode.CodeActionKind,
  ): Thenable<readonly vscode.CodeAction[]> =>
    vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind.value);

  const titles = (actions: readonly vscode.CodeAction[]): readonly string[] => actions.map(({ title }) => title);

  const lines = (from: number, to: number): vscode.Range => new vscode.Range(from, 0, to, 80);

  /** The totals above the network. */
  async function totals({ uri }: vscode.TextDocument): Promise<string> {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    const found = lenses.map(({ command }) => command?.title ?? '').filter(title => title.includes('parameters'));
    return found.join('\n');
  }

  it('are offered for steps that are selected, and imports in order for the file', async () => {
    const document = await show(`refactorings-${++files}.nn`, text);
    const rewrites = titles(await offered(document, lines(10, 12), vscode.CodeActionKind.RefactorRewrite));
    assert.ok(rewrites.includes('Wrap in `residual`'), rewrites.join(', '));
    assert.ok(rewrites.includes('Turn into `repeat 3`'), rewrites.join(', '));
    const extracts = titles(await offered(document, lines(10, 12), vscode.CodeActionKind.RefactorExtract));
    assert.deepEqual(extracts, ['Extract to a block']);
    const caret = new vscode.Range(14, 4, 14, 4);
    const inlines = titles(await offered(document, caret, vscode.CodeActionKind.RefactorInline));
    assert.deepEqual(inlines, ['Inline `Tail`', 'Inline all calls of `Tail`, and remove it']);
    const sources = await offered(document, caret, vscode.CodeActionKind.SourceOrganizeImports);
    assert.deepEqual(titles(sources), ['Organize imports']);
    assert.ok(sources[0]?.edit);
    await vscode.workspace.applyEdit(sources[0].edit);
    assert.equal(document.lineAt(0).text, 'import BasicBlock from "netwright:resnet"');
  });

  it('extract a block that counts the same, and ask for its name', async () => {
    const plain = text.replace(/^(import .*\n)+\n/, '').replace('  BasicBlock(8)\n', '');
    const document = await show(`refactorings-${++files}.nn`, plain);
    const before = await eventually(
      () => totals(document),
      found => found !== '',
    );
    // Three convolutions of 8 * 8 * 9 + 8 = 584, and a dense layer of 512 * 10 + 10 = 5,130: 6,882 parameters;
    // 3 * 576 * 64 + 5,120 = 115,712 multiply-adds.
    assert.match(before, /^6\.9K parameters · 115\.7K multiply-adds/);
    const [action] = await offered(document, lines(7, 8), vscode.CodeActionKind.RefactorExtract);
    assert.ok(action?.edit && action.command);
    await vscode.workspace.applyEdit(action.edit);
    assert.equal(
      document.getText(),
      `block Tail(count) {
  flatten
  dense(count)
}

block Extracted {
  conv(8, 3, padding: same) -> relu
  conv(8, 3, padding: same) -> relu
}

network N {
  input x: 8x8x8
  Extracted
  conv(8, 3, padding: same) -> relu
  Tail(10)
}
`,
    );
    await eventually(
      () => totals(document),
      found => found === before,
    );
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);

    const { command, arguments: given = [] } = action.command;
    assert.equal(command, 'netwright.renameAt');
    // The call in the network, not the block above it.
    assert.deepEqual(given.slice(1), [12, 2]);
    // It ends as soon as the box for the name opens; a test in the workbench types into it.
    await vscode.commands.executeCommand(command, ...(given as unknown[]));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), document.uri.toString());
    await eventually(
      () => document.getText(document.getWordRangeAtPosition(editor.selection.active)),
      found => found === 'Extracted',
    );
    await vscode.commands.executeCommand('cancelRenameInput');
  });
});
