/** The language server without a host: what it offers, and how messages reach texts, reports and queries. */
import type { WorkspaceFolder } from 'vscode-languageserver-protocol';
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
import type { Preferences } from '../../editor/preferences.js';
import { openPagesBy } from '../../editor/pages.js';
import { speak, speakOfDeclarations } from '../../editor/words.js';
import { Analyses } from './analyses.js';
import { Asking } from './asking.js';
import { serverCapabilities } from './capabilities.js';
import type { Connection } from './connection.js';
import { FolderSettings } from './folder-settings.js';
import { offerHints } from './hinting.js';
import { speakOfProblems } from './convert.js';
import type { ServerHost } from './host.js';
import type { Abilities } from './mending.js';
import { Indexer } from './indexer.js';
import { LastGood } from './last-good.js';
import { Publisher } from './publisher.js';
import { Session } from './session.js';
import { offerShowing } from './showing.js';
import { Store } from './store.js';
import { optionsOf } from './start-options.js';

declare const NETWRIGHT_VERSION: string;

/** Answers the messages of `connection` until it closes. */
export function startServer(connection: Connection, host: ServerHost, analyze: Analyze): void {
  const log = { error: (message: string) => connection.logError(message) };
  const settings = new FolderSettings();
  let folders: readonly WorkspaceFolder[] = [];
  let pullsSettings = false;
  let abilities: Abilities = { renames: false, resolves: false };
  let pictures = false;
  let refreshesHints = false;
  let refreshesLenses = false;
  let lastAnalysisMs = 0;

  const read = (uri: string): string | undefined | Promise<string | undefined> =>
    host.read !== undefined && uri.startsWith('file:')
      ? host.read(uri)
      : connection.sendRequest(readFileRequest, { uri }).then(text => (typeof text === 'string' ? text : undefined));
  const store = new Store(read, uri => session.changed(uri));
  const timed: Analyze = (...of) => {
    const start = performance.now();
    const report = analyze(...of);
    lastAnalysisMs = performance.now() - start;
    return report;
  };
  const analyses = new Analyses(store, timed, uri => settings.of(uri));
  const publisher = new Publisher(connection, store, uri => settings.of(uri).preferences.diagnostics);
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
        const status = statusOf(report, settings.of(uri).preferences);
        connection.sendNotification(statusNotification, { uri, version: document.version, ...status });
      },
      quiet(others) {
        // Only now do the reports of those that use a file know how its blocks are called.
        for (const uri of store.openUris()) {
          const view = analyses.view(uri);
          if (view !== undefined && view.users().length > 0) lastGood.analyzed(view);
        }
        if (!others) return;
        if (refreshesHints) void connection.sendRequest('workspace/inlayHint/refresh');
        if (refreshesLenses) void connection.sendRequest('workspace/codeLens/refresh');
      },
    },
    log,
  );
  const indexer = new Indexer(store, host);
  const asking = new Asking(store, analyses, session, log);

  async function pullSettings(): Promise<void> {
    if (pullsSettings) await settings.pull(connection, folders);
  }

  connection.onRequest('initialize', ({ processId, capabilities, workspaceFolders, locale, ...params }) => {
    if (processId !== null) host.servedBy?.(processId);
    const initializationOptions: unknown = params.initializationOptions;
    const options = optionsOf(initializationOptions);
    const language = options.locale ?? locale ?? 'en';
    speakOfProblems(options.messages ?? host.messages?.(language));
    speak(options.texts ?? host.texts?.(language) ?? {});
    speakOfDeclarations(() => options.docs ?? host.docs?.(language));
    const resolved = capabilities.textDocument?.codeAction?.resolveSupport?.properties ?? [];
    abilities = { renames: options.renames, resolves: resolved.includes('edit') };
    pictures = options.pictures;
    openPagesBy(options.reference ?? host.reference, options.referenceLink);
    folders = workspaceFolders ?? [];
    pullsSettings = capabilities.workspace?.configuration === true;
    refreshesHints = capabilities.workspace?.inlayHint?.refreshSupport === true;
    refreshesLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
    settings.set(initializationOptions);
    return {
      serverInfo: { name: 'netwright', version: NETWRIGHT_VERSION },
      capabilities: serverCapabilities,
    };
  });
  connection.onNotification('initialized', async () => {
    if (pullsSettings) {
      const registrations = [
        {
          id: 'settings',
          method: 'workspace/didChangeConfiguration',
          registerOptions: { section: 'netwright' },
        },
      ];
      void connection.sendRequest('client/registerCapability', { registrations });
      await pullSettings();
      session.changedAll();
    }
  });
  connection.onNotification('workspace/didChangeConfiguration', async ({ settings: sent }: { settings: unknown }) => {
    if (pullsSettings) await pullSettings();
    else settings.set((sent as { netwright?: unknown } | null)?.netwright);
    session.changedAll();
  });

  connection.onNotification('workspace/didChangeWorkspaceFolders', async ({ event: { added, removed } }) => {
    const gone = new Set(removed.map(({ uri }) => uri));
    folders = [...folders.filter(({ uri }) => !gone.has(uri)), ...added];
    await pullSettings();
    session.changedAll();
  });

  connection.onNotification('textDocument/didOpen', ({ textDocument: { uri, version, text } }) => {
    store.opened(uri, version, text);
    session.changed(uri);
  });
  connection.onNotification('textDocument/didChange', ({ textDocument: { uri, version }, contentChanges }) => {
    if (!store.isOpen(uri)) return;
    lastGood.changing(uri, contentChanges);
    store.changed(uri, version, contentChanges);
    publisher.edited(uri, lastGood.editedLine(uri));
    session.changed(uri);
  });
  connection.onNotification('textDocument/didSave', ({ textDocument: { uri } }) => publisher.release(uri));
  connection.onNotification('textDocument/didClose', ({ textDocument: { uri } }) => {
    store.closed(uri);
    session.changed(uri);
    lastGood.closed(uri);
    publisher.closed(uri);
  });
  connection.onNotification('workspace/didChangeWatchedFiles', ({ changes }) => {
    for (const { uri } of changes) {
      if (store.changedOnDisk(uri)) session.changed(uri);
      indexer.add([uri]);
    }
  });

  connection.onOwnNotification(filesNotification, ({ uris }: WorkspaceFiles) => indexer.add(uris));
  connection.onOwnRequest(diagnosisRequest, (): Diagnosis => ({
    version: NETWRIGHT_VERSION,
    host: host.name,
    openFiles: store.openUris().length,
    analyses: analyses.count,
    lastAnalysisMs,
  }));
  const analyzeFor: Analyze = (files, uri, choices) => {
    const usual = settings.of(uri);
    return analyze(files, uri, { ...usual.choices, ...choices }, usual.lints);
  };
  const preferences = (uri: string): Preferences => settings.of(uri).preferences;
  offerHints(connection, asking, store, lastGood, preferences);
  offerShowing(connection, asking, lastGood, preferences, () => ({ pictures }));
  connection.onFurther(async () => {
    const { offerOnDemand } = await import('./on-demand.js');
    offerOnDemand({ connection, asking, store, analyze: analyzeFor, settings: uri => settings.of(uri), abilities });
  });
  connection.onOwnRequest('shutdown', () => {
    host.shutDown?.();
    return null;
  });
  connection.onOwnNotification('exit', () => host.exit());
  connection.listen();
}
