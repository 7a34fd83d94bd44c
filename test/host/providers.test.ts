/** What VS Code gets from its providers for a file of ours. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A document with this text in an editor. */
async function show(text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'netwright', content: text });
  await vscode.window.showTextDocument(document);
  return document;
}

/** What `look` gives once it is `done`; a person would wait as well. */
async function eventually<T>(look: () => T | Thenable<T>, done: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const found = await look();
    if (done(found)) return found;
    if (tries === 100) assert.fail(`still ${JSON.stringify(found)}`);
    await new Promise(go => setTimeout(go, 100));
  }
}

describe('providers', () => {
  before(async () => {
    const extension = vscode.extensions.getExtension<{ ready: Promise<void> }>('netwright.netwright');
    assert.ok(extension);
    await (
      await extension.activate()
    ).ready;
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('underlines a mistake and takes it back when it is mended', async () => {
    const document = await show('network N {\n  input x: 3x8x8\n  relu ->\n}\n');
    const diagnostics = () => vscode.languages.getDiagnostics(document.uri);
    const [problem] = await eventually(diagnostics, found => found.length > 0);
    assert.equal(problem?.range.start.line, 2);
    assert.equal(problem.source, 'netwright');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(2, 9), ' relu');
    await vscode.workspace.applyEdit(edit);
    await eventually(diagnostics, found => found.length === 0);
  });

  it('outlines a file', async () => {
    const { uri } = await show('network N {\n  input x: 3x8x8\n  stem = relu\n}\n');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, children.map(child => child.name)]),
      [['N', ['x', 'stem']]],
    );
  });

  it('puts Train above a train', async () => {
    const { uri } = await show('network N {\n  input x: 3x8x8\n  relu\n}\n\ntrain N as quick { epochs: 1 }\n');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    const train = lenses.find(({ command }) => command?.command === 'netwright.train');
    assert.deepEqual(train?.command?.arguments, [uri.toString(), 'N', 'quick']);
    assert.equal(train.range.start.line, 5);
  });

  it('restarts the server and goes on with what is open', async () => {
    const document = await show('relu ->\n');
    await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      found => found.length > 0,
    );
    await vscode.commands.executeCommand('netwright.restartServer');
    const info = await vscode.commands.executeCommand<string>('netwright.copyDiagnosticsInfo');
    assert.match(info, /server .* in node .*: \d+ open/);
    await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      found => found.length > 0,
    );
  });
});
