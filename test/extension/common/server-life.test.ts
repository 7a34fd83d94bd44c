/** The language server's client from the extension's side: started late, again after failures, and asked meanwhile. */
import assert from 'node:assert/strict';
import { ServerLife, type ServerClient } from '../../../src/extension/common/server-life.js';

/** A client like the library's: its first start decides for ever, and only one that runs can be stopped. */
class Client implements ServerClient {
  readonly calls: string[] = [];
  #start: Promise<void> | undefined;
  #runs = false;

  constructor(private readonly result: Promise<void>) {}

  start(): Promise<void> {
    this.calls.push('start');
    return (this.#start ??= this.result.then(() => {
      this.#runs = true;
    }));
  }

  stop(): Promise<void> {
    this.calls.push('stop');
    if (!this.#runs) return Promise.reject(new Error('cannot be stopped'));
    this.#runs = false;
    this.#start = undefined;
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    this.calls.push('dispose');
    return this.#runs ? Promise.resolve() : Promise.reject(new Error('cannot be stopped'));
  }

  isRunning(): boolean {
    return this.#runs;
  }

  sendRequest<Result>(method: string, params: unknown): Promise<Result> {
    return Promise.resolve(`${method} ${String(params)}` as Result);
  }
}

const runs = (): Client => new Client(Promise.resolve());
const fails = (why: string): Client => {
  const result = Promise.reject(new Error(why));
  result.catch(() => undefined);
  return new Client(result);
};

/** A life whose clients are these, one after the other, and what it told. */
function lifeOf(...clients: readonly (Client | Error)[]): { life: ServerLife; told: string[]; left: () => number } {
  const waiting = [...clients];
  const told: string[] = [];
  const bring = (): Promise<ServerClient> => {
    const next = waiting.shift() ?? new Error('no more clients');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  return { life: new ServerLife(bring, why => told.push(why)), told, left: () => waiting.length };
}

describe('the language server as the extension starts it', () => {
  it('answers what was asked before its client was there', async () => {
    const { life, told } = lifeOf(runs());
    assert.equal(await life.request('tree', 'a.nn'), 'tree a.nn');
    assert.deepEqual(told, []);
  });

  it('is tried once more in silence when it does not start', async () => {
    const first = fails('killed');
    const { life, told } = lifeOf(first, runs());
    assert.equal(await life.request('tree', 'a.nn'), 'tree a.nn');
    assert.deepEqual(first.calls, ['start', 'dispose']);
    assert.deepEqual(told, []);
  });

  it('says once why it does not start, and refuses what is asked', async () => {
    const { life, told } = lifeOf(fails('first'), fails('no such file'));
    await life.settled;
    await assert.rejects(life.request('tree'), /no such file/);
    await assert.rejects(life.request('summary'), /no such file/);
    assert.deepEqual(told, ['no such file']);
  });

  it('says why its code cannot be loaded', async () => {
    const { life, told } = lifeOf(new Error('Cannot find module'), new Error('Cannot find module'));
    await life.settled;
    assert.deepEqual(told, ['Cannot find module']);
  });

  it('starts by the command although an earlier start failed', async () => {
    const { life, told } = lifeOf(fails('one'), fails('two'), fails('three'), runs());
    await life.settled;
    await life.restart();
    assert.deepEqual(told, ['two', 'three']);
    await life.restart();
    assert.equal(await life.request('tree', 1), 'tree 1');
    assert.deepEqual(told, ['two', 'three']);
  });

  it('is stopped and started by the command, with the same client', async () => {
    const client = runs();
    const { life } = lifeOf(client);
    await life.settled;
    await life.restart();
    assert.deepEqual(client.calls, ['start', 'stop', 'start']);
  });

  it('gets another client where the old one cannot be stopped', async () => {
    const hung = runs();
    hung.stop = () => Promise.reject(new Error('timed out'));
    const next = runs();
    const { life, told } = lifeOf(hung, next);
    await life.settled;
    await life.restart();
    assert.deepEqual(next.calls, ['start']);
    assert.deepEqual(hung.calls, ['start', 'dispose']);
    assert.deepEqual(told, []);
  });

  it('restarts once for each of two commands, one after the other', async () => {
    const client = runs();
    const { life, left } = lifeOf(client, runs());
    await Promise.all([life.restart(), life.restart()]);
    assert.deepEqual(client.calls, ['start', 'stop', 'start', 'stop', 'start']);
    assert.equal(left(), 1);
  });

  it('asks what is asked during a restart of the new server', async () => {
    const { life } = lifeOf(runs());
    void life.restart();
    assert.equal(await life.request('tree', 2), 'tree 2');
  });
});
