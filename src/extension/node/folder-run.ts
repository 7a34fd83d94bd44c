/** A run that is a folder, and, while its process lives, a connection to it. */
import { connect, type Socket } from 'node:net';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunLife } from '../../messages/panel.js';
import { fromRun, type Control, type RunEvent, type RunSnapshot } from '../../messages/run.js';
import { emptySnapshot, withEvent } from '../../messages/run-state.js';
import type { Run, RunListener } from '../common/run.js';
import { hasCheckpoint, parsed, processOf, snapshotIn } from './run-folder.js';

const over = new Set<RunSnapshot['state']>(['stopped', 'finished', 'failed']);
const longestConnectMs = 5000;

export class FolderRun implements Run {
  readonly name: string;
  snapshot: RunSnapshot = emptySnapshot;
  life: RunLife = 'lost';
  resumable = false;
  readonly #listeners = new Set<RunListener>();
  #socket: Socket | undefined;

  private constructor(readonly folder: string) {
    this.name = basename(folder);
  }

  /** The run of a folder; undefined if the folder is none of a run. */
  static async open(folder: string): Promise<FolderRun | undefined> {
    const run = new FolderRun(folder);
    const process = await processOf(folder);
    if (process && (await run.connect(process.address))) return run;
    return (await run.#readFolder()) ? run : undefined;
  }

  send(control: Control): void {
    this.#socket?.write(`${JSON.stringify(control)}\n`);
  }

  listen(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects to the process; true once it has sent its snapshot, false if nobody answers there. */
  connect(address: string): Promise<boolean> {
    return new Promise(resolve => {
      const socket = connect(address);
      const settle = (known: boolean): void => {
        clearTimeout(timer);
        resolve(known);
      };
      const timer = setTimeout(() => socket.destroy(), longestConnectMs);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        settle(false);
        if (this.#socket === socket) void this.#left();
      });
      const lines = createInterface({ input: socket });
      // The interface repeats the socket's errors; its end is heard above.
      lines.on('error', () => undefined);
      lines.on('line', line => {
        const message = parsed(fromRun, line);
        if (message?.type === 'snapshot') {
          this.#socket = socket;
          this.#become(message.snapshot, 'live');
          settle(true);
        } else if (message && this.#socket === socket) {
          this.#hear(message.events);
        }
      });
    });
  }

  /** Lets go of the process; it goes on. */
  disconnect(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#listeners.clear();
    socket?.destroy();
  }

  #hear(events: readonly RunEvent[]): void {
    const fresh = events.filter(event => event.sequence > this.snapshot.sequence);
    for (const event of fresh) this.snapshot = withEvent(this.snapshot, event);
    if (fresh.length > 0) this.#tell(fresh);
    if (fresh.some(({ type }) => type === 'stopped')) void this.#stopped();
  }

  /** Its process lingers a while, but can go on no more. */
  async #stopped(): Promise<void> {
    const checkpoint = await hasCheckpoint(this.folder);
    if (this.snapshot.state !== 'stopped' || this.resumable === checkpoint) return;
    this.resumable = checkpoint;
    this.#tell(undefined);
  }

  /** Resolves when no process serves this run any more. */
  async gone(): Promise<void> {
    const socket = this.#socket;
    if (socket && !socket.closed) await new Promise(resolve => socket.once('close', resolve));
  }

  #become(snapshot: RunSnapshot, life: RunLife): void {
    this.snapshot = snapshot;
    this.life = life;
    this.resumable = false;
    this.#tell(undefined);
  }

  /** The process has gone: the folder says how far it came. */
  async #left(): Promise<void> {
    this.#socket = undefined;
    if (await this.#readFolder()) return;
    this.life = 'lost';
    this.resumable = false;
    this.#tell(undefined);
  }

  async #readFolder(): Promise<boolean> {
    const [snapshot, checkpoint] = await Promise.all([snapshotIn(this.folder), hasCheckpoint(this.folder)]);
    if (!snapshot) return false;
    this.snapshot = snapshot;
    this.life = over.has(snapshot.state) ? 'ended' : 'lost';
    this.resumable = checkpoint && snapshot.state !== 'finished' && snapshot.state !== 'failed';
    this.#tell(undefined);
    return true;
  }

  #tell(events: readonly RunEvent[] | undefined): void {
    for (const listener of [...this.#listeners]) listener(events);
  }
}
