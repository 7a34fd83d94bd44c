/** A run's own process: starts from a request, serves clients, survives them, and goes on after a kill bit for bit. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import {
  fromRun,
  runAnswer,
  type Control,
  type FromRun,
  type RunAnswer,
  type RunRequest,
  type RunSnapshot,
} from '../../../src/messages/run.js';
import { emptySnapshot, withEvent } from '../../../src/messages/run-state.js';
import { splitLines } from '../../../src/training/node/lines.js';
import { RunFolder } from '../../../src/training/node/run-folder.js';
import { runTraining } from './run-training.js';
import { lossesOf } from '../common/training.js';

const text = (epochs: number): string => `
import Hidden from "./blocks.nn"
network Spiral {
  input point: [2]
  Hidden(16)
  Hidden(16)
  dense(3)
}
train Spiral {
  data: spiral(samples: 300, classes: 3)
  loss: cross_entropy
  optimizer: adam(lr: 0.01)
  batch: 20
  epochs: ${epochs}
}`;

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** A client as the editor is one: keeps a snapshot, sends controls. */
class Client {
  snapshot: RunSnapshot = emptySnapshot;
  readonly messages: FromRun[] = [];
  private readonly socket: Socket;
  private waiting: (() => void)[] = [];

  constructor(address: string) {
    this.socket = createConnection(address);
    this.socket.setEncoding('utf8');
    const hear = splitLines(line => this.hear(v.parse(fromRun, JSON.parse(line))));
    this.socket.on('data', (piece: string) => hear(piece));
    this.socket.on('close', () => this.wake());
  }

  private hear(message: FromRun): void {
    this.messages.push(message);
    if (message.type === 'snapshot') this.snapshot = message.snapshot;
    else for (const event of message.events) this.snapshot = withEvent(this.snapshot, event);
    this.wake();
  }

  private wake(): void {
    for (const each of this.waiting.splice(0)) each();
  }

  send(control: Control): void {
    this.socket.write(`${JSON.stringify(control)}\n`);
  }

  async until(holds: (snapshot: RunSnapshot) => boolean): Promise<void> {
    while (!holds(this.snapshot)) {
      assert.ok(!this.socket.closed, 'the run went away');
      await new Promise<void>(done => this.waiting.push(done));
    }
  }

  close(): void {
    this.socket.destroy();
  }
}

