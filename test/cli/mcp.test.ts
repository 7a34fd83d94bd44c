/** `netwright mcp` as an assistant's program meets it: the built command as a process, a message a line. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { withFiles } from './run.js';

interface Message {
  readonly jsonrpc: string;
  readonly id?: number | string | null;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

class Client {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly lines: string[] = [];
  private wake: (() => void) | undefined;

  constructor(folder: string) {
    this.process = spawn(process.execPath, [resolve('dist/cli.cjs'), 'mcp'], { cwd: folder });
    createInterface({ input: this.process.stdout }).on('line', line => {
      this.lines.push(line);
      this.wake?.();
    });
  }

  write(text: string): void {
    this.process.stdin.write(`${text}\n`);
  }

  async read(): Promise<Message> {
    while (this.lines.length === 0) await new Promise<void>(go => (this.wake = go));
    return JSON.parse(this.lines.shift() ?? '') as Message;
  }

  ask(id: number, method: string, params?: object): Promise<Message> {
    this.write(JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) }));
    return this.read();
  }

  async call(name: string, input: object): Promise<{ readonly text: string; readonly isError: boolean }> {
    const { result } = await this.ask(9, 'tools/call', { name, arguments: input });
    const { content, isError } = result as { content: { type: string; text: string }[]; isError: boolean };
    assert.deepEqual(
      content.map(({ type }) => type),
      ['text'],
    );
    return { text: content[0]?.text ?? '', isError };
  }

  /** The end of the input ends the server; its exit status. */
  end(): Promise<number | null> {
    const ended = new Promise<number | null>(done => this.process.once('exit', done));
    this.process.stdin.end();
    return ended;
  }
}

async function withServer(
  files: Readonly<Record<string, string>>,
  use: (client: Client, folder: string) => Promise<void>,
) {
  await withFiles(files, async folder => {
    const client = new Client(folder);
    try {
      await use(client, folder);
    } finally {
      assert.equal(await client.end(), 0);
    }
  });
}

const hello = { capabilities: {}, clientInfo: { name: 'test', version: '1' } };

describe('netwright mcp', function () {
  this.timeout(30_000);

  it('agrees on the revision that the client asks for, and offers its newest for one that it does not know', () =>
    withServer({}, async client => {
      const known = await client.ask(1, 'initialize', { protocolVersion: '2024-11-05', ...hello });
      assert.equal(known.result?.['protocolVersion'], '2024-11-05');
      assert.deepEqual(known.result?.['capabilities'], { tools: {} });
      const unknown = await client.ask(2, 'initialize', { protocolVersion: '1999-01-01', ...hello });
      assert.equal(unknown.result?.['protocolVersion'], '2025-11-25');
      client.write(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }));
      // A notification is not answered: the next line belongs to the next question.
      assert.deepEqual(await client.ask(3, 'ping'), { jsonrpc: '2.0', id: 3, result: {} });
    }));

  it('lists four tools that only read, each with a schema of its input', () =>
    withServer({}, async client => {
      const { result } = await client.ask(1, 'tools/list');
      const tools = result?.['tools'] as {
        name: string;
        inputSchema: { type: string };
        annotations: { readOnlyHint: boolean };
      }[];
      assert.deepEqual(
        tools.map(({ name }) => name),
        ['get_report', 'explain_shape', 'find_largest_batch', 'check_text'],
      );
      assert.ok(
        tools.every(({ inputSchema, annotations }) => inputSchema.type === 'object' && annotations.readOnlyHint),
      );
    }));

  it('answers for the file as it is now, by a path that is relative to its folder or absolute', () =>
    withServer({ 'net.nn': 'network N {\n  input x: [3]\n  dense(2)\n}\n' }, async (client, folder) => {
      const total = async (file: string): Promise<unknown> => {
        const { text } = await client.call('get_report', { file });
        return (JSON.parse(text) as { networks: { totals: { parameters: { total: unknown } } }[] }).networks[0]?.totals
          .parameters.total;
      };
      // 3 x 2 weights and 2 biases; then 3 x 5 and 5.
      assert.equal(await total('net.nn'), 8);
      writeFileSync(join(folder, 'net.nn'), 'network N {\n  input x: [3]\n  dense(5)\n}\n');
      assert.equal(await total(join(folder, 'net.nn')), 20);
    }));

  it('says mistakes of the input to the model, and mistakes of the protocol to the client', () =>
    withServer({}, async client => {
      const missing = await client.call('get_report', { file: 'none.nn' });
      assert.equal(missing.isError, true);
      assert.match(missing.text, /there is no file none\.nn/);
      assert.equal((await client.ask(1, 'tools/call', { name: 'nonesuch' })).error?.code, -32602);
      assert.equal((await client.ask(2, 'resources/list')).error?.code, -32601);
      client.write('{ not json');
      assert.deepEqual([(await client.read()).error?.code], [-32700]);
      client.write('{"jsonrpc":"2.0","id":5}');
      assert.deepEqual([(await client.read()).error?.code], [-32600]);
    }));

  it('answers several messages in one line in one line', () =>
    withServer({}, async client => {
      const ping = (id: number): object => ({ jsonrpc: '2.0', id, method: 'ping' });
      client.write(JSON.stringify([ping(1), { jsonrpc: '2.0', method: 'notifications/initialized' }, ping(2)]));
      const answers = (await client.read()) as unknown as Message[];
      assert.deepEqual(
        answers.map(({ id }) => id),
        [1, 2],
      );
    }));

  it('says that a file is no text', () =>
    withServer({ 'bad.nn': '\u0000\u0001' }, async client => {
      const { text } = await client.call('get_report', { file: 'bad.nn' });
      assert.match(text, /not a text in UTF-8/);
    }));
});
