/** A language client for tests: the built server as a process, over stdio, spoken to by the protocol's own library. */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  InlayHintRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type InlayHint,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';

/** Servers that have not ended. */
const living = new Set<ChildProcess>();

// A test that ran out of time never reaches its `stop`, and a server that lives would keep the whole run from ending. The benchmark has no tests.
if ('after' in globalThis) {
  after(() => {
    for (const server of living) server.kill();
  });
}

export class TestClient {
  readonly connection: ProtocolConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  initialized: InitializeResult | undefined;
  private readonly process: ChildProcess;
  private listeners: (() => void)[] = [];
  private readonly versions = new Map<string, number>();

  private constructor(program: string) {
    // With the flag that the extension starts it with.
    this.process = spawn(process.execPath, ['--max-semi-space-size=4', '--no-memory-reducer', program, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    living.add(this.process);
    this.process.once('exit', () => living.delete(this.process));
    const { stdout, stdin } = this.process;
    if (stdout === null || stdin === null) throw new Error('the server has no pipes');
    this.connection = createProtocolConnection(stdout, stdin);
    this.connection.onNotification(PublishDiagnosticsNotification.type, published => {
      this.published.push(published);
      for (const listener of this.listeners) listener();
    });
    // A failing test shows what the server says of it.
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => console.error(message));
    this.connection.listen();
  }

  static async start(
    settings?: unknown,
    program = 'dist/server.cjs',
    capabilities: ClientCapabilities = {},
  ): Promise<TestClient> {
    const client = new TestClient(program);
    client.initialized = await client.connection.sendRequest<InitializeResult>(InitializeRequest.method, {
      processId: process.pid,
      rootUri: null,
      capabilities,
      initializationOptions: settings,
    });
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  async stop(): Promise<void> {
    const ended = new Promise(done => this.process.once('exit', done));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    await ended;
    this.connection.dispose();
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  open(uri: string, text: string): Promise<readonly Diagnostic[]> {
    // A file that is opened again goes on counting, so that what is published can be told from what was.
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    const fresh = this.diagnostics(uri, version);
    void this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'netwright', version, text },
    });
    return fresh;
  }

  /** Sends the change without waiting; the new version is the answer. */
  send(uri: string, ...changes: TextDocumentContentChangeEvent[]): number {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    void this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: changes,
    });
    return version;
  }

  change(uri: string, ...changes: TextDocumentContentChangeEvent[]): Promise<readonly Diagnostic[]> {
    return this.diagnostics(uri, this.send(uri, ...changes));
  }

  /** Those published for this version or a later one. */
  async diagnostics(uri: string, version: number): Promise<readonly Diagnostic[]> {
    for (;;) {
      const found = this.published.filter(each => each.uri === uri && (each.version ?? 0) >= version).at(-1);
      if (found !== undefined) return found.diagnostics;
      await new Promise<void>(go => {
        const listener = (): void => {
          this.listeners = this.listeners.filter(each => each !== listener);
          go();
        };
        this.listeners.push(listener);
      });
    }
  }

  async hints(uri: string, start: Position, end: Position): Promise<readonly InlayHint[]> {
    const range = { start, end };
    return (await this.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range })) ?? [];
  }
}

/** The insertion of `text` at a place. */
export const insertion = (line: number, character: number, text: string): TextDocumentContentChangeEvent => ({
  range: { start: { line, character }, end: { line, character } },
  text,
});
