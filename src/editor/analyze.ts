/** The report of a file among the files that an editor knows. */
import { analyze as analyzeSources } from '../analysis/analyze.js';
import type { Choices, Report } from '../analysis/report.js';
import type { LintLevels } from '../analysis/run-lints.js';
import { CallResolver } from '../graph/resolve-call.js';
import { sourcesOf } from '../graph/sources.js';
import type { FileSet } from '../language/files.js';

/** After so many analyses what is remembered of calls goes: most of it belongs to texts that are gone. */
const remembered = 300;

export type Analyze = (files: FileSet, uri: string, choices: Choices, lints?: LintLevels) => Report;

/** An analyzer that remembers calls from one analysis to the next, so that an edit costs what it changes. */
export function makeAnalyzer(): Analyze {
  let resolver = new CallResolver();
  let used = 0;
  return (files, uri, choices, lints) => {
    used += 1;
    if (used % remembered === 0) resolver = new CallResolver();
    return analyzeSources(sourcesOf(files), uri, choices, { resolver, ...(lints === undefined ? {} : { lints }) });
  };
}
