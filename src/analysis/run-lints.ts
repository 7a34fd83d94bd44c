/** Runs the lints over a file and its networks, and turns what they find into problems. */
import { isAllowed, type FileGraph, type GraphProblem, type Place, type Severity } from '../graph/graph.js';
import type { Finding, Lint, LintNetwork } from './lints/lint.js';

/** What a setting says of a rule. */
export type LintLevels = ReadonlyMap<string, Severity | 'off'>;

export function runLints(lints: readonly Lint[], network: LintNetwork, levels: LintLevels): readonly GraphProblem[] {
  return findings(lints, levels, lint => lint.check?.(network));
}

export function runFileLints(lints: readonly Lint[], file: FileGraph, levels: LintLevels): readonly GraphProblem[] {
  return findings(lints, levels, lint => lint.checkFile?.(file));
}

function findings(
  lints: readonly Lint[],
  levels: LintLevels,
  run: (lint: Lint) => Iterable<Finding> | undefined,
): readonly GraphProblem[] {
  const problems: GraphProblem[] = [];
  for (const lint of lints) {
    const level = levels.get(lint.name) ?? lint.severity;
    if (level === 'off') continue;
    for (const finding of run(lint) ?? []) {
      const place = placeOf(finding);
      if (place) problems.push(problemOf(lint.name, level, finding, place));
    }
  }
  return problems;
}

function problemOf(code: string, severity: Severity, { message, related, fix }: Finding, place: Place): GraphProblem {
  return {
    code,
    severity,
    message,
    uri: place.uri,
    range: place.range,
    ...(related && { related: related.map(r => ({ message: r.message, uri: r.place.uri, range: r.place.range })) }),
    ...(fix && { fixes: [fix].flat() }),
  };
}

function placeOf({ node, at, place }: Finding): Place | undefined {
  return (at === undefined ? undefined : node?.argumentPlace(at)) ?? place ?? node?.place;
}

/** Rules that are no lints and may be silenced too. */
export const otherRules = ['budget-exceeded', 'hides-layer', 'name-style'];

/** Those rules that are no lints, at the level that a setting gives them. */
export function atLevels(problems: readonly GraphProblem[], levels: LintLevels): readonly GraphProblem[] {
  if (levels.size === 0) return problems;
  return problems.flatMap(problem => {
    const level = otherRules.includes(problem.code) ? levels.get(problem.code) : undefined;
    if (level === undefined) return [problem];
    return level === 'off' ? [] : [{ ...problem, severity: level }];
  });
}

/** What is left when the file's comments are heeded; an error is never silenced, and a rule that is not there is told. */
export function heedAllows(
  problems: readonly GraphProblem[],
  { uri, allows }: FileGraph,
  lints: readonly Lint[],
): readonly GraphProblem[] {
  if (allows.size === 0) return problems;
  const left = problems.filter(problem => {
    const here = allows.get(problem.uri);
    return !here || problem.severity === 'error' || !isAllowed(here, problem.code, problem.range.start);
  });
  const known = new Set([...lints.map(({ name }) => name), ...otherRules, ...problems.map(({ code }) => code)]);
  for (const { rules } of allows.get(uri) ?? []) {
    for (const { name, range } of rules) {
      if (known.has(name)) continue;
      left.push({ code: 'unknown-rule', severity: 'info', message: `there is no rule called \`${name}\``, uri, range });
    }
  }
  return left;
}
