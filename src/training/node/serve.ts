/** Lets clients watch and control a run over a local socket: first a snapshot, then what is new, at most some twenty times a second. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { control, type Control, type FromRun, type RunEvent, type RunSnapshot } from '../../messages/run.js';
import { withEvent } from '../../messages/run-state.js';
import { splitLines } from './lines.js';

const QUIET_MS = 50;
/** A client that reads nothing is given up when so much waits for it. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

export class RunServer {
  private readonly clients = new Set<Socket>();
  private waiting: RunEvent[] = [];
  private timer: NodeJS.Timeout | undefined;
  private server: Server | undefined;
  /** For tests and for the process that waits until nobody looks any more. */
  onClients: (count: number) => void = () => undefined;

  constructor(
    private snapshot: RunSnapshot,
    private readonly onControl: (control: Control) => void,
  ) {}

  get clientCount(): number {
    return this.clients.size;
  }

  /** Only this user may connect: the socket is in a folder of its own. */
  async listen(): Promise<string> {
    const address =
      process.platform === 'win32'
        ? `\\\\.\\pipe\\netwright-${process.pid}-${Date.now()}`
        : join(mkdtempSync(join(tmpdir(), 'netwright-')), 'run.sock');
    const server = createServer(socket => this.welcome(socket));
    this.server = server;
    await new Promise<void>((done, fail) => {
      server.once('error', fail);
      server.listen(address, done);
    });
    return address;
  }

  event(event: RunEvent): void {
    this.snapshot = withEvent(this.snapshot, event);
    this.waiting.push(event);
    this.timer ??= setTimeout(() => this.flush(), QUIET_MS);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const events = this.waiting;
    this.waiting = [];
    for (const client of this.clients) this.send(client, { type: 'delta', events });
  }

  async close(): Promise<void> {
    this.flush();
    const { server } = this;
    if (!server) return;
    const address = server.address();
    const ended = [...this.clients].map(client => new Promise<void>(done => client.end(done)));
    await Promise.race([Promise.all(ended), new Promise(done => setTimeout(done, 500))]);
    for (const client of this.clients) client.destroy();
    await new Promise(done => server.close(done));
    if (typeof address === 'string' && process.platform !== 'win32')
      rmSync(dirname(address), { recursive: true, force: true });
  }

  private welcome(socket: Socket): void {
    // What waits is in the snapshot already; the others are told first, so that nobody is told twice.
    this.flush();
    this.clients.add(socket);
    socket.setEncoding('utf8');
    socket.on(
      'data',
      splitLines(line => this.hear(socket, line)),
    );
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.clients.delete(socket);
      this.onClients(this.clients.size);
    });
    this.send(socket, { type: 'snapshot', snapshot: this.snapshot });
    this.onClients(this.clients.size);
  }

  private hear(socket: Socket, line: string): void {
    let data: unknown;
    try {
      data = JSON.parse(line);
    } catch {
      return;
    }
    const read = v.safeParse(control, data);
    if (!read.success) return;
    if (read.output.type === 'snapshot') {
      this.flush();
      this.send(socket, { type: 'snapshot', snapshot: this.snapshot });
    } else this.onControl(read.output);
  }

  private send(socket: Socket, message: FromRun): void {
    if (socket.writableLength > MOST_WAITING_BYTES) socket.destroy();
    else if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
  }
}
