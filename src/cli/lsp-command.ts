/** `netwright lsp`: the language server over standard input and output. */
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serve } from '../server/node/serve.js';

export function lsp(): void {
  const { stdin, stdout } = process;
  serve(createConnection(ProposedFeatures.all, new StreamMessageReader(stdin), new StreamMessageWriter(stdout)));
}
