/** What the extension's parts know of the language server. Its client is loaded later: a request waits for it. */
import type * as vscode from 'vscode';
import type { FileStatus } from '../../messages/editor.js';

export interface Connected {
  /** Rejects where there is no server. */
  readonly request: <Result>(method: string, params?: unknown, token?: vscode.CancellationToken) => Promise<Result>;
  /** A file has been analyzed. */
  readonly onStatus: vscode.Event<FileStatus>;
  /** A hover was shown. */
  readonly onHover: vscode.Event<void>;
}
