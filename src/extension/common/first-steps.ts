/** Tells the walkthrough when a person has opened a network, read a hover, and mended a mistake. */
import * as vscode from 'vscode';
import type { Connected } from './connected.js';

const set = (context: string): void => void vscode.commands.executeCommand('setContext', context, true);

export function watchFirstSteps({ onStatus, onHover }: Connected): vscode.Disposable {
  const broken = new Set<string>();
  const hovering = onHover(() => {
    hovering.dispose();
    set('netwright.hovered');
  });
  const opening = onStatus(() => {
    opening.dispose();
    set('netwright.opened');
  });
  const mending = onStatus(({ uri, errors }) => {
    if (errors > 0) broken.add(uri);
    else if (broken.has(uri)) {
      mending.dispose();
      set('netwright.mended');
    }
  });
  return vscode.Disposable.from(opening, hovering, mending);
}
