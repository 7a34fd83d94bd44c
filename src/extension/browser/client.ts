/** The language client in VS Code's web worker host: each start is another worker. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { prepareClient, type ClientParts } from '../common/client.js';

/** What a person must know is said by whoever started it. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** `begin` gives a new worker: one that was stopped does not come back, and does not end by itself. */
export function makeClient(parts: ClientParts, begin: () => Worker): Promise<LanguageClient> {
  function connect(): Promise<MessageTransports> {
    const worker = begin();
    // Workers of this host are of its own kind, which the client does not know for workers: it gets what it would make of one.
    return Promise.resolve({ reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) });
  }
  return prepareClient(parts, options => new QuietClient('netwright', 'Netwright', connect, options));
}
