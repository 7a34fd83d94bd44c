/** A page beside a file that follows its text: one panel for each file, found again after the window was reloaded. */
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Connected } from './connected.js';
import { newNonce, panelPage } from './panel-page.js';
import { panelColumn } from './panel-settings.js';

type Asking = { readonly type: 'ready' };
type Going = { readonly type: 'go'; readonly uri: string; readonly line: number; readonly character: number };

export interface Following<More extends { readonly type: string }> {
  readonly type: string;
  readonly command: string;
  /** Script and style sheet in `dist/`, without ending. */
  readonly bundle: string;
  titleOf(file: string): string;
  /** What the page says: that it is there, where to go, and more of its own. */
  readonly hears: v.GenericSchema<unknown, Asking | Going | More>;
  /** What the page keeps over a reload. */
  readonly remembers: v.GenericSchema<unknown, { readonly uri: string }>;
  /** What the page shows of a file; `asked`: what the command was given besides, once. */
  news(uri: string, asked: unknown): Promise<object>;
  hear(message: More, uri: string): PromiseLike<void>;
  /** What the page is told when the cursor moves in a text; without it nothing. */
  at?(uri: string, line: number): object;
}

/** A cursor that rests for so long is told. */
const restMs = 120;

const isCommon = <More extends { readonly type: string }>(message: Asking | Going | More): message is Asking | Going =>
  message.type === 'ready' || message.type === 'go';

/** The panel of one file. Nothing is kept for it while it is hidden: it asks again when it is shown. */
class FollowingPanel<More extends { readonly type: string }> {
  private loaded = false;

  constructor(
    private readonly what: Following<More>,
    readonly panel: vscode.WebviewPanel,
    extension: vscode.Uri,
    private readonly uri: vscode.Uri,
    private asked: unknown,
  ) {
    const { webview } = panel;
    const dist = vscode.Uri.joinPath(extension, 'dist');
    const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.onDidReceiveMessage((data: unknown) => {
      const { success, output } = v.safeParse(what.hears, data);
      if (success) void this.hear(output);
    });
    panel.onDidChangeViewState(() => {
      this.loaded &&= panel.visible;
    });
    webview.html = panelPage({
      script: address(`${what.bundle}.js`),
      styles: [address(`${what.bundle}.css`)],
      source: webview.cspSource,
      nonce: newNonce(),
      language: vscode.env.language,
      texts: vscode.l10n.bundle,
      title: panel.title,
    });
  }

  ask(asked: unknown): void {
    this.asked = asked;
    this.panel.reveal(undefined, true);
    if (asked !== undefined) void this.update();
  }

  async update(): Promise<void> {
    if (!this.loaded) return;
    const { asked } = this;
    try {
      const message = await this.what.news(this.uri.toString(), asked);
      if (!this.loaded) return;
      await this.panel.webview.postMessage(message);
      if (this.asked === asked) this.asked = undefined;
    } catch {
      // The text has changed meanwhile, or the server starts again: either way news of the file follows.
    }
  }

  private async hear(message: Asking | Going | More): Promise<void> {
    if (!isCommon(message)) return this.what.hear(message, this.uri.toString());
    if (message.type === 'ready') {
      this.loaded = true;
      // A window that was reloaded has the page before the file's text: the server reads it from an open document only.
      await vscode.workspace.openTextDocument(this.uri);
      await this.update();
      this.tellCursor();
      return;
    }
    const at = new vscode.Position(message.line, message.character);
    const selection = new vscode.Range(at, at);
    const uri = vscode.Uri.parse(message.uri);
    // Where the file is seen already it is not opened once more.
    const seen = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    await vscode.window.showTextDocument(uri, { selection, viewColumn: seen?.viewColumn ?? vscode.ViewColumn.One });
  }

  /** A page that has the focus takes none from an editor by it, nor gives it any. */
  tellCursor(): void {
    const own = this.uri.toString();
    const editor =
      vscode.window.activeTextEditor ??
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === own);
    if (!this.loaded || editor === undefined || this.what.at === undefined) return;
    const { document, selection } = editor;
    void this.panel.webview.postMessage(this.what.at(document.uri.toString(), selection.active.line));
  }
}

export function registerFollowing<More extends { readonly type: string }>(
  what: Following<More>,
  extension: vscode.Uri,
  connected: Connected,
): vscode.Disposable {
  const panels = new Map<string, FollowingPanel<More>>();
  const titleOf = (uri: vscode.Uri): string => what.titleOf(uri.path.slice(uri.path.lastIndexOf('/') + 1));

  function adopt(panel: vscode.WebviewPanel, uri: vscode.Uri, asked?: unknown): void {
    const key = uri.toString();
    panels.set(key, new FollowingPanel(what, panel, extension, uri, asked));
    panel.onDidDispose(() => panels.delete(key));
  }

  function show(of?: string | vscode.Uri, asked?: unknown): void {
    const uri = of === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(of.toString());
    if (uri === undefined) return;
    const known = panels.get(uri.toString());
    if (known !== undefined) return known.ask(asked);
    adopt(vscode.window.createWebviewPanel(what.type, titleOf(uri), panelColumn()), uri, asked);
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  const moved = (): void => {
    clearTimeout(timer);
    if (panels.size === 0) return;
    timer = setTimeout(() => {
      for (const panel of panels.values()) panel.tellCursor();
    }, restMs);
  };
  const cursor =
    what.at === undefined
      ? []
      : [vscode.window.onDidChangeTextEditorSelection(moved), vscode.window.onDidChangeActiveTextEditor(moved)];

  return vscode.Disposable.from(
    ...cursor,
    { dispose: () => clearTimeout(timer) },
    connected.onStatus(({ uri }) => {
      void panels.get(vscode.Uri.parse(uri).toString())?.update();
    }),
    vscode.window.registerWebviewPanelSerializer(what.type, {
      deserializeWebviewPanel(panel, state: unknown) {
        const { success, output } = v.safeParse(what.remembers, state);
        if (success) adopt(panel, vscode.Uri.parse(output.uri));
        else panel.dispose();
        return Promise.resolve();
      },
    }),
    vscode.commands.registerCommand(what.command, show),
  );
}
