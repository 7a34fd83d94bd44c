/** Settings of the panels, read when they are needed. */
import * as vscode from 'vscode';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('netwright.panel');

/** Between two drawings of a panel. */
export function gapMs(): number {
  const rate = settings().get<number>('updatesPerSecond', 10);
  return 1000 / Math.min(30, Math.max(1, rate));
}

/** Where a panel opens; the text keeps the focus where both are seen. */
export function panelColumn(): { readonly viewColumn: vscode.ViewColumn; readonly preserveFocus: boolean } {
  const beside = settings().get<string>('column') !== 'active';
  const { Beside, Active } = vscode.ViewColumn;
  return { viewColumn: beside ? Beside : Active, preserveFocus: beside };
}
