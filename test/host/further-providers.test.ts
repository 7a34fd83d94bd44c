/** The providers of moving about and of typing: what VS Code gets for two files, one of which imports from the other. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, eventually, show } from './files.js';

const BLOCKS = 'block Squeeze(width) {\n  conv(width, 1)\n}\n';
const USE = `import Squeeze from "./further-blocks.nn"

block Twice(width) {
  Squeeze(width)
  Squeeze(width)
}

network Further {
  input x: 3x8x8
  stem = Twice(8)
  stem -> relu
}
`;

describe('further providers', () => {
  let document: vscode.TextDocument;
  let uri: vscode.Uri;
  before(async () => {
    await activated();
    await show('further-blocks.nn', BLOCKS);
    document = await show('further-use.nn', USE);
    ({ uri } = document);
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const at = (text: string, behind = 0): vscode.Position =>
    document.positionAt(document.getText().indexOf(text) + behind);
  const ask = <T>(command: string, ...args: readonly unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(`vscode.${command}`, ...args);
  const options = { tabSize: 2, insertSpaces: true };

  it('highlight each place of a point', async () => {
    const found = await ask<vscode.DocumentHighlight[]>('executeDocumentHighlights', uri, at('stem ='));
    assert.deepEqual(
      found.map(({ range }) => range.start.line),
      [9, 10],
    );
  });

  it('fold the bodies of blocks and networks', async () => {
    const found = await ask<vscode.FoldingRange[]>('executeFoldingRangeProvider', uri);
    const ranges = found.map(({ start, end }) => `${start}-${end}`);
    for (const range of ['2-4', '7-10']) assert.ok(ranges.includes(range), ranges.join(' '));
  });

  it('widen a selection from the word to its call and its block', async () => {
    const [range] = await ask<vscode.SelectionRange[]>('executeSelectionRangeProvider', uri, [at('Squeeze(width)')]);
    const texts: string[] = [];
    for (let one = range; one; one = one.parent) texts.push(document.getText(one.range));
    assert.equal(texts[0], 'Squeeze');
    assert.ok(texts.includes('Squeeze(width)'), texts.join(' | '));
    assert.equal(texts.at(-1), document.getText());
  });

  it('lead from the path of an import to its file', async () => {
    const [link] = await ask<vscode.DocumentLink[]>('executeLinkProvider', uri, 10);
    assert.equal(link?.target?.path.split('/').at(-1), 'further-blocks.nn');
    assert.equal(document.getText(link.range).replaceAll('"', ''), './further-blocks.nn');
  });

  it('find a block of the workspace by its name', async () => {
    const found = await eventually(
      () => ask<vscode.SymbolInformation[]>('executeWorkspaceSymbolProvider', 'Squeeze'),
      symbols => symbols.some(({ location }) => location.uri.path.endsWith('further-blocks.nn')),
    );
    const own = found.filter(({ location }) => location.uri.path.endsWith('further-blocks.nn'));
    assert.deepEqual(
      own.map(({ name }) => name),
      ['Squeeze'],
    );
  });

  it('tell who calls a block, and what it calls', async () => {
    const [item] = await ask<vscode.CallHierarchyItem[]>('prepareCallHierarchy', uri, at('Twice(width)'));
    assert.equal(item?.name, 'Twice');
    const incoming = await ask<vscode.CallHierarchyIncomingCall[]>('provideIncomingCalls', item);
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      ['Further'],
    );
    const outgoing = await ask<vscode.CallHierarchyOutgoingCall[]>('provideOutgoingCalls', item);
    assert.deepEqual(
      outgoing.map(({ to, fromRanges }) => `${to.name} ${fromRanges.length}`),
      ['Squeeze 2'],
    );
  });

  it('colour words by what they stand for', async () => {
    const legend = await ask<vscode.SemanticTokensLegend>('provideDocumentSemanticTokensLegend', uri);
    const tokens = await ask<vscode.SemanticTokens>('provideDocumentSemanticTokens', uri);
    const kinds = new Set<string | undefined>();
    for (let i = 3; i < tokens.data.length; i += 5) kinds.add(legend.tokenTypes[tokens.data[i] ?? -1]);
    assert.ok(kinds.size > 2, [...kinds].join(' '));
    assert.ok(!kinds.has(undefined));
  });

  it('offer to rename the word under the cursor', async () => {
    const found = await ask<{ range: vscode.Range; placeholder: string }>('prepareRename', uri, at('stem ='));
    assert.equal(found.placeholder, 'stem');
  });

  it('format a selection, and what a brace that was typed closes', async () => {
    const text = 'block A(w) {\n  conv(w,1)\n}\n\nblock B(w) {\n  conv(w,3)\n}\n';
    const loose = await show('further-loose.nn', text);
    const range = new vscode.Range(0, 0, 2, 1);
    const edits = await ask<vscode.TextEdit[]>('executeFormatRangeProvider', loose.uri, range, options);
    assert.ok(edits.length > 0);
    for (const edit of edits) assert.ok(edit.range.end.line <= 3, `line ${edit.range.end.line}`);
    const edit = new vscode.WorkspaceEdit();
    edit.set(loose.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(loose.getText(), text.replace('conv(w,1)', 'conv(w, 1)'));
    const typed = await ask<vscode.TextEdit[]>(
      'executeFormatOnTypeProvider',
      loose.uri,
      new vscode.Position(6, 1),
      '}',
      options,
    );
    const second = new vscode.WorkspaceEdit();
    second.set(loose.uri, typed);
    await vscode.workspace.applyEdit(second);
    assert.equal(loose.getText(), text.replace('conv(w,1)', 'conv(w, 1)').replace('conv(w,3)', 'conv(w, 3)'));
  });
});
