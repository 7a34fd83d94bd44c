/** Settings by workspace folder: what a folder says of itself wins over what holds for the window. */
import type { WorkspaceFolder } from 'vscode-languageserver-protocol';
import type { Connection } from './connection.js';
import { settingsOf, type Settings } from './settings.js';

export class FolderSettings {
  private window = settingsOf(undefined);
  private folders: readonly { readonly uri: string; readonly settings: Settings }[] = [];

  /** For everything, as the editor sends it by itself. */
  set(sent: unknown): void {
    this.window = settingsOf(sent);
    this.folders = [];
  }

  /** Asks the editor, for the window and for each folder. */
  async pull(connection: Connection, folders: readonly WorkspaceFolder[]): Promise<void> {
    const section = 'netwright';
    const items = [{ section }, ...folders.map(({ uri }) => ({ scopeUri: uri, section }))];
    const [window, ...rest] = (await connection.sendRequest('workspace/configuration', { items })) as unknown[];
    this.window = settingsOf(window);
    this.folders = folders
      .map(({ uri }, i) => ({ uri: uri.endsWith('/') ? uri : `${uri}/`, settings: settingsOf(rest[i]) }))
      .sort((a, b) => b.uri.length - a.uri.length);
  }

  of(uri: string): Settings {
    return this.folders.find(folder => uri.startsWith(folder.uri))?.settings ?? this.window;
  }
}
