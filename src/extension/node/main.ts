/** The extension's entry in VS Code's Node host: the server is a process of its own. */
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateIn, type Activated } from '../common/activate.js';
import { registerTraining } from './register-training.js';
import { registerTasks } from './tasks.js';

export function activate(context: vscode.ExtensionContext): Activated {
  const server = {
    module: context.asAbsolutePath('dist/server.cjs'),
    transport: TransportKind.ipc,
    // What an analysis makes dies at once: small half-spaces hold an edit and leave the memory to the editor.
    // Some seconds after work V8 would tidy up twice more, a tenth of a second each: a server that rests computes nothing.
    options: { execArgv: ['--max-semi-space-size=4', '--no-memory-reducer'] },
  };
  registerTraining(context);
  context.subscriptions.push(registerTasks(context.extensionUri));
  return activateIn(context, {
    name: `Node ${process.versions.node}`,
    makeClient: options => new LanguageClient('netwright', 'Netwright', { run: server, debug: server }, options),
  });
}
