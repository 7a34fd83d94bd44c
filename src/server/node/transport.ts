/** How messages reach the server in Node: standard streams, the channel to the program that forked it, a socket or a pipe. */
import { connect } from 'node:net';
import type { Duplex, Readable, Writable } from 'node:stream';
import { FrameReader, framed } from '../common/frames.js';
import type { Transport } from '../common/connection.js';

/** `ended` is called when nothing can arrive any more. */
function overStreams(input: Readable, output: Writable, ended: () => void): Transport {
  return {
    send: message => output.write(framed(message)),
    listen(receive) {
      const frames = new FrameReader();
      input.on('data', (piece: Uint8Array) => {
        const messages = frames.read(piece);
        if (messages.length > 0) receive(messages);
      });
      input.on('end', ended);
      input.on('error', ended);
      output.on('error', ended);
    },
  };
}

function overChannel(ended: () => void): Transport {
  return {
    send: message => process.send?.(message),
    listen(receive) {
      process.on('message', message => receive([message]));
      process.on('disconnect', ended);
    },
  };
}

function optionOf(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex(arg => arg === name || arg.startsWith(`${name}=`));
  return at < 0 ? undefined : args[at]?.slice(name.length + 1) || args[at + 1];
}

/** As an editor names it: `--node-ipc`, `--socket=PORT`, `--pipe=NAME`; standard streams if it names nothing. */
export function transportOf(args: readonly string[], ended: () => void): Transport {
  if (args.includes('--node-ipc')) return overChannel(ended);
  const port = optionOf(args, '--socket');
  const pipe = optionOf(args, '--pipe');
  const stream: Duplex | undefined =
    port !== undefined ? connect(Number(port), '127.0.0.1') : pipe !== undefined ? connect(pipe) : undefined;
  return stream === undefined ? overStreams(process.stdin, process.stdout, ended) : overStreams(stream, stream, ended);
}
