/**
 * A process that behaves as a run does, without learning anything: it serves and records the made-up run on two spirals, an epoch
 * every few milliseconds. The text it is given says how it ends: `refuse`, `break`, `die` (in epoch 3), else in its own time.
 */
import { createInterface } from 'node:readline';
import { RunFolder } from '../../../src/training/node/run-folder.js';
import { RunServer } from '../../../src/training/node/serve.js';
import type { Control, RunAnswer, RunEvent, RunRequest } from '../../../src/messages/run.js';
import { snapshotOf } from '../../../src/messages/run-state.js';
import { spiralConfig, spiralEvents } from '../../webview/spiral-run.js';

const epochMs = 15;

const answer = (say: RunAnswer): void => void process.stdout.write(`${JSON.stringify(say)}\n`);

type EventBody<E = RunEvent> = E extends RunEvent ? Omit<E, 'sequence'> : never;

async function run(folder: RunFolder, from: RunSources, before: readonly RunEvent[], ends: string): Promise<void> {
  let sequence = before.at(-1)?.sequence ?? 0;
  let paused = from.paused;
  let epoch = snapshotOf(before).epoch;
  const server = new RunServer(snapshotOf(before), hear);
  const tell = (body: EventBody): void => {
    const event: RunEvent = { ...body, sequence: ++sequence };
    folder.append(event);
    server.event(event);
  };
  const end = async (type: 'stopped' | 'finished'): Promise<void> => {
    tell({ type });
    folder.removeProcess();
    await server.close();
    process.exit(0);
  };
  function hear(control: Control): void {
    if (control.type === 'stop') void end('stopped');
    else if (control.type === 'learningRate') tell({ type: 'learningRate', learningRate: control.value });
    else if (control.type === 'pause' || control.type === 'resume') {
      paused = control.type === 'pause';
      tell({ type: paused ? 'paused' : 'resumed' });
    }
  }
  const address = await server.listen();
  folder.writeProcess({ pid: process.pid, address });
  const [start] = spiralEvents(0);
  if (before.length === 0 && start?.type === 'started') tell({ ...start, config: from.config });
  else tell({ type: 'resumed' });
  answer({ type: 'ready', folder: folder.path, address, pid: process.pid });
  const all = spiralEvents(spiralConfig.epochs).slice(1);
  setInterval(() => {
    if (paused) return;
    if (ends === 'die' && epoch === 3 && before.length === 0) process.exit(1);
    for (const event of all.slice(3 * epoch, 3 * epoch + 3)) tell(event);
    folder.writeCheckpoint(new Uint8Array([epoch]));
    if (++epoch === spiralConfig.epochs) void end('finished');
  }, epochMs);
}

interface RunSources {
  readonly paused: boolean;
  readonly config: typeof spiralConfig;
}

async function main(line: string): Promise<void> {
  const request = JSON.parse(line) as RunRequest;
  if (request.type === 'resume') {
    const folder = new RunFolder(request.folder);
    await run(folder, { paused: false, config: spiralConfig }, folder.readEvents(), '');
    return;
  }
  const ends = request.texts[request.uri] ?? '';
  if (ends === 'refuse') {
    answer({ type: 'refused', messages: ['`Spiral` has no output.'] });
    return;
  }
  if (ends === 'break') throw new Error('out of luck');
  const { folder, name } = RunFolder.create(request.runs, 'Spiral', new Date());
  const config = { ...spiralConfig, run: name, folder: folder.path, uri: request.uri };
  const { uri, texts, network, train } = request;
  folder.writeStart(config, { uri, texts, network, train });
  await run(folder, { paused: request.paused ?? false, config }, [], ends);
}

createInterface({ input: process.stdin }).once('line', line => {
  void main(line);
});
