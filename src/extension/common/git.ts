/** Texts as git's last commit has them, from VS Code's own git extension where there is one. */
import * as vscode from 'vscode';

/** The part of the git extension's interface (version 1) that is used here. */
interface Repository {
  readonly state: { readonly HEAD?: { readonly commit?: string }; readonly onDidChange: vscode.Event<void> };
  show(ref: string, path: string): Promise<string>;
  diffWithHEAD(): Promise<readonly { readonly originalUri: vscode.Uri; readonly uri: vscode.Uri }[]>;
}

interface Git {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
  readonly onDidOpenRepository: vscode.Event<Repository>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): Git;
}

export type AtHead = { readonly texts: Readonly<Record<string, string>> } | { readonly why: string };

/** A working tree with more changed networks is not a small edit: those beyond are taken as they are. */
const mostChanged = 50;

async function gitInterface(): Promise<Git | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    const git = await extension.activate();
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    return undefined;
  }
}

export class GitHead {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Another commit, or other changed files. */
  readonly onChange = this.changed.event;
  private readonly subscriptions: { dispose(): unknown }[] = [this.changed];
  private readonly watched = new WeakSet<Repository>();
  private git: Promise<Git | undefined> | undefined;
  private readonly known = new Map<string, Promise<AtHead>>();

  constructor() {
    this.subscriptions.push(
      vscode.workspace.onDidSaveTextDocument(({ languageId }) => {
        if (languageId === 'netwright') this.forget();
      }),
    );
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** The file, and what else has changed since the commit: a file that it imports may be among it. */
  at(uri: vscode.Uri): Promise<AtHead> {
    const key = uri.toString();
    const known = this.known.get(key) ?? this.read(uri);
    this.known.set(key, known);
    return known;
  }

  private forget(): void {
    this.known.clear();
    this.changed.fire();
  }

  private async open(): Promise<Git | undefined> {
    const git = await gitInterface();
    if (git === undefined) return undefined;
    for (const repository of git.repositories) this.watch(repository);
    this.subscriptions.push(
      git.onDidOpenRepository(repository => {
        this.watch(repository);
        this.forget();
      }),
    );
    return git;
  }

  private watch(repository: Repository): void {
    if (this.watched.has(repository)) return;
    this.watched.add(repository);
    this.subscriptions.push(repository.state.onDidChange(() => this.forget()));
  }

  private async read(uri: vscode.Uri): Promise<AtHead> {
    const git = await (this.git ??= this.open());
    if (git === undefined) return { why: vscode.l10n.t('The git extension is not there, or is switched off.') };
    const repository = git.getRepository(uri);
    if (repository === null) return { why: vscode.l10n.t('The file is in no git repository.') };
    const asUri = (of: vscode.Uri): string => of.toString();
    const textOf = async (of: vscode.Uri): Promise<string | undefined> => {
      try {
        return await repository.show('HEAD', of.fsPath);
      } catch {
        return undefined;
      }
    };
    const own = await textOf(uri);
    if (own === undefined) return { why: vscode.l10n.t('The last commit has no such file.') };
    const texts: Record<string, string> = { [asUri(uri)]: own };
    const changes = await repository.diffWithHEAD().catch(() => []);
    const unsaved = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(document => document.uri);
    const others = [...changes.map(({ originalUri }) => originalUri), ...unsaved]
      .filter(other => other.path.endsWith('.nn') && asUri(other) !== asUri(uri))
      .slice(0, mostChanged);
    for (const other of others) {
      const text = await textOf(other);
      if (text !== undefined) texts[asUri(other)] = text;
    }
    return { texts };
  }
}
