/** Parts of hints that lead somewhere: a click goes there. */
import * as vscode from 'vscode';
import type { InlayHintsMiddleware } from 'vscode-languageclient';

function open({ uri, range }: vscode.Location): vscode.Command {
  return { title: vscode.l10n.t('Go There'), command: 'vscode.open', arguments: [uri, { selection: range }] };
}

/**
 * VS Code takes a part's location for a place that has a definition, goes to that, and shows its hover behind the part's own text: a call of a
 * built-in layer has none, so that a click would do nothing, and the hover would tell of another instance than the line's.
 */
export const hintLinks: InlayHintsMiddleware = {
  async resolveInlayHint(hint, token, next) {
    const resolved = await next(hint, token);
    for (const part of typeof resolved?.label === 'object' ? resolved.label : []) {
      if (part.location === undefined) continue;
      part.command = open(part.location);
      part.location = undefined;
    }
    return resolved;
  },
};
