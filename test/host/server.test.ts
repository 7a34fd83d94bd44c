/** The language server dies while a person types: VS Code starts another, which knows what is open. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, eventually, show } from './files.js';
import { killServer, serverIds } from './server-process.js';

describe('a server that dies', () => {
  before(activated);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('comes back, with the text as it was typed meanwhile', async () => {
    const document = await show('dies.nn', 'network N {\n  input x: 3x8x8\n  relu\n}\n');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await eventually(serverIds, ids => ids.length === 1);
    const type = async (words: string): Promise<void> => {
      for (const key of words) await vscode.commands.executeCommand('type', { text: key });
    };
    editor.selection = new vscode.Selection(2, 6, 2, 6);
    await type(' -> co');
    const killed = killServer();
    await type('nv(4, 3) -> reul');
    assert.equal(document.lineAt(2).text, '  relu -> conv(4, 3) -> reul');
    await eventually(serverIds, ids => ids.length === 1 && ids[0] !== killed);

    // The new server has the whole line: the mistake is where the last key put it.
    const diagnostics = () => vscode.languages.getDiagnostics(document.uri);
    const [problem] = await eventually(diagnostics, found => found.length > 0);
    assert.ok(problem);
    assert.equal(document.getText(problem.range), 'reul');
    await vscode.workspace.save(document.uri);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, problem.range, 'relu');
    await vscode.workspace.applyEdit(edit);
    await eventually(diagnostics, found => found.length === 0);
    const hints = () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
    const shown = await eventually(hints, found => found.length > 0);
    const label = shown.map(({ label: each }) =>
      typeof each === 'string' ? each : each.map(({ value }) => value).join(''),
    );
    // 8 - 3 + 1 = 6; 4 * 3 * 9 + 4 = 112.
    assert.match(label.join('\n'), /4x6x6 · 112 params/);
  });

  it('is started by the command when it has died too often to be started by itself', async () => {
    const document = await show('dies-often.nn', 'relu ->\n');
    const diagnostics = () => vscode.languages.getDiagnostics(document.uri);
    /** Whether a server other than `old` comes within some seconds. */
    const comesBack = async (old: number): Promise<boolean> => {
      for (let tries = 0; tries < 30; tries++) {
        if (serverIds().some(id => id !== old)) return true;
        await new Promise(go => setTimeout(go, 100));
      }
      return false;
    };
    let deaths = 0;
    do {
      // One that dies before it answers has not started: that is another matter.
      await eventually(diagnostics, found => found.length > 0);
      await vscode.commands.executeCommand('netwright.copyDiagnosticsInfo');
      deaths++;
    } while (await comesBack(killServer()));
    // The test above may have been the first of five.
    assert.ok(deaths <= 5, `${deaths} deaths`);
    await vscode.commands.executeCommand('netwright.restartServer');
    assert.equal(serverIds().length, 1);
    const info = await vscode.commands.executeCommand<string>('netwright.copyDiagnosticsInfo');
    assert.match(info, /server .* in node .*: \d+ open/);
    await eventually(diagnostics, found => found.length > 0);
  });
});
