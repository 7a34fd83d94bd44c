/** For each open file the last version without a mistake where it is being typed, so that hints do not flicker meanwhile. */
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-protocol';
import { LineOrigins } from '../../editor/line-origins.js';
import { isSound, type Steady } from '../../editor/steady-hints.js';
import type { View } from '../../editor/view.js';

interface Kept {
  good: Steady | undefined;
  /** Where the last edit was. */
  editedLine: number | undefined;
  broken: boolean;
}

const breaksIn = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

export class LastGood {
  private readonly files = new Map<string, Kept>();

  /** Before the change is made. */
  changing(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    const kept = this.files.get(uri);
    if (kept === undefined) return;
    for (const change of changes) {
      if (!('range' in change)) {
        kept.good = undefined;
        kept.editedLine = undefined;
        continue;
      }
      const breaks = breaksIn(change.text);
      const { start, end } = change.range;
      kept.good?.origins.change({ first: start.line, last: end.line, breaks, atLineStart: start.character === 0 });
      kept.editedLine = start.line + breaks;
    }
  }

  /** The line of the last edit. */
  editedLine(uri: string): number | undefined {
    return this.files.get(uri)?.editedLine;
  }

  analyzed(view: View): void {
    const kept = this.files.get(view.uri) ?? { good: undefined, editedLine: undefined, broken: false };
    this.files.set(view.uri, kept);
    kept.broken = !isSound(view, kept.editedLine);
    if (!kept.broken) {
      // The report itself is kept, not a promise of one: the next edit drops it elsewhere.
      const report = view.report();
      const users = view.users();
      kept.good = {
        view: { ...view, report: () => report, users: () => users },
        origins: new LineOrigins(breaksIn(view.text) + 1),
      };
    }
  }

  /** What to fall back on for the file's hints: nothing while it is sound. */
  of(uri: string): Steady | undefined {
    const kept = this.files.get(uri);
    return kept?.broken === true ? kept.good : undefined;
  }

  closed(uri: string): void {
    this.files.delete(uri);
  }
}
