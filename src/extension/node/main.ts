/** The extension's entry in VS Code's Node host. */
import * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): void {
  const { version } = context.extension.packageJSON as { version: string };
  const showVersion = (): string => {
    const text = `Netwright ${version}`;
    void vscode.window.showInformationMessage(text);
    return text;
  };
  context.subscriptions.push(vscode.commands.registerCommand('netwright.showVersion', showVersion));
}
