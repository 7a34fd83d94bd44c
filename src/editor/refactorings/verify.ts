/** Tries a proposal out: the new text is analyzed, and only what brings no new mistake and keeps what it must is offered. */
import type { Choices, NetworkReport, Report } from '../../analysis/report.js';
import type { GraphProblem } from '../../graph/graph.js';
import { FileSet } from '../../language/files.js';
import type { TextEdit } from '../../language/problem.js';
import type { View } from '../view.js';
import { applied } from './edit-text.js';
import type { Keeps } from './keeps.js';

/** The report of a file among these files, as the editor would make it. */
export type AnalyzeFile = (files: FileSet, uri: string, choices: Choices) => Report;

/** Files that use this one and are analyzed again with it. */
const mostUsers = 4;

/** The same files with another text for one of them. */
export function withText({ files }: Pick<View, 'files'>, uri: string, text: string): FileSet {
  const overlay = new FileSet(each => (each === uri ? text : files.get(each)?.text));
  overlay.open(uri, text);
  return overlay;
}

const counts = (problems: readonly GraphProblem[]): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const { code, severity } of problems) {
    if (severity === 'hint') continue;
    found.set(code, (found.get(code) ?? 0) + 1);
  }
  return found;
};

function addsProblems(before: Report, after: Report): boolean {
  const known = counts(before.problems);
  return [...counts(after.problems)].some(([code, count]) => count > (known.get(code) ?? 0));
}

const named = ({ networks }: Report, name: string): NetworkReport | undefined =>
  networks.find(network => network.name === name);

function holdsIn(before: Report, after: Report, keeps: Keeps): boolean {
  if (addsProblems(before, after) || before.networks.length !== after.networks.length) return false;
  return before.networks.every(network => {
    const other = named(after, network.name);
    return other !== undefined && keeps(network, other);
  });
}

/** Whether the file, and those open that use it, are as right with these edits as without. */
export function holds(view: View, edits: readonly TextEdit[], keeps: Keeps, analyze: AnalyzeFile): boolean {
  if (edits.length === 0) return false;
  const text = applied(view.text, edits);
  const files = withText(view, view.uri, text);
  const source = files.get(view.uri);
  if (source === undefined || source.problems.length > view.source.problems.length) return false;
  if (source.scopes.problems.length > view.source.scopes.problems.length) return false;
  return [view.report(), ...view.users().slice(0, mostUsers)].every(before =>
    holdsIn(before, analyze(files, before.uri, {}), keeps),
  );
}
