/** The status bar item that is there while a run is alive, and the context key that commands ask for. */
import * as vscode from 'vscode';
import type { Run } from './run.js';

const busy = (run: Run): boolean =>
  run.life === 'live' && (run.snapshot.state === 'running' || run.snapshot.state === 'paused');

/** `Spiral: epoch 12 of 50, loss 0.134`, as much of it as is known. */
export function statusText({ snapshot }: Run): string {
  const { config, epoch, state, epochs, steps } = snapshot;
  const loss = epochs.training['loss']?.at(-1) ?? steps.loss.at(-1);
  const parts = [
    config ? vscode.l10n.t('epoch {0} of {1}', epoch, config.epochs) : vscode.l10n.t('starting'),
    typeof loss === 'number' ? vscode.l10n.t('loss {0}', loss.toPrecision(3)) : '',
  ];
  const icon = state === 'paused' ? '$(debug-pause)' : '$(pulse)';
  return `${icon} ${config?.network ?? vscode.l10n.t('Training')}: ${parts.filter(part => part !== '').join(', ')}`;
}

export class TrainingStatus {
  readonly #runs = new Map<Run, () => void>();
  #item: vscode.StatusBarItem | undefined;
  #shown = '';
  #count = 0;

  /** Called when a run has begun or ended. */
  constructor(private readonly onChange: () => void) {}

  /** Follows a run from now on. */
  follow(run: Run): void {
    if (!this.#runs.has(run))
      this.#runs.set(
        run,
        run.listen(() => this.#update()),
      );
    this.#update();
  }

  /** The runs that are alive, the newest first. */
  get living(): Run[] {
    return [...this.#runs.keys()].reverse().filter(busy);
  }

  dispose(): void {
    for (const unlisten of this.#runs.values()) unlisten();
    this.#runs.clear();
    this.#item?.dispose();
  }

  #update(): void {
    const [run] = this.living;
    const text = run ? statusText(run) : '';
    const count = this.living.length;
    if (count !== this.#count) {
      this.#count = count;
      this.onChange();
    }
    if (text === this.#shown) return;
    if ((text === '') !== (this.#shown === '')) {
      void vscode.commands.executeCommand('setContext', 'netwright.training', text !== '');
    }
    this.#shown = text;
    if (!run) {
      this.#item?.dispose();
      this.#item = undefined;
      return;
    }
    this.#item ??= this.#newItem();
    this.#item.text = text;
    this.#item.tooltip = vscode.l10n.t('Show the training panel');
    this.#item.show();
  }

  #newItem(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem('netwright.training', vscode.StatusBarAlignment.Right, 100);
    item.name = vscode.l10n.t('Netwright Training');
    item.command = 'netwright.showTraining';
    return item;
  }
}
