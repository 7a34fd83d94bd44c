/** What VS Code gets from its providers for a file of ours. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { activated, eventually, show as showNamed } from './files.js';

let files = 0;

const show = (text: string): Promise<vscode.TextDocument> => showNamed(`providers-${++files}.nn`, text);

describe('providers', () => {
  before(activated);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('underlines a mistake and takes it back when it is mended', async () => {
    const document = await show('network N {\n  input x: 3x8x8\n  relu ->\n}\n');
    const diagnostics = () => vscode.languages.getDiagnostics(document.uri);
    const [problem] = await eventually(diagnostics, found => found.length > 0);
    assert.equal(problem?.range.start.line, 2);
    assert.equal(problem.source, 'netwright');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(2, 9), ' relu');
    await vscode.workspace.applyEdit(edit);
    await eventually(diagnostics, found => found.length === 0);
  });

  it('outlines a file', async () => {
    const { uri } = await show('network N {\n  input x: 3x8x8\n  stem = relu\n}\n');
    const symbols = (): Thenable<vscode.DocumentSymbol[]> =>
      vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
    const names = async (): Promise<readonly unknown[]> =>
      (await symbols()).map(({ name, children }) => [name, children.map(child => child.name)]);
    const wanted = [['N', ['x', 'stem']]];
    await eventually(names, found => isDeepStrictEqual(found, wanted));
  });

  it('puts Train above a train', async () => {
    const { uri } = await show('network N {\n  input x: 3x8x8\n  relu\n}\n\ntrain N as quick { epochs: 1 }\n');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    const train = lenses.find(({ command }) => command?.command === 'netwright.train');
    assert.deepEqual(train?.command?.arguments, [uri.toString(), 'N', 'quick']);
    assert.equal(train.range.start.line, 5);
  });

  const lenet = `import Missing from "./nowhere.nn"

## The convolution that this test is about.
block Stem(width) {
  conv(width, 7, stride: 2, padding: 3, bias: false)
}

network N {
  input image: 3x224x224
  Stem(64)
  maxpool(3, stride: 2, padding: 1)
}
`;

  /** The place of the caret `|` in the first line that has it when it is added before `text`. */
  const positionOf = (document: vscode.TextDocument, text: string): vscode.Position =>
    document.positionAt(document.getText().indexOf(text));

  it('hovers a layer with its answer first', async () => {
    const document = await show(lenet);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, 'conv('),
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map(each => (each as vscode.MarkdownString).value))
      .join('\n');
    // ResNet's stem: 64 * 3 * 7 * 7 = 9,408 weights, (224 + 2 * 3 - 7) / 2 + 1 = 112.
    assert.match(text, /^\*\*`64x112x112`\*\* from `3x224x224` · 9,408 parameters/);
  });

  it('hints at the ends of lines', async () => {
    const document = await show(lenet);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    const shown = hints.map(
      ({ position, label }) =>
        `${position.line}: ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`,
    );
    assert.equal(shown.length, 3, shown.join(', '));
    assert.match(shown[0] ?? '', /^4: 64x112x112 · 9\.4K params · /);
    assert.match(shown[2] ?? '', /^10: 64x56x56/);
  });

  it('completes layers, arguments and words', async () => {
    const document = await show('network N {\n  input image: 3x8x8\n  conv(4, 3, padding: )\n  \n}\n');
    const complete = async (line: number, character: number) =>
      vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(line, character),
        undefined,
        100,
      );
    const labelOf = ({ label }: vscode.CompletionItem): string => (typeof label === 'string' ? label : label.label);
    assert.deepEqual((await complete(2, 22)).items.slice(0, 2).map(labelOf), ['same', 'valid']);
    assert.ok((await complete(2, 7)).items.map(labelOf).includes('channels:'));
    const layers = (await complete(3, 2)).items;
    // What usually follows a convolution comes first, the others behind it.
    const first = layers.slice(0, 6).map(labelOf);
    for (const layer of ['batchnorm', 'relu']) assert.ok(first.includes(layer), first.join());
    assert.ok(layers.map(labelOf).includes('conv'));
    assert.ok(layers[0]?.documentation, 'a layer has its docs');
  });

  it('helps with the signature', async () => {
    const document = await show(lenet);
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      positionOf(document, 'stride: 2').translate(0, 8),
    );
    assert.match(help.signatures[0]?.label ?? '', /^conv\(channels, kernel, stride: 1/);
    assert.equal(help.signatures[0]?.activeParameter ?? help.activeParameter, 2);
  });

  it('goes to a block of the library, whose text it can show', async () => {
    const document = await show(
      'import EncoderLayer from "netwright:transformer"\nnetwork N {\n  input x: [5, 8]\n  EncoderLayer(2, 16)\n}\n',
    );
    const [found] = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      positionOf(document, 'EncoderLayer(2'),
    );
    assert.equal(found?.uri.toString(), 'netwright:/transformer.nn');
    const library = await vscode.workspace.openTextDocument(found.uri);
    assert.equal(library.getText(found.range), 'EncoderLayer');
    assert.equal(library.languageId, 'netwright');
  });

  it('goes to the definition in another file and finds the uses there', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const write = async (name: string, text: string): Promise<vscode.Uri> => {
      const uri = vscode.Uri.joinPath(folder.uri, name);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      return uri;
    };
    const blocks = await write('test-blocks.nn', 'block Squeeze(width) {\n  conv(width, 1)\n}\n');
    const use = await write(
      'test-use.nn',
      'import Squeeze from "./test-blocks.nn"\nnetwork N {\n  input x: 3x8x8\n  Squeeze(8)\n}\n',
    );
    const document = await vscode.workspace.openTextDocument(use);
    await vscode.window.showTextDocument(document);
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      use,
      positionOf(document, 'Squeeze(8)'),
    );
    assert.equal(found[0]?.uri.toString(), blocks.toString());
    assert.equal(found[0]?.range.start.line, 0);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      use,
      positionOf(document, 'Squeeze(8)'),
      'Shrink',
    );
    assert.deepEqual(
      edit
        .entries()
        .map(([uri, edits]) => `${uri.path.split('/').at(-1) ?? ''} ${edits.length}`)
        .sort(),
      ['test-blocks.nn 1', 'test-use.nn 2'],
    );
    const references = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      use,
      positionOf(document, 'Squeeze(8)'),
    );
    assert.equal(references.length, 3);
  });

  it('formats the document', async () => {
    const { uri } = await show('network N {\ninput x: 3x8x8\n      conv(4,3)->relu\n}\n');
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', uri, {
      tabSize: 2,
      insertSpaces: true,
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, edits);
    await vscode.workspace.applyEdit(edit);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), 'network N {\n  input x: 3x8x8\n  conv(4, 3) -> relu\n}\n');
  });

  it('offers a fix and mends with it', async () => {
    const document = await show('network N {\n  input x: 3x8x8\n  reul\n}\n');
    const [problem] = await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      found => found.length > 0,
    );
    assert.ok(problem);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
    );
    const fix = actions.find(({ title }) => title === 'Change to `relu`');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    await vscode.workspace.applyEdit(fix.edit);
    await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      found => found.length === 0,
    );
  });

  it('shows the summary beside the text', async () => {
    await show(lenet);
    await vscode.commands.executeCommand('netwright.showSummary');
    await eventually(
      () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
      labels => labels.some(label => label.startsWith('Summary of ')),
    );
  });

  it('draws the diagram beside the text, which keeps the focus, once for each file', async () => {
    const document = await show(lenet);
    const labels = (): string[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    const isDiagram = (label: string): boolean => label.startsWith('Diagram of ');
    await vscode.commands.executeCommand('netwright.showDiagram', document.uri.toString(), 'LeNet');
    await eventually(labels, found => found.some(isDiagram));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    await vscode.commands.executeCommand('netwright.showDiagram');
    assert.equal(labels().filter(isDiagram).length, 1);
  });

  it('restarts the server and goes on with what is open', async () => {
    const document = await show('relu ->\n');
    await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      found => found.length > 0,
    );
    await vscode.commands.executeCommand('netwright.restartServer');
    const info = await vscode.commands.executeCommand<string>('netwright.copyDiagnosticsInfo');
    assert.match(info, /server .* in node .*: \d+ open/);
    await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      found => found.length > 0,
    );
  });
});
