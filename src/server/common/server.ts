/** The language server without a host: what it offers, and how messages reach texts, reports and queries. */
import {
  DidChangeConfigurationNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import {
  diagnosisRequest,
  filesNotification,
  readFileRequest,
  statusNotification,
  type Diagnosis,
  type WorkspaceFiles,
} from '../../messages/editor.js';
import { statusOf } from '../../editor/status.js';
import type { Analyze } from '../../editor/analyze.js';
import { Analyses } from './analyses.js';
import { Asking } from './asking.js';
import type { ServerHost } from './host.js';
import { Indexer } from './indexer.js';
import { LastGood } from './last-good.js';
import { offerMoving } from './moving.js';
import { Publisher } from './publisher.js';
import { offerReading } from './reading.js';
import { Session } from './session.js';
import { settingsOf } from './settings.js';
import { Store } from './store.js';
import { offerTools } from './tools.js';
import { offerWriting } from './writing.js';

declare const NETWRIGHT_VERSION: string;

/** Answers the messages of `connection` until it closes. */
export function startServer(connection: Connection, host: ServerHost, analyze: Analyze): void {
  const log = { error: (message: string) => connection.console.error(message) };
  let settings = settingsOf(undefined);
  let pullsSettings = false;
  let refreshesHints = false;
  let refreshesLenses = false;
  let lastAnalysisMs = 0;

  const read = (uri: string): string | undefined | Promise<string | undefined> =>
    host.read !== undefined && uri.startsWith('file:')
      ? host.read(uri)
      : connection.sendRequest<string | null>(readFileRequest, { uri }).then(text => text ?? undefined);
  const store = new Store(read, uri => session.changed(uri));
  const timed: Analyze = (...of) => {
    const start = performance.now();
    const report = analyze(...of);
    lastAnalysisMs = performance.now() - start;
    return report;
  };
  const analyses = new Analyses(store, timed, () => settings.choices);
  const publisher = new Publisher(connection, store);
  const lastGood = new LastGood();
  const session: Session = new Session(
    store,
    analyses,
    host,
    {
      analyzed(uri) {
        const report = analyses.report(uri);
        const document = store.document(uri);
        publisher.analyzed(uri, report);
        const view = analyses.view(uri);
        if (view === undefined || document === undefined) return;
        lastGood.analyzed(view);
        void connection.sendNotification(statusNotification, { uri, version: document.version, ...statusOf(report) });
      },
      quiet(others) {
        // Only now do the reports of those that use a file know how its blocks are called.
        for (const uri of store.openUris()) {
          const view = analyses.view(uri);
          if (view !== undefined && view.users().length > 0) lastGood.analyzed(view);
        }
        if (!others) return;
        if (refreshesHints) void connection.languages.inlayHint.refresh();
        if (refreshesLenses) void connection.sendRequest('workspace/codeLens/refresh');
      },
    },
    log,
  );
  const indexer = new Indexer(store, host);
  const asking = new Asking(store, analyses, session, log);

  async function pullSettings(): Promise<void> {
    if (!pullsSettings) return;
    const [sent] = (await connection.workspace.getConfiguration([{ section: 'netwright' }])) as unknown[];
    settings = settingsOf(sent);
  }

  connection.onInitialize(({ capabilities, initializationOptions }: InitializeParams): InitializeResult => {
    pullsSettings = capabilities.workspace?.configuration === true;
    refreshesHints = capabilities.workspace?.inlayHint?.refreshSupport === true;
    refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
    settings = settingsOf(initializationOptions);
    return {
      serverInfo: { name: 'netwright', version: NETWRIGHT_VERSION },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...offerReading(connection, asking, store, lastGood, () => settings.preferences),
        ...offerWriting(connection, asking, store),
        ...offerMoving(connection, asking, store),
      },
    };
  });
  connection.onInitialized(async () => {
    if (pullsSettings) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'netwright' });
      await pullSettings();
      session.changedAll();
    }
  });
  connection.onDidChangeConfiguration(async ({ settings: sent }: { settings: unknown }) => {
    if (pullsSettings) await pullSettings();
    else settings = settingsOf((sent as { netwright?: unknown } | null)?.netwright);
    session.changedAll();
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
    store.opened(uri, version, text);
    session.changed(uri);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    if (!store.isOpen(uri)) return;
    lastGood.changing(uri, contentChanges);
    store.changed(uri, version, contentChanges);
    session.changed(uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    store.closed(uri);
    session.changed(uri);
    lastGood.closed(uri);
    publisher.closed(uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      if (store.changedOnDisk(uri)) session.changed(uri);
      indexer.add([uri]);
    }
  });

  connection.onNotification(filesNotification, ({ uris }: WorkspaceFiles) => indexer.add(uris));
  connection.onRequest(diagnosisRequest, (): Diagnosis => ({
    version: NETWRIGHT_VERSION,
    host: host.name,
    openFiles: store.openUris().length,
    analyses: analyses.count,
    lastAnalysisMs,
  }));
  offerTools(connection, store, (files, uri, choices) => analyze(files, uri, { ...settings.choices, ...choices }), log);
  connection.listen();
}
