/** Runs the lints over a network and turns what they find into problems. */
import type { GraphProblem, Place, Severity } from '../graph/graph.js';
import type { Finding, Lint, LintNetwork } from './lints/lint.js';

/** What a setting says of a rule. */
export type LintLevels = ReadonlyMap<string, Severity | 'off'>;

export function runLints(lints: readonly Lint[], network: LintNetwork, levels: LintLevels): readonly GraphProblem[] {
  const problems: GraphProblem[] = [];
  for (const lint of lints) {
    const level = levels.get(lint.name) ?? lint.severity;
    if (level === 'off') continue;
    for (const finding of lint.check(network)) {
      const place = placeOf(finding);
      if (!place) continue;
      problems.push({
        code: lint.name,
        severity: level,
        message: finding.message,
        uri: place.uri,
        range: place.range,
        ...(finding.related
          ? { related: finding.related.map(r => ({ message: r.message, uri: r.place.uri, range: r.place.range })) }
          : {}),
        ...(finding.fix ? { fixes: [finding.fix] } : {}),
      });
    }
  }
  return problems;
}

function placeOf({ node, at, place }: Finding): Place | undefined {
  return (at === undefined ? undefined : node?.argumentPlace(at)) ?? place ?? node?.place;
}
