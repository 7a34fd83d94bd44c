/** The report of a file among the files that an editor knows. */
import type { Choices, Report } from '../analysis/report.js';
import type { Sources } from './view.js';

export function analyze(sources: Sources, uri: string, _choices: Choices): Report {
  const problems = sources.parsed(uri)?.problems ?? [];
  return {
    uri,
    graph: { uri, networks: [], trains: [], budgets: [], problems: [], blocks: [] },
    networks: [],
    problems: problems.map(({ fix: _fix, ...problem }) => ({ ...problem, uri })),
    figuresAt: () => [],
  };
}
