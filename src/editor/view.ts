/** What a query reads: one version of one file, its tree and its report, and the other files as they stand at that moment. */
import type { Parsed } from '../language/parse.js';
import type { Report } from '../analysis/report.js';

/** Files by address, the text and the tree of each. */
export interface Sources {
  text(uri: string): string | undefined;
  parsed(uri: string): Parsed | undefined;
  /** Files that are known: open ones, those that they import, and those of the workspace. */
  files(): readonly string[];
}

export interface View {
  readonly uri: string;
  readonly text: string;
  readonly parsed: Parsed;
  /** Of this file; worked out when first asked for. */
  report(): Report;
  /** Reports of other files that use this one: they know how its blocks are called. */
  users(): readonly Report[];
  readonly sources: Sources;
}
