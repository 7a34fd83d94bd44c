/** All safe fixes of a file at once: what a hint proposes and only one way, as long as the network stays as right as it was. */
import { actionsOfProblem, problemsOf } from './actions.js';
import { withoutOverlap, type FileEdit } from './mends.js';
import { sameInterface } from './refactorings/keeps.js';
import { holds, type AnalyzeFile } from './refactorings/verify.js';
import type { View } from './view.js';

/** A hint speaks of what is written longer or costs more than need be; what is an error is for a person to decide. */
export function safeFixes(view: View, analyze: AnalyzeFile): readonly FileEdit[] {
  let taken: readonly FileEdit[] = [];
  for (const problem of problemsOf(view)) {
    if (problem.severity !== 'hint') continue;
    const [fix, ...others] = actionsOfProblem(view, problem);
    if (fix === undefined || others.length > 0 || fix.edits.some(({ uri }) => uri !== view.uri)) continue;
    const more = withoutOverlap([...taken, ...fix.edits]);
    if (more.length === taken.length + fix.edits.length && holds(view, more, sameInterface, analyze)) taken = more;
  }
  return taken;
}
