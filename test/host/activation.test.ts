/** The extension in VS Code's own extension host. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('activates and tells its version', async () => {
    const extension = vscode.extensions.getExtension('netwright.netwright');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    const { version } = extension.packageJSON as { version: string };
    assert.equal(await vscode.commands.executeCommand('netwright.showVersion'), `Netwright ${version}`);
  });

  it('claims files that end with .nn', async () => {
    const [file] = await vscode.workspace.findFiles('*.nn');
    assert.ok(file, 'the folder has no network');
    assert.equal((await vscode.workspace.openTextDocument(file)).languageId, 'netwright');
  });
});
