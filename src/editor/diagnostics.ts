/** The problems of a report, by the file in which they stand. */
import type { GraphProblem } from '../graph/graph.js';
import type { Report } from '../analysis/report.js';

export type FileProblem = GraphProblem;

const keyOf = (problem: GraphProblem): string =>
  `${problem.code}@${problem.range.start}-${problem.range.end}:${problem.message}`;

/** Each file named by one of the reports, with its problems once each, in the order of the text. */
export function problemsByFile(reports: readonly Report[]): ReadonlyMap<string, readonly GraphProblem[]> {
  const files = new Map<string, Map<string, GraphProblem>>();
  for (const { uri, problems } of reports) {
    if (!files.has(uri)) files.set(uri, new Map());
    for (const problem of problems) {
      const known = files.get(problem.uri) ?? new Map<string, GraphProblem>();
      files.set(problem.uri, known);
      const key = keyOf(problem);
      if (!known.has(key)) known.set(key, problem);
    }
  }
  return new Map(
    [...files].map(([uri, known]) => [uri, [...known.values()].sort((a, b) => a.range.start - b.range.start)]),
  );
}
