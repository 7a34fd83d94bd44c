/** Runs the lints over a file and its networks, and turns what they find into problems. */
import { isAllowed, type FileGraph, type GraphProblem, type Place, type Severity } from '../graph/graph.js';
import type { LintView, Times } from './lint-view.js';
import type { Finding, Lint } from './lints/lint.js';

/** What a setting says of a rule. */
export type LintLevels = ReadonlyMap<string, Severity | 'off'>;

export function runLints(lints: readonly Lint[], network: LintView, levels: LintLevels): readonly GraphProblem[] {
  const problems: GraphProblem[] = [];
  for (const lint of lints) {
    const level = levels.get(lint.name) ?? lint.severity;
    if (level === 'off' || !lint.check) continue;
    for (const found of foundBy(lint, network)) problems.push(problemOf(lint.name, level, found.finding, found.place));
  }
  return problems;
}

export function runFileLints(lints: readonly Lint[], file: FileGraph, levels: LintLevels): readonly GraphProblem[] {
  const problems: GraphProblem[] = [];
  for (const lint of lints) {
    const level = levels.get(lint.name) ?? lint.severity;
    if (level === 'off') continue;
    for (const finding of lint.checkFile?.(file) ?? []) {
      const place = placeOf(finding);
      if (place) problems.push(problemOf(lint.name, level, finding, place));
    }
  }
  return problems;
}

interface Found {
  readonly finding: Finding;
  readonly place: Place;
}

/** What is found at one place of the text, over all bodies and ways in which the step there is called. */
interface Gathered extends Found {
  readonly others: Finding[];
  /** Executions in which it is found, by body and way. */
  readonly times: Map<string, Times>;
}

const keyOf = ({ uri, range }: Place): string => `${uri}|${String(range.start)}|${String(range.end)}`;

/** One finding for each place, which says in how many of its calls it holds. */
function foundBy(lint: Lint, network: LintView): readonly Found[] {
  const gathered = new Map<string, Gathered>();
  let crossed = false;
  for (let way = 0; network.look(way); way++) {
    for (const finding of lint.check?.(network) ?? []) {
      const place = placeOf(finding);
      if (!place) continue;
      const key = keyOf(place);
      let known = gathered.get(key);
      if (known) known.others.push(finding);
      else gathered.set(key, (known = { finding, place, others: [], times: new Map() }));
      const times = finding.node && network.timesOf(finding.node);
      if (times) known.times.set(times.key, times);
    }
    // What no other way can change is not looked at again.
    if (way === 0) ({ crossed } = network);
    if (!crossed) break;
  }
  return [...gathered.values()].map(one => ({ finding: ofCalls(one, network, crossed), place: one.place }));
}

function ofCalls(gathered: Gathered, network: LintView, crossed: boolean): Finding {
  const { finding, others } = gathered;
  if (!finding.node) return finding;
  const { all, seen } = network.callsAt(finding.node.place, crossed);
  if (all <= 1) return finding;
  const times = [...gathered.times.values()].reduce((sum, { now, always }) => sum + (crossed ? now : always), 0);
  if (times < seen) {
    const where = seen < all ? `in some of its ${String(all)} calls` : `in ${String(times)} of ${String(all)} calls`;
    return { ...finding, message: `${finding.message} (${where})`, ...careful(finding) };
  }
  const same = others.every(({ message }) => message === finding.message);
  const fixes = JSON.stringify(finding.fix ?? null);
  const agree = others.every(({ fix }) => JSON.stringify(fix ?? null) === fixes);
  return {
    ...finding,
    message: same ? finding.message : `${finding.message} (the first of ${String(all)} calls; the others are alike)`,
    ...(agree ? {} : careful(finding)),
  };
}

/** A fix that is right for some calls of a step and not for others is offered, and not taken by itself. */
function careful({ fix }: Finding): Pick<Finding, 'fix'> {
  return fix ? { fix: [fix].flat().map(each => ({ ...each, careful: true as const })) } : {};
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
export const otherRules = ['hides-layer', 'name-style'];

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
