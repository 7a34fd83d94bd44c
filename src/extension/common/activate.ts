/** What both of VS Code's hosts do when the extension is activated. */
import * as vscode from 'vscode';
import type { FileStatus } from '../../messages/editor.js';
import { registerAssumptions } from './assumptions.js';
import { showChanges } from './changes.js';
import type { ClientParts } from './client.js';
import { registerCommands, restartCommand } from './commands.js';
import { registerCompare } from './compare.js';
import type { Connected } from './connected.js';
import { registerDiagram } from './diagram.js';
import { watchFirstSteps } from './first-steps.js';
import { GitHead } from './git.js';
import { showLibrary } from './library.js';
import { showNetworks } from './networks.js';
import { ServerLife, type ServerClient } from './server-life.js';
import { showStatus } from './status.js';
import { registerSummary } from './summary.js';
import { registerTools } from './tools.js';

/** What differs between VS Code's hosts. */
export interface ExtensionHost {
  /** For `Copy Diagnostics Info`. */
  readonly name: string;
  /** The server cannot read the extension's folder: it is told its texts. */
  readonly tellsTexts?: boolean;
  /** Loads the language client's code, which is ten times the rest of the extension, and makes a client. */
  makeClient(parts: ClientParts): Promise<ServerClient>;
}

/** What other extensions, and tests, get. */
export interface Activated {
  /** The language server answers, or it was said why not. */
  readonly ready: Promise<void>;
}

async function tell(why: string, log: vscode.LogOutputChannel): Promise<void> {
  log.error(why);
  const restart = vscode.l10n.t('Restart');
  const show = vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showErrorMessage(why, restart, show);
  if (chosen === restart) await vscode.commands.executeCommand(restartCommand);
  if (chosen === show) log.show(true);
}

export function activateIn(context: vscode.ExtensionContext, host: ExtensionHost): Activated {
  const { version } = context.extension.packageJSON as { version: string };
  const log = vscode.window.createOutputChannel('Netwright', { log: true });
  const trace = vscode.window.createOutputChannel('Netwright Server Trace', { log: true });
  const analyzed = new vscode.EventEmitter<FileStatus>();
  const hovered = new vscode.EventEmitter<void>();
  const parts: ClientParts = {
    extension: context.extensionUri,
    log,
    trace,
    tellsTexts: host.tellsTexts === true,
    analyzed: status => analyzed.fire(status),
    hovered: () => hovered.fire(),
    ended: times =>
      void tell(
        vscode.l10n.t('The language server ended {0} times within three minutes. It is not started again.', times),
        log,
      ),
  };
  const life = new ServerLife(
    async () => {
      // The extension is active first: commands, views and colours work, and other extensions are not kept waiting.
      await new Promise<void>(go => setTimeout(go, 0));
      return host.makeClient(parts);
    },
    why => void tell(vscode.l10n.t('The language server of Netwright did not start: {0}', why), log),
  );
  const connected: Connected = {
    request: (method, params, token) => life.request(method, params, token),
    onStatus: analyzed.event,
    onHover: hovered.event,
  };
  const head = new GitHead();
  context.subscriptions.push(
    log,
    trace,
    analyzed,
    hovered,
    life,
    registerCommands({ life, host, log, trace, version, extension: context.extensionUri }),
    head,
    registerCompare(connected, head),
    showChanges(connected, head),
    registerSummary(context.extensionUri, connected),
    registerDiagram(context.extensionUri, connected),
    registerAssumptions(connected),
    showStatus(connected),
    showNetworks(connected),
    watchFirstSteps(connected),
    registerTools(connected),
    showLibrary(context),
  );
  return { ready: life.settled };
}
