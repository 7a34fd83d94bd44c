/** The extension's entry in VS Code's Node host: the server is a process of its own. */
import type * as vscode from 'vscode';
import { activateIn, type Activated } from '../common/activate.js';
import { registerTraining } from './register-training.js';
import { ServerProcess } from './server-process.js';
import { registerTasks } from './tasks.js';

export function activate(context: vscode.ExtensionContext): Activated {
  const server = new ServerProcess(context.asAbsolutePath('dist/server.cjs'));
  const active = activateIn(context, {
    name: `Node ${process.versions.node}`,
    async makeClient(parts) {
      server.begin(text => parts.log.error(text));
      return (await import('./client.js')).makeClient(parts, server);
    },
  });
  registerTraining(context);
  context.subscriptions.push(registerTasks(context.extensionUri), { dispose: () => server.end() });
  return active;
}
