/** `netwright lsp`: the language server over standard input and output. */
import { serve } from '../server/node/serve.js';

export function lsp(): void {
  serve([]);
}
