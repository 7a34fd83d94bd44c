/** What tests inside VS Code share: files of their own, and patience. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export function folder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first.uri;
}

/** A file with this name and text, in an editor. */
export async function show(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** What `look` gives once it is `done`; a person would wait as well. */
export async function eventually<T>(look: () => T | Thenable<T>, done: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const found = await look();
    if (done(found)) return found;
    if (tries === 100) assert.fail(`still ${JSON.stringify(found)}`);
    await new Promise(go => setTimeout(go, 100));
  }
}

export async function activated(): Promise<void> {
  const extension = vscode.extensions.getExtension<{ ready: Promise<void> }>('netwright.netwright');
  assert.ok(extension);
  await (
    await extension.activate()
  ).ready;
}
