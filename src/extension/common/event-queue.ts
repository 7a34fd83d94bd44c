/** Events of a run that wait to be sent, merged so that they stay few: the newest state wins and no loss is left out. */
import type { RunEvent } from '../../messages/run.js';

type Steps = Extract<RunEvent, { type: 'steps' }>;

/** Beyond this a whole snapshot, which is thinned, is smaller. */
const mostEvents = 200;
const mostLosses = 2000;

export class EventQueue {
  #events: RunEvent[] = [];
  #boundary: RunEvent | undefined;
  #losses = 0;
  #full = false;

  get isEmpty(): boolean {
    return this.#events.length === 0 && !this.#boundary && !this.#full;
  }

  push(event: RunEvent): void {
    if (this.#full) return;
    if (event.type === 'boundary') {
      this.#boundary = event;
      return;
    }
    if (event.type === 'steps') this.#losses += event.losses.length;
    const last = this.#events.at(-1);
    const merged = last && event.type === 'steps' && last.type === 'steps' ? joined(last, event) : undefined;
    if (merged) this.#events[this.#events.length - 1] = merged;
    else this.#events.push(event);
    if (this.#events.length > mostEvents || this.#losses > mostLosses) {
      this.clear();
      this.#full = true;
    }
  }

  /** What waits, in the order of the sequence, and nothing waits any more; undefined: too much came, send a snapshot. */
  take(): RunEvent[] | undefined {
    const events = [...this.#events, ...(this.#boundary ? [this.#boundary] : [])];
    const full = this.#full;
    this.clear();
    return full ? undefined : events.sort((a, b) => a.sequence - b.sequence);
  }

  clear(): void {
    this.#events = [];
    this.#boundary = undefined;
    this.#losses = 0;
    this.#full = false;
  }
}

/** Two batches of steps as one, if the second goes on where the first ends. */
function joined(a: Steps, b: Steps): Steps | undefined {
  if (b.first !== a.first + a.losses.length) return undefined;
  return { ...b, first: a.first, losses: [...a.losses, ...b.losses] };
}
