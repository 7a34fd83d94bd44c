/** Training from the editor: opens panels, starts runs in processes of their own, finds both again after a reload. */
import * as v from 'valibot';
import * as vscode from 'vscode';
import { trainCommand } from '../../messages/editor.js';
import { panelMemory, type PanelTarget } from '../../messages/panel.js';
import type { RunConfig } from '../../messages/run.js';
import type { Notice } from './panel-feed.js';
import type { Run, Runs, Started } from './run.js';
import { showRunCommand } from './runs-view.js';
import { panelColumn } from './panel-settings.js';
import { panelType, TrainingPanel, type PanelWish } from './training-panel.js';
import { TrainingStatus } from './training-status.js';

/** Whether a run of `config` is what `target` asks for; a name that is left out means any. */
const fits = (target: PanelTarget, config: PanelTarget): boolean =>
  target.uri === config.uri &&
  (target.network ?? config.network) === config.network &&
  (target.train ?? config.train) === config.train;

const targetOf = ({ uri, network, train }: RunConfig): PanelTarget => ({ uri, network, train });

const alive = (shown: Run | Notice): boolean =>
  'snapshot' in shown && shown.life === 'live' && ['running', 'paused', 'idle'].includes(shown.snapshot.state);

const lastPart = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));

export class Training {
  readonly #panels = new Set<TrainingPanel>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** A run has begun or ended. */
  readonly onChange = this.#changed.event;
  readonly #status = new TrainingStatus(() => this.#changed.fire());
  readonly #subscriptions: { dispose(): unknown }[] = [];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly runs: Runs,
  ) {
    this.#subscriptions.push(
      this.#status,
      this.#changed,
      vscode.commands.registerCommand(trainCommand, (file?: unknown, network?: unknown, train?: unknown) => {
        const uri = uriFrom(file);
        const name = (given: unknown): string | null => (typeof given === 'string' ? given : null);
        return uri && this.train(uri, name(network), name(train));
      }),
      vscode.commands.registerCommand('netwright.showTraining', () => this.#showNewest()),
      vscode.commands.registerCommand(showRunCommand, (name: unknown) =>
        typeof name === 'string' ? this.#showRun(name) : undefined,
      ),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#trusted()),
      vscode.window.registerWebviewPanelSerializer(panelType, {
        deserializeWebviewPanel: async (panel, memory: unknown) => {
          await this.#restore(panel, memory);
        },
      }),
    );
    void runs.living().then(living => {
      for (const run of living) this.#status.follow(run);
    });
  }

  /** Trains a file's `train`: shows its panel, and starts a run if none of it is alive. */
  async train(uri: vscode.Uri, network: string | null = null, train: string | null = null): Promise<void> {
    const target: PanelTarget = { uri: uri.toString(), network, train };
    const open = this.#panelOf(target);
    open?.reveal();
    if (open && alive(open.shown)) return;
    const run = this.#status.living.find(({ snapshot: { config } }) => config && fits(target, config));
    if (!run) await this.#start(open ?? this.#open(target, { kind: 'starting' }));
    else if (open) open.show(run);
    else this.#open(target, run);
  }

  /** The panels stay: a window that is reloaded shows them again. */
  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
    this.runs.dispose();
  }

  #panelOf(target: PanelTarget): TrainingPanel | undefined {
    return [...this.#panels].find(
      ({ target: other, shown }) =>
        fits(target, other) || ('snapshot' in shown && shown.snapshot.config && fits(target, shown.snapshot.config)),
    );
  }

  #open(target: PanelTarget, shown: Run | Notice): TrainingPanel {
    return this.#adopt(vscode.window.createWebviewPanel(panelType, titleOf(target), panelColumn()), target, shown);
  }

  #adopt(webview: vscode.WebviewPanel, target: PanelTarget, shown: Run | Notice): TrainingPanel {
    const title = `${lastPart(target.uri)}${target.network ? ` › ${target.network}` : ''}`;
    const panel = new TrainingPanel(
      webview,
      this.extension,
      { target, title, shown },
      (asking, wish) => void this.#grant(asking, wish),
      closed => this.#panels.delete(closed),
    );
    this.#panels.add(panel);
    return panel;
  }

  async #start(panel: TrainingPanel): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      panel.show({ kind: 'untrusted' });
      return;
    }
    panel.show({ kind: 'starting' });
    const { uri, network, train } = panel.target;
    const texts: Record<string, string> = {};
    for (const document of vscode.workspace.textDocuments) {
      if (document.languageId === 'netwright') texts[document.uri.toString()] = document.getText();
    }
    this.#started(panel, await this.runs.start({ uri, network, train, texts }));
  }

  #started(panel: TrainingPanel, started: Started): void {
    if ('run' in started) this.#status.follow(started.run);
    panel.show('run' in started ? started.run : { kind: 'refused', messages: [...started.refused] });
  }

  async #grant(panel: TrainingPanel, wish: PanelWish): Promise<void> {
    switch (wish.type) {
      case 'restart':
        if ('snapshot' in panel.shown && alive(panel.shown)) panel.shown.send({ type: 'stop' });
        return this.#start(panel);
      case 'continue': {
        if (!('snapshot' in panel.shown) || alive(panel.shown)) return;
        const { name } = panel.shown;
        panel.show({ kind: 'starting' });
        this.#started(panel, await this.runs.resume(name));
        return;
      }
      case 'manageTrust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return;
      case 'showText':
        return showText(panel);
    }
  }

  #trusted(): void {
    for (const panel of this.#panels) {
      if ('kind' in panel.shown && panel.shown.kind === 'untrusted') void this.#start(panel);
    }
  }

  async #restore(webview: vscode.WebviewPanel, memory: unknown): Promise<void> {
    const read = v.safeParse(panelMemory, memory);
    if (!read.success) {
      webview.dispose();
      return;
    }
    const { target, run: name } = read.output;
    const panel = this.#adopt(webview, target, { kind: 'starting' });
    if (name === null) {
      panel.show({
        kind: 'missing',
        message: vscode.l10n.t('This training had not begun when the window was closed.'),
      });
      return;
    }
    const run = await this.runs.find(name);
    if (run) this.#status.follow(run);
    panel.show(
      run ?? { kind: 'missing', message: vscode.l10n.t('The folder of the run {0} is no longer there.', name) },
    );
  }

  async #showRun(name: string): Promise<void> {
    const run = await this.runs.find(name);
    if (!run?.snapshot.config) return;
    const panel = [...this.#panels].find(each => each.shown === run);
    if (panel) panel.reveal();
    else this.#open(targetOf(run.snapshot.config), run);
  }

  async #showNewest(): Promise<void> {
    const run = this.#status.living[0] ?? (await this.runs.living()).at(-1);
    const open = [...this.#panels];
    const panel = run ? open.find(each => each.shown === run) : open.at(-1);
    if (panel) {
      panel.reveal();
      return;
    }
    if (run?.snapshot.config) this.#open(targetOf(run.snapshot.config), run);
    else
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No training runs. Press Train above a network to start one.'),
      );
  }
}

/** The file that a command is about: its argument, from a lens or a menu, else that of the editor. */
function uriFrom(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  if (typeof given === 'string') return vscode.Uri.parse(given);
  return vscode.window.activeTextEditor?.document.uri;
}

const titleOf = ({ network, train, uri }: PanelTarget): string =>
  vscode.l10n.t('Train {0}', train ?? network ?? lastPart(uri));

/** Opens the text, at the layer where a number was not finite if there is one. */
async function showText(panel: TrainingPanel): Promise<void> {
  const place = 'snapshot' in panel.shown ? panel.shown.snapshot.lastError?.place : undefined;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place?.uri ?? panel.target.uri));
  const selection = place && new vscode.Range(document.positionAt(place.start), document.positionAt(place.end));
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.One,
    ...(selection && { selection }),
  });
}
