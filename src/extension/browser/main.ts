/** The extension's entry in VS Code's web worker host: the server is a worker, and there is nothing to train with. */
import * as vscode from 'vscode';
import { trainCommand } from '../../messages/editor.js';
import { activateIn, type Activated } from '../common/activate.js';

async function cannotTrain(): Promise<void> {
  await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Training needs processes, which this window does not have: open the folder in VS Code on a computer.',
    ),
  );
}

export function activate(context: vscode.ExtensionContext): Activated {
  const server = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server-web.js').toString(true);
  context.subscriptions.push(
    ...[trainCommand, 'netwright.showTraining'].map(command => vscode.commands.registerCommand(command, cannotTrain)),
  );
  let worker: Worker | undefined;
  const end = (): void => worker?.terminate();
  context.subscriptions.push({ dispose: end });
  function begin(): Worker {
    end();
    worker = new Worker(server);
    return worker;
  }
  return activateIn(context, {
    name: 'a web worker',
    tellsTexts: true,
    makeClient: async parts => (await import('./client.js')).makeClient(parts, begin),
  });
}
