/** What is wrong with a call, said at its place in the text with what would mend it. */
import { placeOfArgument } from './argument-place.js';
import { fixesOfMismatch } from './argument-says.js';
import { explainClash, explainSmall, projections } from './clash.js';
import type { RecipeLink } from './datum.js';
import type { Frame } from './elaborate-context.js';
import type { Call, CallProblem, GraphFix, Place, Value } from './graph.js';
import type { ProjectionSite } from './projection.js';

/** Reports what is wrong with a call at its place in the text. */
export function reportCall(
  frame: Frame,
  link: RecipeLink,
  site: ProjectionSite & { readonly inputs: readonly Value[] },
  unknownArgument: boolean,
): void {
  const { call, inputs, place } = site;
  for (const problem of call.problems) {
    if (problem.code === 'needs-integers' && frame.context.again) continue;
    if (problem.code === 'missing-argument' && unknownArgument) continue;
    const at = argumentPlace(call, link, problem) ?? place;
    const fixes: GraphFix[] = problem.instead.map(({ argument, value }) => ({
      title: value === undefined ? `Leave \`${argument}\` out` : `Write \`${argument}: ${value}\``,
      mends: [{ kind: 'argument', call: place, argument, value }],
    }));
    const { code, severity, clash, small } = problem;
    if (problem.near) fixes.push(...fixesOfMismatch(problem, givenAt(link, problem)?.name, at));
    const shrunk = small && explainSmall(frame, inputs, small);
    const explained = clash ? explainClash(frame, inputs, clash) : shrunk;
    fixes.push(...(explained?.fixes ?? []), ...(clash ? projections(frame, inputs, clash, site) : []));
    const message = problem.message + (explained?.because ?? '');
    if (clash) {
      frame.context.clashes.push(at);
      frame.context.doubts += 1;
    }
    frame.context.problems.say({ code, severity, message, at, fixes, related: explained?.related ?? [] });
  }
}

const givenAt = ({ given }: RecipeLink, { at = '' }: CallProblem) =>
  at.startsWith('#') ? given[Number(at.slice(1))] : undefined;

function argumentPlace(call: Call, link: RecipeLink, problem: CallProblem): Place | undefined {
  const { at } = problem;
  if (at === undefined) return undefined;
  return givenAt(link, problem)?.place ?? placeOfArgument(call.layer, link.given, at);
}
