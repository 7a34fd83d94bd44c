/** What both of VS Code's hosts do when the extension is activated. */
import * as vscode from 'vscode';
import { registerAssumptions } from './assumptions.js';
import { showChanges } from './changes.js';
import { bringMessages, makeClient, type ExtensionHost } from './client.js';
import { registerCommands } from './commands.js';
import { registerCompare } from './compare.js';
import { watchFirstSteps } from './first-steps.js';
import { GitHead } from './git.js';
import { showLibrary } from './library.js';
import { showNetworks } from './networks.js';
import { showStatus } from './status.js';
import { registerSummary } from './summary.js';
import { registerTools } from './tools.js';

/** What other extensions, and tests, get. */
export interface Activated {
  /** The language server answers. */
  readonly ready: Promise<void>;
}

export function activateIn(context: vscode.ExtensionContext, host: ExtensionHost): Activated {
  const { version } = context.extension.packageJSON as { version: string };
  const log = vscode.window.createOutputChannel('Netwright', { log: true });
  const trace = vscode.window.createOutputChannel('Netwright Server Trace', { log: true });
  context.subscriptions.push(log, trace);
  const connected = makeClient(context, host, log, trace);
  const { client } = connected;
  const head = new GitHead(client);
  context.subscriptions.push(
    registerCommands({ client, host, log, trace, version, extension: context.extensionUri }),
    head,
    registerCompare(connected, head),
    showChanges(connected, head),
    registerSummary(context.extensionUri, connected),
    registerAssumptions(client),
    showStatus(connected),
    showNetworks(connected),
    watchFirstSteps(connected),
    registerTools(client),
    showLibrary(context),
  );
  // Not waited for: until the server answers, the grammar and the commands work.
  const told = host.tellsTexts === true ? bringMessages(connected, context.extensionUri) : Promise.resolve();
  const ready = told
    .then(() => client.start())
    .catch((error: unknown) => {
      log.error(`the language server did not start: ${String(error)}`);
    });
  return { ready };
}
