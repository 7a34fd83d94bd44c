/** Keeps reports up with the texts: one analysis once the messages at hand are in, and nobody waits for an old version. */
import type { Analyses } from './analyses.js';
import { Superseded, type Log } from './guard.js';
import type { ServerHost } from './host.js';
import type { Store } from './store.js';

interface Waiting {
  readonly uri: string;
  readonly go: () => void;
  readonly stop: (why: Superseded) => void;
}

export interface Listener {
  /** The report of an open file is new. */
  analyzed(uri: string): void;
  /** All open files have their report. `others`: some changed though their own text did not. */
  quiet(others: boolean): void;
}

export class Session {
  private readonly stale = new Set<string>();
  private waiting: Waiting[] = [];
  private generation = 0;
  private scheduled = false;
  private others = false;

  constructor(
    private readonly store: Store,
    private readonly analyses: Analyses,
    private readonly host: ServerHost,
    private readonly listener: Listener,
    private readonly log: Log,
  ) {}

  /** A text has changed (in the editor or on the disk), has come or gone. */
  changed(uri: string): void {
    this.waiting = this.waiting.filter(each => {
      if (each.uri !== uri) return true;
      each.stop(new Superseded());
      return false;
    });
    for (const user of this.analyses.drop(uri)) this.mark(user, true);
    this.mark(uri, false);
    this.generation += 1;
    this.schedule();
  }

  /** All reports are to be made again: settings have changed. */
  changedAll(): void {
    this.analyses.dropAll();
    for (const uri of this.store.openUris()) this.mark(uri, true);
    this.generation += 1;
    this.schedule();
  }

  /** Resolves when the report of the file is up to date; rejects as soon as the text changes before that. */
  async ready(uri: string): Promise<void> {
    if (this.upToDate(uri)) return;
    await new Promise<void>((go, stop) => this.waiting.push({ uri, go, stop }));
  }

  /** The report of the file, and those of open files that use it: they know how its blocks are called. */
  private upToDate(uri: string): boolean {
    if (this.stale.size === 0) return true;
    return !this.stale.has(uri) && !this.store.files.importersOf(uri).some(user => this.stale.has(user.uri));
  }

  private mark(uri: string, other: boolean): void {
    if (!this.store.isOpen(uri)) return;
    // The text edited last comes first.
    if (!other) this.stale.delete(uri);
    this.stale.add(uri);
    this.others ||= other;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.afterMessages(() => this.run());
  }

  /** Two turns without a change: the first lets in the message that stands next in the queue. */
  private afterMessages(go: () => void, turns = 2): void {
    const seen = this.generation;
    this.host.defer(() => {
      if (this.generation !== seen) this.afterMessages(go);
      else if (turns > 1) this.afterMessages(go, turns - 1);
      else go();
    });
  }

  private run(): void {
    const uri = [...this.stale].pop();
    if (uri === undefined) {
      this.scheduled = false;
      const others = this.others;
      this.others = false;
      this.listener.quiet(others);
      return;
    }
    this.stale.delete(uri);
    if (this.store.isOpen(uri)) {
      try {
        this.analyses.report(uri);
        if (!this.store.waits) this.listener.analyzed(uri);
      } catch (error) {
        this.log.error(`analysis of ${uri} failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
      }
    }
    this.waiting = this.waiting.filter(each => {
      if (!this.upToDate(each.uri)) return true;
      each.go();
      return false;
    });
    this.afterMessages(() => this.run());
  }
}
