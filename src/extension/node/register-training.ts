/** Training where there is Node: runs are processes beside the extension host, their folders lie in the workspace's storage. */
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { showRuns } from '../common/runs-view.js';
import { Training } from '../common/training.js';
import { RunManager } from './run-manager.js';

/** Makes training available: its command, its panels, the item in the status bar. */
export function registerTraining(context: vscode.ExtensionContext): Training {
  const root = context.extensionUri.fsPath;
  const runs = new RunManager({
    node: process.execPath,
    script: join(root, 'dist', 'trainer.cjs'),
    storage: (context.storageUri ?? context.globalStorageUri).fsPath,
    assets: join(root, 'assets'),
  });
  const training = new Training(context.extensionUri, runs);
  context.subscriptions.push(training, showRuns(runs, training.onChange));
  return training;
}
