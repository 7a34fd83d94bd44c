/** Settings that hold at once, hints that lead on, and comparing with git and with other networks, in VS Code itself. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { activated, eventually, folder, show } from './files.js';

const text = 'network N {\n  input x: 3x8x8\n  conv(4, 3)\n  flatten\n  dense(10)\n}\n';

const hintsOf = async ({ uri, lineCount }: vscode.TextDocument): Promise<readonly vscode.InlayHint[]> =>
  vscode.commands.executeCommand('vscode.executeInlayHintProvider', uri, new vscode.Range(0, 0, lineCount, 0));

const labels = async (document: vscode.TextDocument): Promise<readonly string[]> =>
  (await hintsOf(document)).map(({ label }) =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  );

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('netwright');
const set = (key: string, value: unknown): Thenable<void> =>
  settings().update(key, value, vscode.ConfigurationTarget.Workspace);

const comparison = (of: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'netwright-compare' && uri.query.includes(of));

describe('at home in VS Code', () => {
  before(activated);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('shows other hints as soon as a setting changes', async () => {
    const document = await show('home-settings.nn', text);
    await set('hints.memory', false);
    try {
      // 4 * 3 * 9 + 4 = 112
      await eventually(
        () => labels(document),
        found => found[0] === '4x6x6 · 112 params',
      );
      await set('hints.parameters', false);
      await eventually(
        () => labels(document),
        found => found[0] === '4x6x6',
      );
    } finally {
      await set('hints.memory', undefined);
      await set('hints.parameters', undefined);
    }
  });

  it('gives a rule another level as soon as a setting changes', async () => {
    const { uri } = await show('home-levels.nn', 'network N {\n  input x: 3x8x8\n  conv(4, 3) -> batchnorm\n}\n');
    const severity = (): vscode.DiagnosticSeverity | undefined =>
      vscode.languages.getDiagnostics(uri).find(({ code }) => valueOf(code) === 'bias-before-norm')?.severity;
    const valueOf = (code: vscode.Diagnostic['code']): unknown => (typeof code === 'object' ? code.value : code);
    await eventually(severity, found => found !== undefined);
    await set('lint.levels', { 'bias-before-norm': 'error' });
    try {
      await eventually(severity, found => found === vscode.DiagnosticSeverity.Error);
    } finally {
      await set('lint.levels', undefined);
    }
  });

  it('changes the totals above a network with the batch', async () => {
    const { uri } = await show('home-batch.nn', text);
    const totals = async (): Promise<string> => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
      return lenses.find(({ command }) => command?.command === 'netwright.changeAssumptions')?.command?.title ?? '';
    };
    await eventually(totals, found => found.includes('batch 1,'));
    await set('analysis.batch', 32);
    try {
      await eventually(totals, found => found.includes('batch 32,'));
    } finally {
      await set('analysis.batch', undefined);
    }
  });

  it('compares two networks of a file layer by layer, on a page that follows the text', async () => {
    const document = await show('home-two.nn', `${text}network M {\n  input x: 3x8x8\n  flatten\n  dense(10)\n}\n`);
    await vscode.commands.executeCommand('netwright.compareWith', document.uri.toString(), '#M');
    const page = await eventually(
      () => comparison('home-two'),
      found => found !== undefined,
    );
    // conv: 3 * 9 * 4 + 4 = 112 parameters.
    assert.match(page?.getText() ?? '', /\| \+ `conv_1` \| \+112 \|/);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(2, 7, 2, 8), '5');
    await vscode.workspace.applyEdit(edit);
    // 3 * 9 * 5 + 5 = 140.
    await eventually(
      () => comparison('home-two')?.getText() ?? '',
      found => found.includes('| + `conv_1` | +140 |'),
    );
  });

  it('offers tasks, and a task says what is wrong with the file', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'netwright' });
    assert.deepEqual(tasks.map(({ name }) => name).sort(), ['check', 'format', 'summary', 'train']);
    const { uri } = await show('home-task.nn', 'network N {\n  input x: 3x8x8\n  reul\n}\n');
    const task = tasks.find(({ name }) => name === 'check');
    assert.ok(task);
    const ended = new Promise<number | undefined>(go => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== 'check') return;
        listening.dispose();
        go(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    // docs/command-line.md: 1 for a file with errors.
    assert.equal(await ended, 1);
    const mine = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri);
    await eventually(mine, found => found.some(({ range }) => range.start.line === 2));
  });

  it('says why a file cannot be compared with git, and compares it once it can', async () => {
    const document = await show('home-git.nn', text);
    await vscode.commands.executeCommand('netwright.compareWith', document.uri.toString(), 'HEAD');
    const page = (): string => comparison('home-git')?.getText() ?? '';
    await eventually(page, found => /no git repository|no such file|not there/.test(found));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');

    const git = (...args: readonly string[]): string => {
      const { GIT_DIR: _, ...env } = process.env;
      return execFileSync('git', ['-C', folder().fsPath, ...args], { env, encoding: 'utf8' });
    };
    git('init', '-q');
    git('add', 'home-git.nn');
    git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '-qm', 'a network');
    const extension = vscode.extensions.getExtension<{
      getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
    }>('vscode.git');
    assert.ok(extension, 'VS Code has its git extension');
    await (await extension.activate()).getAPI(1).openRepository(folder());

    const again = await show('home-git.nn', text.replace('conv(4', 'conv(8'));
    await vscode.commands.executeCommand('netwright.compareWith', again.uri.toString(), 'HEAD');
    // 112 more in the convolution, 36 * 4 * 10 = 1,440 in what reads it.
    await eventually(page, found => found.includes('| +1,552 |'));
  });
});
