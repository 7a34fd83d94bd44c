/** The view "Networks": blocks and layers of the file in the active editor with what they need; a click goes there. */
import * as vscode from 'vscode';
import { treeRequest, type FileStatus, type TreeItem } from '../../messages/editor.js';
import type { Connected } from './connected.js';

const orders = ['text', 'parameters', 'bytes', 'multiplyAdds'] as const;
type Order = (typeof orders)[number];

/** Each figure in a line of its own, with its share of the network's. */
function tooltipOf(item: TreeItem, whole: TreeItem | undefined): string {
  const { label, shape, texts } = item;
  const names: Readonly<Record<Exclude<Order, 'text'>, string>> = {
    parameters: vscode.l10n.t('{0} parameters', texts.parameters),
    bytes: vscode.l10n.t('{0} of memory', texts.bytes),
    multiplyAdds: vscode.l10n.t('{0} multiply-adds', texts.multiplyAdds),
  };
  const lines = (['parameters', 'bytes', 'multiplyAdds'] as const).flatMap(key => {
    const [part, all] = [item[key], whole?.[key]];
    if (texts[key] === '') return [];
    return [part && all ? `${names[key]} (${((100 * part) / all).toFixed(1)} %)` : names[key]];
  });
  return [`${label}: ${shape}`, ...lines].join('\n');
}

class Networks implements vscode.TreeDataProvider<TreeItem> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  order: Order = 'text';
  private shown: string | undefined;

  /** What a part's share is of. */
  private readonly wholes = new WeakMap<TreeItem, TreeItem>();

  constructor(private readonly connected: Connected) {}

  show(document: vscode.TextDocument | undefined): void {
    // Another editor that is no network, the panel among them, leaves what is shown.
    if (document?.languageId !== 'netwright') return;
    this.shown = document.uri.toString();
    this.refresh();
  }

  analyzed(uri: string): void {
    if (uri === this.shown) this.refresh();
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(item?: TreeItem): Promise<TreeItem[]> {
    if (item !== undefined) {
      for (const child of item.children) this.wholes.set(child, this.wholes.get(item) ?? item);
      return this.sorted(item.children);
    }
    if (this.shown === undefined) return [];
    return this.connected.request(treeRequest, { textDocument: { uri: this.shown } });
  }

  getTreeItem(item: TreeItem): vscode.TreeItem {
    const { label, description, uri, line, character, children, isLayer } = item;
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const whole = this.wholes.get(item);
    const shown = new vscode.TreeItem(label, children.length === 0 ? None : whole ? Collapsed : Expanded);
    shown.description = description;
    shown.tooltip = tooltipOf(item, whole);
    shown.iconPath = new vscode.ThemeIcon(isLayer ? 'symbol-method' : 'symbol-class');
    const at = new vscode.Position(line, character);
    shown.command = {
      title: vscode.l10n.t('Go to'),
      command: 'vscode.open',
      arguments: [vscode.Uri.parse(uri), { selection: new vscode.Range(at, at) }],
    };
    return shown;
  }

  private sorted(items: readonly TreeItem[]): TreeItem[] {
    const { order } = this;
    if (order === 'text') return [...items];
    return [...items].sort((a, b) => (b[order] ?? 0) - (a[order] ?? 0));
  }
}

export function showNetworks(connected: Connected): vscode.Disposable {
  const networks = new Networks(connected);
  const view = vscode.window.createTreeView('netwright.networks', {
    treeDataProvider: networks,
    showCollapseAll: true,
  });
  void vscode.commands.executeCommand('setContext', 'netwright.active', true);
  networks.show(vscode.window.activeTextEditor?.document);

  async function sort(): Promise<void> {
    const names: Readonly<Record<Order, string>> = {
      text: vscode.l10n.t('As in the text'),
      parameters: vscode.l10n.t('Most parameters first'),
      bytes: vscode.l10n.t('Most memory first'),
      multiplyAdds: vscode.l10n.t('Most multiply-adds first'),
    };
    const chosen = await vscode.window.showQuickPick(orders.map(order => ({ label: names[order], order })));
    if (chosen === undefined) return;
    networks.order = chosen.order;
    networks.refresh();
  }

  return vscode.Disposable.from(
    view,
    vscode.commands.registerCommand('netwright.sortNetworks', sort),
    vscode.window.onDidChangeActiveTextEditor(editor => networks.show(editor?.document)),
    connected.onStatus(({ uri }: FileStatus) => networks.analyzed(uri)),
  );
}
