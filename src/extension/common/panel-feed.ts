/** Feeds a panel: one whole view, then events, at a bounded rate and never before the panel has drawn what it got. */
import type { PanelTarget, PanelView, ToPanel } from '../../messages/panel.js';
import type { RunEvent } from '../../messages/run.js';
import { EventQueue } from './event-queue.js';
import type { Run } from './run.js';

/** What a panel shows when there is no run yet. */
export type Notice = Exclude<PanelView, { kind: 'run' }>;

export interface Subject {
  readonly target: PanelTarget;
  readonly title: string;
  readonly shown: Run | Notice;
}

export interface Clock {
  now(): number;
  /** Calls once, later. */
  after(milliseconds: number, callback: () => void): void;
}

const isRun = (shown: Run | Notice): shown is Run => 'snapshot' in shown;

export class PanelFeed {
  readonly #queue = new EventQueue();
  #subject: Subject;
  #unlisten: (() => void) | undefined;
  /** Whether there is somebody to talk to. */
  #awake = false;
  #whole = true;
  #number = 0;
  #drawn = 0;
  #sentAt = -Infinity;
  #planned = false;

  constructor(
    subject: Subject,
    private readonly post: (message: ToPanel) => void,
    private readonly clock: Clock,
    /** Between two messages; asked for each time, so that a changed setting holds at once. */
    private readonly gapMs: () => number = () => 100,
  ) {
    this.#subject = subject;
    this.#listen();
  }

  get subject(): Subject {
    return this.#subject;
  }

  /** Shows something else from now on. */
  show(subject: Subject): void {
    this.#unlisten?.();
    this.#subject = subject;
    this.#listen();
    this.#whole = true;
    this.#plan();
  }

  /** The panel has loaded: whatever it was sent before is gone. */
  ready(): void {
    this.#awake = true;
    this.#whole = true;
    this.#drawn = this.#number;
    this.#sentAt = -Infinity;
    this.#plan();
  }

  /** The panel is hidden: it hears nothing until it is ready again. */
  sleep(): void {
    this.#awake = false;
    this.#queue.clear();
  }

  drawn(number: number): void {
    this.#drawn = Math.max(this.#drawn, number);
    this.#plan();
  }

  dispose(): void {
    this.#unlisten?.();
    this.sleep();
  }

  #listen(): void {
    this.#queue.clear();
    const { shown } = this.#subject;
    this.#unlisten = isRun(shown) ? shown.listen(events => this.#heard(events)) : undefined;
  }

  #heard(events: readonly RunEvent[] | undefined): void {
    if (!this.#awake) return;
    if (!events) this.#whole = true;
    else for (const event of events) this.#queue.push(event);
    this.#plan();
  }

  #plan(): void {
    if (this.#planned || !this.#due()) return;
    const wait = this.#sentAt + this.gapMs() - this.clock.now();
    if (wait <= 0) {
      this.#send();
      return;
    }
    this.#planned = true;
    this.clock.after(wait, () => {
      this.#planned = false;
      if (this.#due()) this.#send();
    });
  }

  #due(): boolean {
    return this.#awake && this.#drawn >= this.#number && (this.#whole || !this.#queue.isEmpty);
  }

  #send(): void {
    this.#sentAt = this.clock.now();
    const number = ++this.#number;
    const { target, title, shown } = this.#subject;
    const events = this.#whole ? undefined : this.#queue.take();
    if (events && isRun(shown)) {
      this.post({ type: 'events', number, events });
      return;
    }
    this.#whole = false;
    this.#queue.clear();
    const view: PanelView = isRun(shown)
      ? { kind: 'run', snapshot: shown.snapshot, life: shown.life, resumable: shown.resumable }
      : shown;
    this.post({ type: 'view', number, target, title, run: isRun(shown) ? shown.name : null, view });
  }
}
