/** What a query reads: one version of one file and its report, among the files as they stand at that moment. */
import type { Report } from '../analysis/report.js';
import type { FileSet, SourceFile } from '../language/files.js';

export interface View {
  readonly uri: string;
  readonly text: string;
  readonly source: SourceFile;
  readonly files: FileSet;
  /** Of this file; worked out when first asked for. */
  report(): Report;
  /** Reports of other files that use this one: they know how its blocks are called. */
  users(): readonly Report[];
}
