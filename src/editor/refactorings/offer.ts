/** What can be refactored at a selection: each candidate is tried out before it is offered. */
import type { Range } from '../../language/range.js';
import type { TextEdit } from '../../language/problem.js';
import type { View } from '../view.js';
import { applied, laidOut } from './edit-text.js';
import { refactorings } from './index.js';
import type { RefactoringKind } from './refactoring.js';
import { siteOf } from './site.js';
import { holds, type AnalyzeFile } from './verify.js';

export interface Offer {
  readonly title: string;
  readonly kind: RefactoringKind;
  readonly edits: readonly TextEdit[];
  /** Where, in the text that the edits give, a name stands that the person will want to change. */
  readonly rename: number | undefined;
}

/** `only`: the kinds that are asked for. */
export function* offers(
  view: View,
  range: Range,
  analyze: AnalyzeFile,
  only: (kind: RefactoringKind) => boolean = () => true,
): Iterable<Offer> {
  const site = siteOf(view, range);
  if (site === undefined) return;
  for (const refactoring of refactorings) {
    let worked = false;
    for (const { title, kind, edits, placeholder, keeps, onlyIfFirstFails } of refactoring.offer(site)) {
      if (!only(kind) || (onlyIfFirstFails && worked)) continue;
      const done = laidOut(view.text, edits);
      worked = holds(view, done, keeps, analyze);
      if (!worked) continue;
      yield {
        title,
        kind,
        edits: done,
        rename: placeholder === undefined ? undefined : lastUse(applied(view.text, done), placeholder),
      };
    }
  }
}

/** A fresh name is given first and used behind. */
function lastUse(text: string, name: string): number {
  const found = [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_.])${name}(?![\\p{L}\\p{N}_])`, 'gu'))];
  return found.at(-1)?.index ?? 0;
}
