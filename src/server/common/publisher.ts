/** Sends problems to the editor: of the file just analyzed always, of others only where something changed. */
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { problemsByFile, type FileProblem } from '../../editor/diagnostics.js';
import type { Preferences } from '../../editor/preferences.js';
import type { Report } from '../../analysis/report.js';
import type { Connection } from './connection.js';
import { diagnosticOf } from './convert.js';
import type { Store } from './store.js';

/** What waits in a file that is being typed: everything new, or what is new and an error on one line. */
interface Held {
  readonly line: number | undefined;
  readonly known: ReadonlySet<string>;
  timer: unknown;
}

const keyOf = ({ code, message }: FileProblem): string => `${code}: ${message}`;

export class Publisher {
  /** What each open file's report says, and where. */
  private readonly reports = new Map<string, Report>();
  private readonly sent = new Map<string, string>();
  /** What a person sees now. */
  private readonly shown = new Map<string, ReadonlySet<string>>();
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly connection: Connection,
    private readonly store: Store,
    private readonly preferences: (uri: string) => Preferences['diagnostics'],
  ) {}

  /** The text of `line` was edited: a new error there waits until typing rests, or everything new until the file is saved. */
  edited(uri: string, line: number | undefined): void {
    const { run, delayMs } = this.preferences(uri);
    const before = this.held.get(uri);
    clearTimeout(before?.timer);
    if (run === 'onType' && (delayMs === 0 || line === undefined)) {
      this.held.delete(uri);
      return;
    }
    const known = before?.known ?? this.shown.get(uri) ?? new Set<string>();
    const timer = run === 'onSave' ? undefined : setTimeout(() => this.release(uri), delayMs);
    this.held.set(uri, { line: run === 'onSave' ? undefined : line, known, timer });
  }

  /** Nothing waits any more. */
  release(uri: string): void {
    const held = this.held.get(uri);
    if (held === undefined) return;
    clearTimeout(held.timer);
    this.held.delete(uri);
    this.publish(undefined);
  }

  analyzed(uri: string, report: Report): void {
    this.reports.set(uri, report);
    this.publish(uri);
  }

  closed(uri: string): void {
    this.reports.delete(uri);
    clearTimeout(this.held.get(uri)?.timer);
    this.held.delete(uri);
    this.publish(undefined);
  }

  private publish(always: string | undefined): void {
    const files = problemsByFile([...this.reports.values()]);
    for (const [uri, all] of files) {
      const problems = this.ripe(uri, all);
      this.shown.set(uri, new Set(problems.map(keyOf)));
      this.send(
        uri,
        problems.map(problem => diagnosticOf(this.store, uri, problem)),
        uri === always,
      );
    }
    for (const uri of this.sent.keys()) if (!files.has(uri)) this.send(uri, [], false);
    for (const uri of this.shown.keys()) if (!files.has(uri)) this.shown.delete(uri);
  }

  /** What was there before typing began stays, or goes, at once. */
  private ripe(uri: string, problems: readonly FileProblem[]): readonly FileProblem[] {
    const held = this.held.get(uri);
    if (held === undefined) return problems;
    const document = this.store.document(uri);
    return problems.filter(problem => {
      if (held.known.has(keyOf(problem))) return true;
      if (held.line === undefined) return false;
      const { start, end } = problem.range;
      const [first, last] = [document?.positionAt(start).line ?? -1, document?.positionAt(end).line ?? -1];
      return problem.severity !== 'error' || first > held.line || last < held.line;
    });
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
