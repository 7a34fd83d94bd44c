/** The Model Context Protocol for tools alone: one message in, at most one message out. */
import { askTool, inputSchema, type ToolFiles } from '../editor/tool.js';
import { tools } from '../editor/tools.js';

declare const NETWRIGHT_VERSION: string;

/** Revisions of the protocol whose messages about tools are those below; the newest first. */
const revisions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

/** JSON-RPC's codes. */
const codes = { parse: -32700, request: -32600, method: -32601, parameters: -32602, internal: -32603 } as const;

type Entries = Readonly<Record<string, unknown>>;
type Id = string | number | null;

const isEntries = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is Id => typeof value === 'string' || typeof value === 'number';

class Refused extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const instructions =
  'Netwright designs neural networks in a small language, in .nn files. These tools only read: shapes, parameters, cost and memory ' +
  'are worked out from the text, exactly; nothing is run or written.';

function initialize({ protocolVersion }: Entries): object {
  return {
    protocolVersion: revisions.find(revision => revision === protocolVersion) ?? revisions[0],
    capabilities: { tools: {} },
    serverInfo: { name: 'netwright', title: 'Netwright', version: NETWRIGHT_VERSION },
    instructions,
  };
}

function listed(): object {
  return {
    tools: tools.map(tool => ({
      name: tool.name,
      title: tool.title,
      description: tool.description,
      inputSchema: inputSchema(tool),
      annotations: { title: tool.title, readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    })),
  };
}

function call({ name, arguments: input = {} }: Entries, files: ToolFiles): object {
  const tool = tools.find(each => each.name === name);
  if (tool === undefined) throw new Refused(codes.parameters, `there is no tool ${String(name)}`);
  const answer = askTool(tool, files, input);
  // A mistake in the input is an answer that the model sees, not an error of the protocol, which it might not.
  const failed = 'error' in answer;
  return { content: [{ type: 'text', text: failed ? answer.error : answer.text }], isError: failed };
}

function result(method: string, parameters: Entries, files: () => ToolFiles): object {
  switch (method) {
    case 'initialize':
      return initialize(parameters);
    case 'ping':
      return {};
    case 'tools/list':
      return listed();
    case 'tools/call':
      return call(parameters, files());
    default:
      throw new Refused(codes.method, `there is no method ${method}`);
  }
}

const failure = (id: Id, code: number, message: string): object => ({ jsonrpc: '2.0', id, error: { code, message } });

function answerOne(message: unknown, files: () => ToolFiles): object | undefined {
  if (!isEntries(message) || message['jsonrpc'] !== '2.0')
    return failure(null, codes.request, 'a message of JSON-RPC 2.0 is wanted');
  const { id, method, params = {} } = message;
  // Notifications, and answers to questions that are never asked here, get nothing back.
  if (typeof method !== 'string')
    return 'id' in message && !('result' in message) && !('error' in message)
      ? failure(isId(id) ? id : null, codes.request, 'the message names no method')
      : undefined;
  if (id === undefined) return undefined;
  if (!isId(id)) return failure(null, codes.request, 'an id is a text or a number');
  if (!isEntries(params)) return failure(id, codes.parameters, 'params must be an object');
  try {
    return { jsonrpc: '2.0', id, result: result(method, params, files) };
  } catch (error) {
    if (error instanceof Refused) return failure(id, error.code, error.message);
    return failure(id, codes.internal, error instanceof Error ? error.message : String(error));
  }
}

/** The line to answer with; undefined where none is due. `files` gives the files as they are at that moment. */
export function answerLine(line: string, files: () => ToolFiles): string | undefined {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return JSON.stringify(failure(null, codes.parse, 'the line is no JSON'));
  }
  if (!Array.isArray(message)) {
    const answer = answerOne(message, files);
    return answer && JSON.stringify(answer);
  }
  // Revision 2025-03-26 allows several messages in one.
  if (message.length === 0) return JSON.stringify(failure(null, codes.request, 'the list of messages is empty'));
  const answers = message.flatMap(each => answerOne(each, files) ?? []);
  return answers.length === 0 ? undefined : JSON.stringify(answers);
}
