/** What a refactoring is: a query that proposes edits of the file, and says what they must leave as it is. */
import type { TextEdit } from '../../language/problem.js';
import type { Keeps } from './keeps.js';
import type { Site } from './site.js';

export type RefactoringKind = 'extract' | 'inline' | 'rewrite';

export interface Proposal {
  readonly title: string;
  readonly kind: RefactoringKind;
  /** Edits of this file; the layout of what they write is settled afterwards. */
  readonly edits: readonly TextEdit[];
  /** A new name that the person will want to change. */
  readonly placeholder?: string;
  /** It stands in for the one before it, where that cannot be had. */
  readonly onlyIfFirstFails?: true;
  /** What an analysis of the new text must agree on with the one of the old. */
  readonly keeps: Keeps;
}

export interface Refactoring {
  /** As the documentation calls it. */
  readonly name: string;
  /** Candidates, the likeliest first; those that do not keep what they must are not offered. */
  offer(site: Site): Iterable<Proposal>;
}
