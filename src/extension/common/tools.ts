/** The language server's answers as tools for assistants, where VS Code has such tools (from 1.95 on). */
import * as vscode from 'vscode';
import {
  toolFileFields,
  toolNames,
  toolPrefix,
  toolRequest,
  type ToolQuestion,
  type ToolReply,
} from '../../messages/editor.js';
import type { Connected } from './connected.js';

type Input = Readonly<Record<string, unknown>>;

/** The part of the interface that the oldest VS Code that we run in lacks. */
interface WithTools {
  readonly lm?: {
    registerTool?(
      name: string,
      tool: {
        prepareInvocation(asked: { readonly input: Input }): object;
        invoke(asked: { readonly input: Input }, token: vscode.CancellationToken): Promise<unknown>;
      },
    ): vscode.Disposable;
  };
  readonly LanguageModelToolResult?: new (parts: readonly unknown[]) => unknown;
  readonly LanguageModelTextPart?: new (text: string) => unknown;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** The file that a model means: an address, an absolute path, or a path in one of the workspace's folders. */
export async function fileNamed(file: string): Promise<vscode.Uri> {
  if (/^[a-z][a-z0-9+.-]+:/i.test(file)) return vscode.Uri.parse(file);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const [first] = folders;
  if (/^([a-z]:)?[/\\]/i.test(file)) {
    return first === undefined || first.scheme === 'file' ? vscode.Uri.file(file) : first.with({ path: file });
  }
  for (const folder of folders) {
    const uri = vscode.Uri.joinPath(folder, file);
    if (await exists(uri)) return uri;
  }
  return first === undefined ? vscode.Uri.file(`/${file}`) : vscode.Uri.joinPath(first, file);
}

async function withAddresses(input: Input): Promise<Input> {
  const changed: Record<string, unknown> = { ...input };
  for (const field of toolFileFields) {
    const value = input[field];
    if (typeof value === 'string') changed[field] = (await fileNamed(value)).toString();
  }
  return changed;
}

/** Of a text without a file the server would not know what its imports are relative to. */
async function questionOf(tool: string, input: Input): Promise<ToolQuestion> {
  const complete = tool === 'check_text' && input['file'] === undefined ? { ...input, file: 'untitled.nn' } : input;
  return { tool, input: await withAddresses(complete) };
}

export function registerTools(connected: Connected): vscode.Disposable {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Part } = vscode as unknown as WithTools;
  if (lm?.registerTool === undefined || Result === undefined || Part === undefined) return vscode.Disposable.from();
  const register = lm.registerTool.bind(lm);
  return vscode.Disposable.from(
    ...toolNames.map(tool =>
      register(`${toolPrefix}${tool}`, {
        prepareInvocation({ input }) {
          const { file } = input;
          const what = typeof file === 'string' ? file : vscode.l10n.t('a text that is not saved');
          return {
            invocationMessage: vscode.l10n.t('Reading {0}', what),
            confirmationMessages: {
              title: vscode.l10n.t('Ask Netwright'),
              message: vscode.l10n.t('Netwright analyzes {0}. Nothing is run or written.', what),
            },
          };
        },
        async invoke({ input }, token) {
          const question = await questionOf(tool, input);
          const reply: ToolReply = await connected.request(toolRequest, question, token);
          if ('error' in reply) throw new Error(reply.error);
          return new Result([new Part(reply.text)]);
        },
      }),
    ),
  );
}
