/** The language client: which files it serves, and what the server may ask of VS Code. */
import * as vscode from 'vscode';
import { RevealOutputChannelOn, type BaseLanguageClient, type LanguageClientOptions } from 'vscode-languageclient';
import { readFileRequest, summaryCommand, trainCommand, type FileRequest } from '../../messages/editor.js';

/** What differs between VS Code's hosts. */
export interface ExtensionHost {
  /** For `Copy Diagnostics Info`. */
  readonly name: string;
  makeClient(options: LanguageClientOptions): BaseLanguageClient;
}

/** Text on the disk, unsaved text, and whatever the workspace's folders are made of; not the old versions of a diff view. */
function schemes(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', ...folders.map(({ uri }) => uri.scheme)])];
}

/** Not started yet. */
export function makeClient(
  context: vscode.ExtensionContext,
  host: ExtensionHost,
  log: vscode.LogOutputChannel,
  trace: vscode.LogOutputChannel,
): BaseLanguageClient {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.nn');
  const client = host.makeClient({
    documentSelector: schemes().map(scheme => ({ scheme, language: 'netwright' })),
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    markdown: { isTrusted: { enabledCommands: [summaryCommand, trainCommand] } },
    initializationOptions: vscode.workspace.getConfiguration('netwright'),
  });
  client.onRequest(readFileRequest, async ({ uri }: FileRequest): Promise<string | null> => {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
    } catch {
      return null;
    }
  });
  context.subscriptions.push(watcher, client);
  return client;
}
