/** `Show Summary`: the figures of a file as a table beside it, which follows the text. */
import * as vscode from 'vscode';
import { summaryCommand, summaryRequest, type Summary } from '../../messages/editor.js';
import { fromTable, tableMemory, tableRequest, type SummaryTable, type ToTable } from '../../messages/summary-table.js';
import type { Connected } from './connected.js';
import { registerFollowing } from './following-panel.js';

type Copying = { readonly type: 'copy'; readonly text: string } | { readonly type: 'copyMarkdown' };

export function registerSummary(extension: vscode.Uri, connected: Connected): vscode.Disposable {
  const of = (uri: string) => ({ textDocument: { uri } });
  return registerFollowing<Copying>(
    {
      type: 'netwright.summary',
      command: summaryCommand,
      bundle: 'summary',
      titleOf: file => vscode.l10n.t('Summary of {0}', file),
      hears: fromTable,
      remembers: tableMemory,
      async news(uri): Promise<ToTable> {
        const table: SummaryTable = await connected.request(tableRequest, of(uri));
        return { type: 'table', uri, table };
      },
      async hear(message, uri) {
        if (message.type === 'copy') return vscode.env.clipboard.writeText(message.text);
        const summary: Summary | null = await connected.request(summaryRequest, of(uri));
        return vscode.env.clipboard.writeText(summary?.markdown ?? '');
      },
    },
    extension,
    connected,
  );
}
