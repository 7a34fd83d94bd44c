/** What can be done about the problems of a part of a text: fixes, imports, silence. */
import type { GraphFix, GraphProblem } from '../graph/graph.js';
import type { Range } from '../language/range.js';
import { problemsByFile } from './diagnostics.js';
import { codeEnd } from './hints.js';
import { importPath } from './imports.js';
import { reportsOf } from './instances.js';
import { editsOf, withoutOverlap, type FileEdit } from './mends.js';
import { fixesOf } from './remedies/index.js';
import { importEdit, others } from './suggest-imports.js';
import type { View } from './view.js';

export interface Action {
  readonly title: string;
  /** `fix` mends the problem, `silence` only hides it. */
  readonly kind: 'fix' | 'silence' | 'fix-all';
  readonly problem: GraphProblem | undefined;
  readonly edits: readonly FileEdit[];
  /** The one that a person most likely wants. */
  readonly preferred: boolean;
}

const touches = (a: Range, b: Range): boolean => a.start <= b.end && b.start <= a.end;

export function actionsOfProblem(view: View, problem: GraphProblem): readonly Action[] {
  const fixes = fixesOf(view.files, problem);
  const sure = fixes.filter(({ careful }) => careful !== true);
  return fixes.flatMap((fix): readonly Action[] => {
    const { title, mends } = fix;
    const edits = editsOf(view.files, mends);
    const preferred = fix === sure[0] && fix === fixes[0];
    return edits.length === 0 ? [] : [{ title, kind: 'fix', problem, edits, preferred }];
  });
}

/** An unknown name that another file defines. */
function imports(view: View, problem: GraphProblem): readonly Action[] {
  if (problem.code !== 'unknown-layer' && problem.code !== 'unknown-name' && problem.code !== 'unknown-network')
    return [];
  const name = view.text.slice(problem.range.start, problem.range.end).replace(/\(.*$/s, '');
  return others(view).flatMap((source): readonly Action[] => {
    const path = importPath(view.uri, source.uri);
    if (path === undefined || source.exported(name) === undefined) return [];
    const edits = [{ uri: view.uri, ...importEdit(view, name, path) }];
    return [{ title: `Import \`${name}\` from "${path}"`, kind: 'fix', problem, edits, preferred: true }];
  });
}

/** A comment behind the line, or, where there is one already, on a line of its own above. */
function silence({ uri, text }: View, problem: GraphProblem): readonly Action[] {
  if (problem.severity === 'error') return [];
  const start = text.lastIndexOf('\n', problem.range.start - 1) + 1;
  const end = codeEnd(text, start);
  const stop = text.indexOf('\n', end);
  const hasComment = text.slice(end, stop < 0 ? undefined : stop).includes('#');
  const directive = `# netwright: allow ${problem.code}`;
  const indent = /^\s*/.exec(text.slice(start, end))?.[0] ?? '';
  const edit = hasComment
    ? { uri, range: { start, end: start }, text: `${indent}${directive}\n` }
    : { uri, range: { start: end, end }, text: `  ${directive}` };
  return [{ title: `Allow \`${problem.code}\` here`, kind: 'silence', problem, edits: [edit], preferred: false }];
}

export const problemsOf = (view: View): readonly GraphProblem[] => problemsByFile(reportsOf(view)).get(view.uri) ?? [];

export function actions(view: View, range: Range): readonly Action[] {
  const here = problemsOf(view).filter(problem => touches(problem.range, range));
  const found = here.flatMap(problem => [...imports(view, problem), ...actionsOfProblem(view, problem)]);
  const codes = new Set(here.map(({ code }) => code));
  return [
    ...found,
    ...[...codes].flatMap(code => fixAll(view, code)),
    ...here.flatMap(problem => silence(view, problem)),
  ];
}

/** The fix of a problem that leaves no choice. */
export function onlyFix({ files }: View, problem: GraphProblem): GraphFix | undefined {
  const [first, ...others] = fixesOf(files, problem);
  const isSure = first?.careful !== true && others.every(({ careful }) => careful === true);
  return isSure ? first : undefined;
}

/** The only fix of each problem with this code, all at once; none where there is but one such problem. */
function fixAll(view: View, code: string): readonly Action[] {
  const alike = problemsOf(view)
    .filter(problem => problem.code === code)
    .flatMap(problem => onlyFix(view, problem) ?? []);
  if (alike.length < 2) return [];
  const edits = withoutOverlap(alike.flatMap(({ mends }) => editsOf(view.files, mends)));
  return [{ title: `Fix all \`${code}\` in this file`, kind: 'fix-all', problem: undefined, edits, preferred: false }];
}
