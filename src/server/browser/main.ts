/** The language server in a web worker: every file comes from the editor. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { makeAnalyzer } from '../../editor/analyze.js';
import { startServer } from '../common/server.js';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);

startServer(
  connection,
  { read: undefined, defer: callback => setTimeout(callback, 0), name: 'a web worker' },
  makeAnalyzer(),
);
