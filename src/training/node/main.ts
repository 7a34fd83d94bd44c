/** A run's own process: takes one request on its standard input, answers on its standard output, then trains and serves whoever connects. */
import * as v from 'valibot';
import { runRequest, type RunAnswer, type RunEvent, type RunRequest } from '../../messages/run.js';
import { splitLines } from './lines.js';
import { RunServer } from './serve.js';
import { startRun, type StartedRun } from './start-run.js';

/** A run that is over waits so long for a client that has not seen its end; one that is paused, for a client at all. */
const LINGER_MS = 2000;
const ABANDONED_MS = 30 * 60 * 1000;

function answer(message: RunAnswer): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function firstLine(): Promise<string> {
  return new Promise(done => {
    let rest = '';
    const listen = splitLines(done);
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', (piece: string) => {
      rest += piece;
      listen(piece);
    });
    process.stdin.on('end', () => done(rest));
  });
}

function readRequest(line: string): RunRequest | undefined {
  try {
    const read = v.safeParse(runRequest, JSON.parse(line));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const request = readRequest(await firstLine());
  if (!request) {
    answer({ type: 'refused', messages: ['the request is not one that this version understands'] });
    return;
  }
  const early: RunEvent[] = [];
  let send = (event: RunEvent): void => void early.push(event);
  const started = await startRun(request, event => send(event));
  if (!started.ok) {
    answer({ type: 'refused', messages: started.message.split('\n') });
    return;
  }
  const { run, folder, snapshot } = started.value;
  const server = new RunServer(snapshot, control => run.control(control));
  for (const event of early) server.event(event);
  send = event => server.event(event);
  const address = await server.listen();
  folder.writeProcess({ pid: process.pid, address });
  answer({ type: 'ready', folder: folder.path, address, pid: process.pid });
  try {
    await trained(started.value, server, request.paused === true);
  } finally {
    folder.removeProcess();
    folder.close();
    await server.close();
  }
}

async function trained({ run, resumed }: StartedRun, server: RunServer, paused: boolean): Promise<void> {
  const abandoned = setInterval(() => {
    if (server.clientCount === 0 && run.isPaused) run.control({ type: 'stop' });
  }, ABANDONED_MS);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => run.control({ type: 'stop' }));
  try {
    await run.go({ paused, resumed });
  } finally {
    clearInterval(abandoned);
  }
  server.flush();
  await new Promise(done => setTimeout(done, LINGER_MS));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    answer({ type: 'refused', messages: ['the training process failed; its output says why'] });
    process.exit(1);
  },
);
