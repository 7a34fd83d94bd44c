/** The commands that are about the language server and its answers. */
import * as vscode from 'vscode';
import { diagnosisRequest, referenceCommand, renameCommand, type Diagnosis } from '../../messages/editor.js';
import type { ExtensionHost } from './activate.js';
import { newNetwork } from './new-network.js';
import type { ServerLife } from './server-life.js';

export const restartCommand = 'netwright.restartServer';

interface Parts {
  readonly life: ServerLife;
  readonly host: ExtensionHost;
  readonly log: vscode.LogOutputChannel;
  readonly trace: vscode.LogOutputChannel;
  readonly version: string;
  readonly extension: vscode.Uri;
}

/** Beside the text: `layers/conv`, `optimizers#adam`. */
async function showReference(extension: vscode.Uri, page: string): Promise<void> {
  const [path = '', fragment = ''] = page.split('#');
  if (!/^[a-z][\w/-]*$/.test(path)) return;
  const uri = vscode.Uri.joinPath(extension, 'docs', 'reference', `${path}.md`).with({ fragment });
  await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
}

async function diagnosis({ life, host, version }: Parts): Promise<string> {
  const lines = [`Netwright ${version}`, `VS Code ${vscode.version}, ${host.name}, ${vscode.env.appHost}`];
  lines.push(`remote: ${vscode.env.remoteName ?? 'no'}; trusted: ${vscode.workspace.isTrusted ? 'yes' : 'no'}`);
  try {
    const server: Diagnosis = await life.request(diagnosisRequest);
    lines.push(
      `server ${server.version} in ${server.host}: ${server.openFiles} open, ${server.analyses} analyses, ` +
        `the last in ${server.lastAnalysisMs.toFixed(1)} ms`,
    );
  } catch (error) {
    lines.push(`server: does not answer (${error instanceof Error ? error.message : String(error)})`);
  }
  return lines.join('\n');
}

export function registerCommands(parts: Parts): vscode.Disposable {
  const { life, log, trace, version, extension } = parts;
  const commands: Readonly<Record<string, (...given: readonly unknown[]) => unknown>> = {
    'netwright.showVersion': () => {
      const text = `Netwright ${version}`;
      void vscode.window.showInformationMessage(text);
      return text;
    },
    [restartCommand]: () => life.restart(),
    'netwright.showOutput': () => log.show(true),
    'netwright.showServerTrace': () => trace.show(true),
    // What an action has just named: the person gives it a better name.
    [renameCommand]: (uri, line, column) =>
      vscode.commands.executeCommand('editor.action.rename', [
        vscode.Uri.parse(String(uri)),
        new vscode.Position(Number(line), Number(column)),
      ]),
    // A link of a hover or of a rule's name: the page comes with the extension.
    [referenceCommand]: page => showReference(extension, String(page)),
    'netwright.newNetwork': () => newNetwork(),
    'netwright.openWalkthrough': () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', 'netwright.netwright#start', false),
    'netwright.copyDiagnosticsInfo': async () => {
      const text = await diagnosis(parts);
      await vscode.env.clipboard.writeText(text);
      return text;
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}
