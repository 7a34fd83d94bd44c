/** Answers assistants' questions, from the texts as the editor has them. */
import type { Analyze } from '../../editor/analyze.js';
import { askTool, type ToolFiles } from '../../editor/tool.js';
import { tools } from '../../editor/tools.js';
import { toolRequest, type ToolQuestion, type ToolReply } from '../../messages/editor.js';
import type { Connection } from './connection.js';
import { guarded, type Log } from './guard.js';
import type { Store } from './store.js';

/** Files import files: each round may find further ones that only the editor can read. */
const mostRounds = 20;

/** A path where the file has one. */
function pathOf(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return decodeURIComponent(new URL(uri).pathname).replace(/^\/(?=[a-z]:)/i, '');
  } catch {
    return uri;
  }
}

export function offerTools(connection: Connection, store: Store, analyze: Analyze, log: Log): void {
  const files: ToolFiles = { files: store.files, analyze, uriOf: file => file, pathOf };
  const failed: ToolReply = { error: 'the tool failed; the output channel Netwright says why' };
  connection.onOwnRequest(toolRequest, ({ tool: name, input }: ToolQuestion, token) =>
    guarded<ToolReply>(name, log, token, failed, async () => {
      const tool = tools.find(each => each.name === name);
      if (tool === undefined) return { error: `there is no tool ${name}` };
      let reply = askTool(tool, files, input);
      for (let round = 0; store.waits && round < mostRounds; round++) {
        await store.settled();
        if (token.isCancellationRequested) break;
        reply = askTool(tool, files, input);
      }
      return reply;
    }),
  );
}
