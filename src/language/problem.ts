/** What is wrong with a text, said to a person: plain data, the same for every phase. */
import type { Range } from './tree.js';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Another place that explains a problem. Without `uri` it is in the same file. */
export interface Related {
  readonly message: string;
  readonly range: Range;
  readonly uri?: string;
}

/** A change of the text that would mend a problem, in the words of the menu that offers it. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

export interface Problem {
  /** Kebab-case, states the flaw (`missing-layer`); what `# netwright: allow` and the documentation name. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Where something is missing, the range is empty and stands at the end of the last good token. */
  readonly range: Range;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}
