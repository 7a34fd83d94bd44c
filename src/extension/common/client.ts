/** The language client: which files it serves, and what the server may ask of VS Code. */
import * as vscode from 'vscode';
import {
  RevealOutputChannelOn,
  State,
  type BaseLanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import {
  assumptionsCommand,
  filesNotification,
  readFileRequest,
  referenceCommand,
  statusNotification,
  summaryCommand,
  trainCommand,
  type FileRequest,
  type FileStatus,
} from '../../messages/editor.js';
import { libraryScheme } from './library.js';

/** What differs between VS Code's hosts. */
export interface ExtensionHost {
  /** For `Copy Diagnostics Info`. */
  readonly name: string;
  /** The server cannot read the extension's folder: it is told its texts. */
  readonly tellsTexts?: boolean;
  makeClient(options: LanguageClientOptions): BaseLanguageClient;
}

/** A workspace with more networks than this is not indexed whole. */
const mostFiles = 5000;

/** Text on the disk, unsaved text, the library's, and whatever the workspace's folders are made of; not the old versions of a diff view. */
function schemes(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', libraryScheme, ...folders.map(({ uri }) => uri.scheme)])];
}

export interface Connected {
  readonly client: BaseLanguageClient;
  /** A file has been analyzed. The client itself has one listener for each kind of message. */
  readonly onStatus: vscode.Event<FileStatus>;
  /** A hover was shown. */
  readonly onHover: vscode.Event<void>;
}

/** Not started yet. */
export function makeClient(
  context: vscode.ExtensionContext,
  host: ExtensionHost,
  log: vscode.LogOutputChannel,
  trace: vscode.LogOutputChannel,
): Connected {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.nn');
  const hovered = new vscode.EventEmitter<void>();
  const client = host.makeClient({
    documentSelector: schemes().map(scheme => ({ scheme, language: 'netwright' })),
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    middleware: {
      async provideHover(document, position, token, next) {
        const hover = await next(document, position, token);
        if (hover) hovered.fire();
        return hover;
      },
    },
    markdown: { isTrusted: { enabledCommands: [summaryCommand, trainCommand, assumptionsCommand, referenceCommand] } },
    // Only what is data: the object has methods, which a worker cannot be sent.
    initializationOptions: {
      ...(JSON.parse(JSON.stringify(vscode.workspace.getConfiguration('netwright'))) as object),
      locale: vscode.env.language,
      // VS Code has read them already, where it speaks another language than English.
      texts: vscode.l10n.bundle,
      renames: true,
      pictures: true,
      // The name of a rule may not run a command, a hover may.
      reference: `${vscode.Uri.joinPath(context.extensionUri, 'docs', 'reference').toString()}/{page}.md`,
      referenceLink: `command:${referenceCommand}?%5B%22{page}%22%5D`,
    },
  });
  client.onRequest(readFileRequest, async ({ uri }: FileRequest): Promise<string | null> => {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
    } catch {
      return null;
    }
  });
  // A server that was started again knows nothing of before.
  client.onDidChangeState(async ({ newState }) => {
    if (newState !== State.Running) return;
    const files = await vscode.workspace.findFiles('**/*.nn', '**/node_modules/**', mostFiles);
    await client.sendNotification(filesNotification, {
      uris: files.map(uri => client.code2ProtocolConverter.asUri(uri)),
    });
  });
  const analyzed = new vscode.EventEmitter<FileStatus>();
  client.onNotification(statusNotification, (status: FileStatus) => analyzed.fire(status));
  context.subscriptions.push(watcher, client, analyzed, hovered);
  return { client, onStatus: analyzed.event, onHover: hovered.event };
}

/** Hands templates of what is said of problems over, in the language of the window; before the client starts. */
export async function bringMessages({ client }: Connected, extension: vscode.Uri): Promise<void> {
  const [language = 'en'] = vscode.env.language.toLowerCase().split('-');
  if (language === 'en') return;
  try {
    const file = vscode.Uri.joinPath(extension, 'l10n', `messages.${language}.json`);
    const messages: unknown = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
    Object.assign(client.clientOptions.initializationOptions as object, { messages });
  } catch {
    // There is no such language: English is what the server says by itself.
  }
}
