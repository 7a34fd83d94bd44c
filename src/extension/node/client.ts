/** The language client where there is Node: a file of its own, loaded when the extension is active. */
import { IPCMessageReader, IPCMessageWriter, LanguageClient, State } from 'vscode-languageclient/node';
import { prepareClient, type ClientParts } from '../common/client.js';
import type { ServerProcess } from './server-process.js';

/** What a person must know is said by whoever started it. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export async function makeClient(parts: ClientParts, server: ServerProcess): Promise<LanguageClient> {
  const connect = (): Promise<{ reader: IPCMessageReader; writer: IPCMessageWriter }> => {
    const child = server.take();
    return Promise.resolve({ reader: new IPCMessageReader(child), writer: new IPCMessageWriter(child) });
  };
  const client = await prepareClient(parts, options => new QuietClient('netwright', 'Netwright', connect, options));
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped || newState === State.StartFailed) server.end();
  });
  return client;
}
