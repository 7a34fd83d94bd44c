/** `Compare With…`: a network beside its last commit, another network, or another file, as a page that follows the text. */
import * as vscode from 'vscode';
import {
  compareCommand,
  comparisonRequest,
  type ComparedSide,
  type ComparisonQuestion,
} from '../../messages/compare.js';
import { treeRequest, type TreeItem } from '../../messages/editor.js';
import type { Connected } from './connected.js';
import type { GitHead } from './git.js';
import { panelColumn } from './panel-settings.js';

export const comparisonScheme = 'netwright-compare';

/** More files are found by typing their name into the dialog. */
const mostFiles = 200;

/** What stands in the address of a page. */
interface Page {
  readonly uri: string;
  /** `HEAD`, another file's address, or `#Network` of the same file. */
  readonly other: string;
  /** The network of the file that is compared with another of it. */
  readonly network: string | null;
}

const nameOf = (uri: vscode.Uri): string => uri.path.slice(uri.path.lastIndexOf('/') + 1);

function addressOf(page: Page): vscode.Uri {
  const file = nameOf(vscode.Uri.parse(page.uri));
  const other = page.other === 'HEAD' || page.other.startsWith('#') ? page.other : nameOf(vscode.Uri.parse(page.other));
  const path = `/${file} - ${other.replaceAll(/[#/]/g, '')}.md`;
  return vscode.Uri.from({ scheme: comparisonScheme, path, query: JSON.stringify(page) });
}

const pageOf = ({ query }: vscode.Uri): Page => JSON.parse(query) as Page;

class Comparisons implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly connected: Connected,
    private readonly head: GitHead,
  ) {}

  /** Pages of a file that has changed are made anew. */
  refresh(uri: string | undefined): void {
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== comparisonScheme) continue;
      const { uri: file, other } = pageOf(document.uri);
      if (uri === undefined || this.asUri(file) === uri || other === uri) this.changed.fire(document.uri);
    }
  }

  async provideTextDocumentContent(address: vscode.Uri): Promise<string> {
    const question = await this.question(pageOf(address));
    if (typeof question === 'string') return question;
    const nothing = vscode.l10n.t('There is nothing to compare: one of the two has no such network.');
    try {
      return (await this.connected.request<string | null>(comparisonRequest, question)) ?? nothing;
    } catch (error) {
      return vscode.l10n.t('The comparison failed: {0}', error instanceof Error ? error.message : String(error));
    }
  }

  private asUri(uri: string): string {
    return vscode.Uri.parse(uri).toString();
  }

  private async question({ uri, other, network }: Page): Promise<ComparisonQuestion | string> {
    const file = vscode.Uri.parse(uri);
    // The server reads an unsaved text from an open document only.
    await vscode.workspace.openTextDocument(file);
    const side = (of: string, name: string | null, label: string): ComparedSide => ({
      uri: this.asUri(of),
      network: name,
      texts: {},
      label,
    });
    if (other.startsWith('#')) {
      const name = other.slice(1);
      return { before: side(uri, name, name), after: side(uri, network, network ?? nameOf(file)) };
    }
    const after = side(uri, network, nameOf(file));
    if (other !== 'HEAD') return { before: side(other, null, nameOf(vscode.Uri.parse(other))), after };
    const before = await this.head.at(file);
    if ('why' in before) return before.why;
    const label = vscode.l10n.t('{0} at HEAD', nameOf(file));
    return { before: { ...side(uri, network, label), texts: before.texts }, after };
  }
}

interface Choice extends vscode.QuickPickItem {
  readonly other?: string;
  readonly why?: string;
}

/** Shown as Markdown where VS Code has its preview, else as text. */
async function showPage(address: vscode.Uri): Promise<void> {
  await vscode.workspace.openTextDocument(address);
  try {
    await vscode.commands.executeCommand('vscode.openWith', address, 'vscode.markdown.preview.editor', panelColumn());
  } catch {
    await vscode.window.showTextDocument(address, panelColumn());
  }
}

export function registerCompare(connected: Connected, head: GitHead): vscode.Disposable {
  const { onStatus } = connected;
  const pages = new Comparisons(connected, head);

  async function networksIn(uri: vscode.Uri): Promise<readonly TreeItem[]> {
    return connected.request(treeRequest, { textDocument: { uri: uri.toString() } });
  }

  /** The network that the cursor is in, or after. */
  function networkAt(networks: readonly TreeItem[], line: number): TreeItem | undefined {
    return [...networks].reverse().find(network => network.line <= line) ?? networks[0];
  }

  async function choices(uri: vscode.Uri, networks: readonly TreeItem[], own: TreeItem | undefined): Promise<Choice[]> {
    const before = await head.at(uri);
    const git: Choice =
      'why' in before
        ? { label: vscode.l10n.t('Last commit (git HEAD)'), description: before.why, why: before.why }
        : { label: vscode.l10n.t('Last commit (git HEAD)'), other: 'HEAD' };
    const inFile = networks.filter(network => network !== own);
    const files = await vscode.workspace.findFiles('**/*.nn', '**/node_modules/**', mostFiles);
    return [
      git,
      ...inFile.map(({ label }) => ({
        label,
        description: vscode.l10n.t('in this file'),
        other: `#${label}`,
      })),
      ...files
        .filter(file => file.toString() !== uri.toString())
        .map(file => ({ label: vscode.workspace.asRelativePath(file), other: file.toString() }))
        .sort((a, b) => a.label.localeCompare(b.label)),
      { label: vscode.l10n.t('Another file…') },
    ];
  }

  async function chosen(uri: vscode.Uri, networks: readonly TreeItem[], own: TreeItem | undefined) {
    const title = vscode.l10n.t('Compare {0} with', own?.label ?? nameOf(uri));
    const choice = await vscode.window.showQuickPick(choices(uri, networks, own), { title });
    if (choice?.why !== undefined) void vscode.window.showInformationMessage(choice.why);
    if (choice === undefined || choice.why !== undefined) return undefined;
    if (choice.other !== undefined) return choice.other;
    const [file] = (await vscode.window.showOpenDialog({ filters: { Netwright: ['nn'] }, title })) ?? [];
    return file?.toString();
  }

  async function compare(of?: unknown, with_?: unknown): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const uri = typeof of === 'string' ? vscode.Uri.parse(of) : of instanceof vscode.Uri ? of : editor?.document.uri;
    if (uri === undefined) return;
    const networks = await networksIn(uri);
    const line = editor?.document.uri.toString() === uri.toString() ? editor.selection.active.line : 0;
    const own = networkAt(networks, line);
    const other = typeof with_ === 'string' ? with_ : await chosen(uri, networks, own);
    if (other === undefined) return;
    const network = other.startsWith('#') ? (own?.label ?? null) : null;
    await showPage(addressOf({ uri: uri.toString(), other, network }));
  }

  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(comparisonScheme, pages),
    vscode.commands.registerCommand(compareCommand, compare),
    onStatus(({ uri }) => pages.refresh(uri)),
    head.onChange(() => pages.refresh(undefined)),
  );
}
