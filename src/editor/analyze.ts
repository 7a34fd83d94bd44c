/** The report of a file among the files that an editor knows. */
import { analyze as analyzeSources } from '../analysis/analyze.js';
import type { Choices, Report } from '../analysis/report.js';
import { CallResolver } from '../graph/resolve-call.js';
import { resolvePath, type FileSet } from '../language/files.js';

/** After so many analyses what is remembered of calls goes: most of it belongs to texts that are gone. */
const remembered = 300;

export type Analyze = (files: FileSet, uri: string, choices: Choices) => Report;

/** An analyzer that remembers calls from one analysis to the next, so that an edit costs what it changes. */
export function makeAnalyzer(): Analyze {
  let resolver = new CallResolver();
  let used = 0;
  return (files, uri, choices) => {
    used += 1;
    if (used % remembered === 0) resolver = new CallResolver();
    const sources = {
      file: (file: string) => files.get(file),
      resolve: (from: string, path: string) => resolvePath(from, path) ?? path,
      importProblems(file: string) {
        const source = files.get(file);
        return source === undefined ? [] : files.importProblems(source);
      },
    };
    return analyzeSources(sources, uri, choices, { resolver });
  };
}
