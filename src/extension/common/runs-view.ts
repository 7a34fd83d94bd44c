/** The view "Runs": trainings of the workspace, the newest first; a click shows one's panel. */
import * as vscode from 'vscode';
import type { RunEntry, Runs } from './run.js';

export const showRunCommand = 'netwright.showRun';

/** Older ones stay on the disk. */
const listed = (): number => vscode.workspace.getConfiguration('netwright.panel').get<number>('listedRuns', 30);

class RunsView implements vscode.TreeDataProvider<RunEntry> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly runs: Runs) {}

  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(entry?: RunEntry): Promise<RunEntry[]> {
    return entry === undefined ? [...(await this.runs.list(Math.max(1, listed())))] : [];
  }

  getTreeItem({ name, config, alive }: RunEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(config.train ?? config.network);
    const started = new Date(config.startedAt).toLocaleString(vscode.env.language);
    item.id = name;
    item.description = alive ? `${vscode.l10n.t('alive')} · ${started}` : started;
    item.iconPath = new vscode.ThemeIcon(alive ? 'pulse' : 'history');
    const facts = [config.data, config.loss, config.optimizer, vscode.l10n.t('{0} epochs', config.epochs)];
    item.tooltip = `${name}\n${facts.join(' · ')}\n${config.folder}`;
    item.command = { title: vscode.l10n.t('Show the training panel'), command: showRunCommand, arguments: [name] };
    return item;
  }
}

/** `onChange`: a run has begun or ended. */
export function showRuns(runs: Runs, onChange: vscode.Event<void>): vscode.Disposable {
  const provider = new RunsView(runs);
  const view = vscode.window.createTreeView('netwright.runs', { treeDataProvider: provider });
  void vscode.commands.executeCommand('setContext', 'netwright.canTrain', true);
  return vscode.Disposable.from(
    view,
    onChange(() => provider.refresh()),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) provider.refresh();
    }),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('netwright.panel.listedRuns')) provider.refresh();
    }),
  );
}
