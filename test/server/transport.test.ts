/** The ways to reach the server that an editor may name, and its end when the editor is gone. */
import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { framed, FrameReader } from '../../src/server/common/frames.js';

const initialize = (processId: number | null) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { processId, rootUri: null, capabilities: {} },
});

const nameOf = (message: unknown): unknown =>
  (message as { result: { serverInfo: { name: string } } }).result.serverInfo.name;

const ended = async (child: ChildProcess): Promise<unknown> => ((await once(child, 'exit')) as [number | null])[0];

describe('a server', () => {
  it('speaks over the channel to the program that forked it, and ends with it', async () => {
    const server = fork('dist/server.cjs', ['--node-ipc']);
    server.send(initialize(process.pid));
    const [message] = (await once(server, 'message')) as [unknown];
    assert.equal(nameOf(message), 'netwright');
    const end = ended(server);
    server.disconnect();
    assert.equal(await end, 1);
  });

  it('speaks over a socket', async () => {
    const listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const server = spawn(process.execPath, ['dist/server.cjs', `--socket=${port}`], { stdio: 'inherit' });
    const [socket] = (await once(listener, 'connection')) as [Socket];
    socket.write(framed(initialize(process.pid)));
    const frames = new FrameReader();
    let messages: readonly unknown[] = [];
    while (messages.length === 0) messages = frames.read(((await once(socket, 'data')) as [Buffer])[0]);
    assert.equal(nameOf(messages[0]), 'netwright');
    const end = ended(server);
    socket.end();
    listener.close();
    assert.equal(await end, 1);
  });

  it('ends with 0 when it was asked to get ready for it, and with 1 when its streams just end', async () => {
    for (const [asks, code] of [
      [true, 0],
      [false, 1],
    ] as const) {
      const server = spawn(process.execPath, ['dist/server.cjs', '--stdio'], { stdio: ['pipe', 'ignore', 'inherit'] });
      server.stdin.write(framed(initialize(null)));
      if (asks) server.stdin.write(framed({ jsonrpc: '2.0', id: 2, method: 'shutdown' }));
      server.stdin.end();
      assert.equal(await ended(server), code);
    }
  });

  it('ends when the process that it works for is gone', async function () {
    this.timeout(20_000);
    const editor = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    await once(editor, 'exit');
    const server = spawn(process.execPath, ['dist/server.cjs', '--stdio'], { stdio: ['pipe', 'ignore', 'inherit'] });
    server.stdin.write(framed(initialize(editor.pid ?? null)));
    assert.equal(await ended(server), 1);
  });
});
