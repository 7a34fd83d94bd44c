/** The language client: which files it serves, and what the server may ask of VS Code. Loaded after the extension is active. */
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
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
import { hintLinks } from './hint-links.js';
import { libraryScheme } from './library.js';
import { typingAhead } from './typing-ahead.js';

/** What the client is given, and whom it tells what. */
export interface ClientParts {
  readonly extension: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
  /** The server cannot read the extension's folder: it is told its texts. */
  readonly tellsTexts: boolean;
  analyzed(status: FileStatus): void;
  hovered(): void;
  /** The server ended too often to be started again by itself. */
  ended(times: number): void;
}

/** A workspace with more networks than this is not indexed whole. */
const mostFiles = 5000;

/** A server that ends more often than this within three minutes is not started again by itself. */
const mostRestarts = 4;
const restartsWithinMs = 3 * 60 * 1000;

/** Text on the disk, unsaved text, the library's, and whatever the workspace's folders are made of; not the old versions of a diff view. */
function schemes(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', libraryScheme, ...folders.map(({ uri }) => uri.scheme)])];
}

/** Templates of what is said of problems, and the documentation, in the language of the window; nothing where there are none: English is what the server says. */
async function textsOf(extension: vscode.Uri): Promise<object> {
  const [language = 'en'] = vscode.env.language.toLowerCase().split('-');
  if (language === 'en') return {};
  const read = async (name: string): Promise<unknown> => {
    const file = vscode.Uri.joinPath(extension, 'l10n', `${name}.${language}.json`);
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  };
  try {
    const [messages, docs] = await Promise.all([read('messages'), read('docs')]);
    return { messages, docs };
  } catch {
    return {};
  }
}

async function startOptions({ extension, tellsTexts }: ClientParts): Promise<object> {
  const texts = tellsTexts ? await textsOf(extension) : {};
  return {
    // Only what is data: the object has methods, which a worker cannot be sent.
    ...(JSON.parse(JSON.stringify(vscode.workspace.getConfiguration('netwright'))) as object),
    locale: vscode.env.language,
    // VS Code has read them already, where it speaks another language than English.
    texts: vscode.l10n.bundle,
    renames: true,
    pictures: true,
    // The name of a rule may not run a command, a hover may.
    reference: `${vscode.Uri.joinPath(extension, 'docs', 'reference').toString()}/{page}.md`,
    referenceLink: `command:${referenceCommand}?%5B%22{page}%22%5D`,
    ...texts,
  };
}

/** Not started yet. `make` makes the host's own. */
export async function prepareClient<Client extends BaseLanguageClient>(
  parts: ClientParts,
  make: (options: LanguageClientOptions) => Client,
): Promise<Client> {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.nn');
  let runs = false;
  let ends: number[] = [];
  const client = make({
    documentSelector: schemes().map(scheme => ({ scheme, language: 'netwright' })),
    outputChannel: parts.log,
    traceOutputChannel: parts.trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    // Whoever started it says what is to be said.
    initializationFailedHandler: () => false,
    errorHandler: {
      // What cannot be written tells only that the server has ended, and `closed` hears of that a moment later. To shut the client down for it,
      // as is done after the third by default, would leave the editor without a server whenever somebody types on while one dies.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed() {
        // One that ends before it runs has not started.
        if (!runs) return { action: CloseAction.DoNotRestart, handled: true };
        parts.log.warn('The language server has ended.');
        const now = Date.now();
        ends = [...ends.filter(then => now - then < restartsWithinMs), now];
        if (ends.length <= mostRestarts) return { action: CloseAction.Restart };
        parts.ended(ends.length);
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: {
      ...hintLinks,
      ...typingAhead(error => error instanceof vscode.CancellationError),
      async provideHover(document, position, token, next) {
        const hover = await next(document, position, token);
        if (hover) parts.hovered();
        return hover;
      },
    },
    markdown: { isTrusted: { enabledCommands: [summaryCommand, trainCommand, assumptionsCommand, referenceCommand] } },
    initializationOptions: await startOptions(parts),
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
    runs = newState === State.Running;
    if (!runs) return;
    const files = await vscode.workspace.findFiles('**/*.nn', '**/node_modules/**', mostFiles);
    // A log that is empty leaves open whether anything runs.
    parts.log.info(`The language server runs; it is told of ${files.length} files.`);
    await client.sendNotification(filesNotification, {
      uris: files.map(uri => client.code2ProtocolConverter.asUri(uri)),
    });
  });
  client.onNotification(statusNotification, (status: FileStatus) => parts.analyzed(status));
  return client;
}
