/** Sends problems to the editor: of the file just analyzed always, of others only where something changed. */
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { problemsByFile } from '../../editor/diagnostics.js';
import type { Report } from '../../analysis/report.js';
import type { Connection } from './connection.js';
import { diagnosticOf } from './convert.js';
import type { Store } from './store.js';

export class Publisher {
  /** What each open file's report says, and where. */
  private readonly reports = new Map<string, Report>();
  private readonly sent = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    private readonly store: Store,
  ) {}

  analyzed(uri: string, report: Report): void {
    this.reports.set(uri, report);
    this.publish(uri);
  }

  closed(uri: string): void {
    this.reports.delete(uri);
    this.publish(undefined);
  }

  private publish(always: string | undefined): void {
    const files = problemsByFile([...this.reports.values()]);
    for (const [uri, problems] of files) {
      this.send(
        uri,
        problems.map(problem => diagnosticOf(this.store, uri, problem)),
        uri === always,
      );
    }
    for (const uri of this.sent.keys()) if (!files.has(uri)) this.send(uri, [], false);
  }

  private send(uri: string, diagnostics: Diagnostic[], always: boolean): void {
    const text = JSON.stringify(diagnostics);
    if (!always && (this.sent.get(uri) ?? '[]') === text) return;
    if (diagnostics.length === 0) this.sent.delete(uri);
    else this.sent.set(uri, text);
    const version = this.store.isOpen(uri) ? this.store.document(uri)?.version : undefined;
    this.connection.sendNotification('textDocument/publishDiagnostics', {
      uri,
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  }
}
