/** Code actions as a plain client gets them over stdio: kinds, edits, and what is worked out when it is taken. */
import assert from 'node:assert/strict';
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  type CodeAction,
  type CodeActionContext,
  type Range,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TestClient } from './client.js';

const uri = 'file:///project/main.nn';
const text = `import Unused from "./other.nn"

network N {
  input image: 3x8x8
  conv(4, 3, padding: 1) -> batchnorm
  conv(4, 3, padding: 1) -> batchnorm
  flatten
  dense(10)
}
`;
const lines = (from: number, to: number): Range => ({
  start: { line: from, character: 2 },
  end: { line: to, character: 99 },
});

describe('code actions over stdio', () => {
  let client: TestClient;
  const asked = async (range: Range, context: Partial<CodeActionContext> = {}): Promise<readonly CodeAction[]> =>
    ((await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics: [], ...context },
    })) ?? []) as CodeAction[];
  const titled = async (range: Range, title: string): Promise<CodeAction> => {
    const all = await asked(range);
    return all.find(each => each.title.startsWith(title)) ?? assert.fail(all.map(each => each.title).join(', '));
  };
  const taken = (action: CodeAction): string =>
    TextDocument.applyEdits(TextDocument.create(uri, 'netwright', 1, text), action.edit?.changes?.[uri] ?? []);

  before(async () => {
    client = await TestClient.start(undefined, 'dist/server.cjs', {
      textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } },
    });
    await client.open(uri, text);
  });
  after(() => client.stop());

  it('extract the selected steps, with a name to be changed by hand', async () => {
    const action = await titled(lines(4, 5), 'Extract to a block');
    assert.equal(action.kind, 'refactor.extract');
    assert.equal(action.command, undefined, 'this client did not say that it can ask for a name');
    const changed = taken(action);
    assert.match(changed, /block Extracted \{\n {2}conv\(4, 3, padding: 1\) -> batchnorm\n/);
    assert.match(changed, /input image: 3x8x8\n {2}Extracted\n {2}flatten\n/);
  });

  it('keep to the kinds that are asked for', async () => {
    const kinds = new Set((await asked(lines(4, 5), { only: ['refactor'] })).map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), ['refactor.extract', 'refactor.rewrite']);
    const [only, ...others] = await asked(lines(0, 0), { only: ['source.fixAll'] });
    assert.equal(only?.kind, 'source.fixAll');
    assert.deepEqual(others, []);
    assert.equal(taken(only).match(/bias: false/g)?.length, 2);
  });

  it('stay silent about refactorings while a caret only passes by', async () => {
    const passing = await asked({ start: lines(6, 6).start, end: lines(6, 6).start }, { triggerKind: 2 });
    assert.deepEqual(passing, []);
  });

  it('answer a question when it is taken', async () => {
    const start = { line: 4, character: 7 };
    const action = await titled({ start, end: start }, 'Largest `channels` within 1M parameters');
    assert.equal(action.edit, undefined);
    const resolved = await client.connection.sendRequest(CodeActionResolveRequest.type, action);
    // By hand: 28 w of the first convolution, 36 w of the second, 2 w of the first norm, and 12 + 2570 of the rest: 66 w + 2582.
    assert.match(taken(resolved), /conv\(15112, 3, padding: 1\)/);
  });
});
