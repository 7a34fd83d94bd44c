/** What a query reads: one version of one file and its report, among the files as they stand at that moment. */
import type { Report } from '../analysis/report.js';
import type { FileSet, SourceFile } from '../language/files.js';

/** A place that stands for another one, as far as names are concerned. */
export interface Reach {
  readonly offset: number;
  /** Where the head ends whose body the last token closes: what it names is not known any more. */
  readonly closed?: number;
  /** Where that body begins: the place is not in it any more. */
  readonly closedBody?: number;
}

export interface View {
  readonly uri: string;
  readonly text: string;
  readonly source: SourceFile;
  readonly files: FileSet;
  /** Of this file; worked out when first asked for. */
  report(): Report;
  /** Reports of other files that use this one: they know how its blocks are called. */
  users(): readonly Report[];
  /** Where the file is half typed, the place up to which the names reach that can be seen at this one. */
  readonly reach?: (offset: number) => Reach;
}
