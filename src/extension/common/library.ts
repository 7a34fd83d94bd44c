/** Shows the blocks that come with the language where a definition leads into them. */
import * as vscode from 'vscode';

export const libraryScheme = 'netwright';

export function showLibrary({ extensionUri }: vscode.ExtensionContext): vscode.Disposable {
  const blocks = vscode.Uri.joinPath(extensionUri, 'examples', 'blocks');
  return vscode.workspace.registerTextDocumentContentProvider(libraryScheme, {
    async provideTextDocumentContent({ path }) {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(blocks, path)));
    },
  });
}
