/** All safe fixes of a file at once: slips of the pen, and what a hint proposes in only one way, as long as the network stays as right as it was. */
import type { GraphProblem } from '../graph/graph.js';
import { onlyFix, problemsOf } from './actions.js';
import { editsOf, withoutOverlap, type FileEdit } from './mends.js';
import { sameInterface, sameNetwork, type Keeps } from './refactorings/keeps.js';
import { holds, type AnalyzeFile } from './refactorings/verify.js';
import { isSlip } from './remedies/index.js';
import type { View } from './view.js';

/** Each is tried with an analysis of its own where all at once are not right. */
const mostTried = 40;

/** What a person must decide is not among them: an error that is no slip, and a fix after which the network gives other numbers. */
export function safeFixes(view: View, analyze: AnalyzeFile): readonly FileEdit[] {
  const problems = problemsOf(view);
  const slips = taken(view, problems.filter(isSlip), { keeps: sameNetwork, analyze, before: [] });
  const hints = problems.filter(({ severity, fixes: [first] = [] }) => severity === 'hint' && first?.keeps === true);
  return taken(view, hints, { keeps: sameInterface, analyze, before: slips });
}

interface Taking {
  readonly keeps: Keeps;
  readonly analyze: AnalyzeFile;
  readonly before: readonly FileEdit[];
}

function taken(view: View, problems: readonly GraphProblem[], { keeps, analyze, before }: Taking): readonly FileEdit[] {
  const fixes = problems.flatMap(problem => {
    const edits = editsOf(view.files, onlyFix(view, problem)?.mends ?? []);
    return edits.length === 0 || edits.some(({ uri }) => uri !== view.uri) ? [] : [edits];
  });
  if (fixes.length === 0) return before;
  const all = withoutOverlap([...before, ...fixes.flat()]);
  if (all.length === before.length + fixes.flat().length && holds(view, all, keeps, analyze)) return all;
  let found = before;
  for (const edits of fixes.slice(0, mostTried)) {
    const more = withoutOverlap([...found, ...edits]);
    if (more.length === found.length + edits.length && holds(view, more, keeps, analyze)) found = more;
  }
  return found;
}
