/** The language server in a web worker: every file comes from the editor. */
import { makeAnalyzer } from '../../editor/analyze.js';
import { Connection } from '../common/connection.js';
import { startServer } from '../common/server.js';

/** What is used of the worker. */
declare const self: {
  postMessage(message: object): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
};

const connection = new Connection({
  send: message => self.postMessage(message),
  listen: receive => self.addEventListener('message', ({ data }) => receive([data])),
});

startServer(
  connection,
  { read: undefined, defer: callback => setTimeout(callback, 0), name: 'a web worker', exit: () => self.close() },
  makeAnalyzer(),
);
