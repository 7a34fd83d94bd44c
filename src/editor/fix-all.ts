/** All safe fixes of a file at once: what a hint proposes and only one way, as long as the network stays as right as it was. */
import { actionsOfProblem, problemsOf } from './actions.js';
import { withoutOverlap, type FileEdit } from './mends.js';
import { sameInterface } from './refactorings/keeps.js';
import { holds, type AnalyzeFile } from './refactorings/verify.js';
import type { View } from './view.js';

/** What a person must decide is not among them: an error, and a fix after which the network gives other numbers. */
export function safeFixes(view: View, analyze: AnalyzeFile): readonly FileEdit[] {
  let taken: readonly FileEdit[] = [];
  for (const problem of problemsOf(view)) {
    const [proposed] = problem.fixes ?? [];
    if (problem.severity !== 'hint' || proposed?.keeps !== true || proposed.careful === true) continue;
    const [fix, ...others] = actionsOfProblem(view, problem);
    if (fix === undefined || others.length > 0 || fix.edits.some(({ uri }) => uri !== view.uri)) continue;
    const more = withoutOverlap([...taken, ...fix.edits]);
    if (more.length === taken.length + fix.edits.length && holds(view, more, sameInterface, analyze)) taken = more;
  }
  return taken;
}
