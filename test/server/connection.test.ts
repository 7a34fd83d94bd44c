/** JSON-RPC as the server speaks it: answers, errors, cancellation, and messages cut out of a stream in any pieces. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Connection, ResponseError } from '../../src/server/common/connection.js';
import { framed, FrameReader } from '../../src/server/common/frames.js';

const turn = (): Promise<void> => new Promise(go => setImmediate(go));

/** A connection whose other end is this list. */
function connected() {
  const sent: object[] = [];
  let receive: (messages: readonly unknown[]) => void = () => undefined;
  const connection = new Connection({ send: message => sent.push(message), listen: each => (receive = each) });
  return { connection, sent, receive: (...messages: readonly unknown[]) => receive(messages) };
}

const request = (id: number, method: string, params: unknown = {}) => ({ jsonrpc: '2.0', id, method, params });

describe('the connection to an editor', () => {
  it('answers a request with what its handler gives, null for nothing', async () => {
    const { connection, sent, receive } = connected();
    connection.onOwnRequest('double', ({ n }: { n: number }) => n * 2);
    connection.onOwnRequest('nothing', () => undefined);
    connection.listen();
    receive(request(1, 'double', { n: 21 }), request(2, 'nothing'));
    await turn();
    assert.deepEqual(sent, [
      { jsonrpc: '2.0', id: 1, result: 42 },
      { jsonrpc: '2.0', id: 2, result: null },
    ]);
  });

  it('answers with an error where a handler throws or gives one, and where there is no handler', async () => {
    const { connection, sent, receive } = connected();
    connection.onOwnRequest('throws', () => {
      throw new Error('broken');
    });
    connection.onOwnRequest('refuses', () => new ResponseError(-32803, 'no'));
    connection.listen();
    receive(request(1, 'throws'), request(2, 'refuses'), request(3, 'unheard of'));
    await turn();
    const errors = (sent as { id: number; error: { code: number } }[]).map(({ id, error }) => [id, error.code]);
    assert.deepEqual(
      errors.sort(([a = 0], [b = 0]) => a - b),
      [
        [1, -32603],
        [2, -32803],
        [3, -32601],
      ],
    );
  });

  it('passes over a notification that it does not know, and logs one whose handler throws', async () => {
    const { connection, sent, receive } = connected();
    connection.onOwnNotification('throws', () => {
      throw new Error('broken');
    });
    connection.listen();
    receive({ jsonrpc: '2.0', method: '$/unheard-of' }, { jsonrpc: '2.0', method: 'throws' });
    await turn();
    assert.deepEqual(sent, [
      { jsonrpc: '2.0', method: 'window/logMessage', params: { type: 1, message: 'throws failed: broken' } },
    ]);
  });

  it('tells a running handler that it was taken back, and does not begin what is taken back in the same breath', async () => {
    const { connection, sent, receive } = connected();
    let begun = 0;
    let go: () => void = () => undefined;
    connection.onOwnRequest('waits', async (_: unknown, token) => {
      begun += 1;
      await new Promise<void>(resolve => (go = resolve));
      return token.isCancellationRequested;
    });
    connection.listen();
    const cancel = (id: number) => ({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } });
    receive(request(1, 'waits'));
    receive(cancel(1));
    go();
    await turn();
    receive(request(2, 'waits'), cancel(2));
    await turn();
    assert.equal(begun, 1);
    assert.deepEqual(sent, [
      { jsonrpc: '2.0', id: 1, result: true },
      { jsonrpc: '2.0', id: 2, error: { code: -32800, message: 'cancelled' } },
    ]);
  });

  it('asks in turn, and gets the result or the error of its own question', async () => {
    const { connection, sent, receive } = connected();
    connection.listen();
    const first = connection.sendRequest('first');
    const second = connection.sendRequest('second', { of: 2 });
    const [{ id: a }, { id: b }] = sent as [{ id: number }, { id: number }];
    receive({ jsonrpc: '2.0', id: b, result: 'two' }, { jsonrpc: '2.0', id: a, error: { code: 7, message: 'no' } });
    assert.equal(await second, 'two');
    await assert.rejects(first, /no/);
  });
});

describe('messages in a stream of bytes', () => {
  it('are the same in whatever pieces they arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ text: fc.string({ unit: 'binary' }) }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(40), { minLength: 1 }),
        (messages, sizes) => {
          const bytes = Buffer.concat(messages.map(message => framed(message)));
          const reader = new FrameReader();
          const read: unknown[] = [];
          for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
            const size = 1 + (sizes[piece % sizes.length] ?? 0);
            read.push(...reader.read(bytes.subarray(at, at + size)));
            at += size;
          }
          assert.deepEqual(read, JSON.parse(JSON.stringify(messages)));
        },
      ),
    );
  });

  it('may have further lines in the header', () => {
    const bytes = Buffer.from('Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}');
    assert.deepEqual(new FrameReader().read(bytes), [{}]);
  });

  it('count bytes, not letters', () => {
    assert.equal(Buffer.from(framed({ a: 'ü' })).toString(), 'Content-Length: 10\r\n\r\n{"a":"ü"}');
  });

  it('end where no length is said', () => {
    assert.throws(() => new FrameReader().read(Buffer.from('Hello: there\r\n\r\n')), /without a length/);
  });
});