describe('the process of a run', () => {
  let folder = '';
  const children: Child[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netwright-process-'));
    writeFileSync(join(folder, 'blocks.nn'), 'block Hidden(width) {\n  dense(width) -> tanh\n}\n');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const request = (epochs: number, more: Partial<Extract<RunRequest, { type: 'train' }>> = {}): RunRequest => {
    const uri = pathToFileURL(join(folder, 'spiral.nn')).href;
    return {
      ...{ type: 'train', uri, network: null, train: null, runs: join(folder, 'runs'), assets: resolve('assets') },
      texts: { [uri]: text(epochs) },
      ...more,
    };
  };

  async function start(asked: RunRequest | string): Promise<{ child: Child; answer: RunAnswer }> {
    const child = spawn(process.execPath, ['dist/trainer.cjs'], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    child.stdin.write(`${typeof asked === 'string' ? asked : JSON.stringify(asked)}\n`);
    child.stdout.setEncoding('utf8');
    const line = await new Promise<string>(done => {
      child.stdout.on('data', splitLines(done));
    });
    return { child, answer: v.parse(runAnswer, JSON.parse(line)) };
  }

  async function ready(asked: RunRequest): Promise<{ child: Child; folder: string; client: () => Client }> {
    const { child, answer } = await start(asked);
    assert.ok(answer.type === 'ready', JSON.stringify(answer));
    return { child, folder: answer.folder, client: () => new Client(answer.address) };
  }

  it('tells a client everything, whenever it comes, and ends by itself', async () => {
    const { child, client, folder: run } = await ready(request(20));
    const exited = new Promise(done => child.once('exit', done));
    const [early, late] = [client(), client()];
    await late.until(({ epoch }) => epoch >= 3);
    late.close();
    await early.until(({ state }) => state === 'finished');
    const again = client();
    await again.until(({ state }) => state === 'finished');
    assert.deepEqual(again.snapshot, early.snapshot);
    assert.equal(again.snapshot.epoch, 20);
    assert.equal(again.snapshot.step, 20 * 12);
    assert.equal(again.messages.length, 1);
    assert.equal(await exited, 0);
    assert.equal(new RunFolder(run).readEvents().at(-1)?.type, 'finished');
  }).timeout(30_000);

  it('pauses, and a client that comes later finds it paused and lets it go on', async () => {
    const { client } = await ready(request(400, { paused: true }));
    const first = client();
    await first.until(({ state }) => state === 'paused');
    assert.equal(first.snapshot.step, 0);
    first.send({ type: 'step' });
    await first.until(({ step, state }) => step === 1 && state === 'paused');
    first.close();
    const second = client();
    await second.until(({ state }) => state === 'paused');
    assert.equal(second.snapshot.step, 1);
    second.send({ type: 'learningRate', value: 0.002 });
    second.send({ type: 'resume' });
    await second.until(({ step }) => step > 20);
    assert.equal(second.snapshot.learningRate, 0.002);
    second.send({ type: 'stop' });
    await second.until(({ state }) => state === 'stopped');
  }).timeout(30_000);

  it('goes on after a kill with the same losses as a run that was never killed', async () => {
    // Long enough that it still runs when the pause arrives, on a fast machine too.
    const whole = await runTraining(request(1000));
    assert.ok(whole.ok && whole.value.end === 'finished');
    const { child, client, folder: run } = await ready(request(1000));
    const first = client();
    await first.until(({ step }) => step > 100);
    first.send({ type: 'pause' });
    await first.until(({ state }) => state === 'paused');
    first.send({ type: 'resume' });
    await first.until(({ state }) => state === 'running');
    child.kill('SIGKILL');
    await new Promise(done => child.once('exit', done));
    const resumed = await ready({ type: 'resume', folder: run, assets: resolve('assets') });
    const second = resumed.client();
    await second.until(({ state }) => state === 'finished');
    const losses = (path: string): unknown => lossesOf(new RunFolder(path).readEvents());
    assert.deepEqual(losses(run), losses(whole.value.folder));
    assert.deepEqual(second.snapshot.epochs, whole.value.snapshot.epochs);
  }).timeout(60_000);

  it('says why it cannot run, with the place in the text', async () => {
    const uri = pathToFileURL(join(folder, 'spiral.nn')).href;
    const refusal = async (changed: string): Promise<string> => {
      const { answer } = await start({ ...request(1), texts: { [uri]: changed } } as RunRequest);
      assert.ok(answer.type === 'refused');
      return answer.messages.join('\n');
    };
    assert.match(
      await refusal(text(1).replace('cross_entropy', 'cross_entrophy')),
      /^spiral\.nn:11:\d+: .*cross_entrophy/,
    );
    assert.match(
      await refusal(text(1).replace('spiral(samples: 300, classes: 3)', 'images("somewhere")')),
      /cannot read `images`/,
    );
    assert.match(await refusal(text(1).replace('batch: 20', 'precision: bf16')), /computes in fp32/);
    assert.match(
      await refusal(text(1).replace('[2]', '[3]')),
      /the input `point` is \[3\], but the field `features` of the data is \[2\]/,
    );
    const wide = await refusal(text(1).replaceAll('Hidden(16)', 'dense(1000000)'));
    // 10^6 x 10^6 weights of 4 bytes, their gradients, and two copies for Adam: some 14,900 GiB.
    assert.match(wide, /a step needs 149\d\d\.\d GiB, but this machine has \d+\.\d GiB; a smaller batch needs less/);
    const { answer } = await start('nonsense');
    assert.equal(answer.type, 'refused');
  }).timeout(30_000);
});
