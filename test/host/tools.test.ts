/** The tools for assistants in VS Code's own extension host, called as a chat would call them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toolNames, toolPrefix } from '../../src/messages/editor.js';

/** What the oldest VS Code that the extension runs in does not declare. */
interface LanguageModels {
  readonly tools: readonly { readonly name: string; readonly inputSchema: unknown }[];
  invokeTool(
    name: string,
    asked: { readonly input: object; readonly toolInvocationToken: undefined },
  ): Promise<{ readonly content: readonly { readonly value: string }[] }>;
}

const models = vscode.lm as unknown as LanguageModels;

const ask = async (tool: string, input: object): Promise<string> => {
  const asked = { input, toolInvocationToken: undefined };
  const { content } = await models.invokeTool(`${toolPrefix}${tool}`, asked);
  return content.map(({ value }) => value).join('');
};

describe('tools for assistants in VS Code', () => {
  before(async () => {
    const extension = vscode.extensions.getExtension<{ ready: Promise<void> }>('netwright.netwright');
    await (
      await extension?.activate()
    )?.ready;
  });

  it('are there by the names of the manifest, with schemas', () => {
    for (const name of toolNames) {
      const tool = models.tools.find(each => each.name === `${toolPrefix}${name}`);
      assert.ok(tool?.inputSchema, name);
    }
  });

  it('read a file by its path in the workspace, and by its absolute path', async () => {
    const [uri] = await vscode.workspace.findFiles('lenet.nn');
    assert.ok(uri);
    for (const file of ['lenet.nn', uri.fsPath]) {
      const { networks } = JSON.parse(await ask('get_report', { file })) as {
        networks: { totals: { parameters: { total: number } } }[];
      };
      // 61,706 is the count of LeNet-5's paper.
      assert.equal(networks[0]?.totals.parameters.total, 61706);
    }
  });

  it('check a text with the imports of the workspace', async () => {
    const text = 'import Bottleneck from "./blocks/resnet.nn"\nnetwork N {\n  input x: 64x8x8\n  Bottlenek(16)\n}\n';
    const { diagnostics } = JSON.parse(await ask('check_text', { text })) as { diagnostics: { message: string }[] };
    assert.match(diagnostics.map(({ message }) => message).join('\n'), /did you mean `Bottleneck`/);
  });

  it('say a mistake in words that help to mend it', async () => {
    await assert.rejects(ask('get_report', { file: 'none.nn' }), /there is no file .*none\.nn/);
  });
});
