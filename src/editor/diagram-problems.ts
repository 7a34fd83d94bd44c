/** What is wrong in a diagram: errors at the calls they stand in, others apart, and whether a network can be read at all. */
import type { Report } from '../analysis/report.js';
import type { Body, GraphProblem, Node, Place } from '../graph/graph.js';
import { bodiesOf } from './instances.js';
import type { View } from './view.js';

const keyOf = ({ uri, range: { start, end } }: Place): string => `${uri}|${String(start)}|${String(end)}`;

const lengthOf = ({ range: { start, end } }: Place): number => end - start;

/** The errors of a report by the innermost call that they stand in. */
export class DrawnProblems {
  private readonly at = new Map<string, GraphProblem[]>();
  /** Codes that a layer's own call says, by place: of several instances only some may be wrong. */
  private readonly own = new Map<string, Set<string>>();
  /** At no call that is drawn, such as a name that nothing has. */
  readonly elsewhere: readonly GraphProblem[];

  constructor(report: Report) {
    const errors = report.problems.filter(({ severity }) => severity === 'error');
    const nodes = errors.length === 0 ? [] : bodiesOf([report]).flatMap(body => body.nodes);
    this.elsewhere = errors.filter(error => {
      const around = nodes
        .filter(
          ({ place: { uri, range } }) =>
            uri === error.uri && range.start <= error.range.start && error.range.start < range.end,
        )
        .sort((a, b) => lengthOf(a.place) - lengthOf(b.place));
      const [first] = around;
      // Behind the head of a call of several lines stands what it holds: a step of which no box was made is not its mistake.
      if (first === undefined || (first.kind === 'body' && error.range.start > first.place.range.start)) return true;
      const key = keyOf(first.place);
      this.at.set(key, [...(this.at.get(key) ?? []), error]);
      const codes = around.flatMap(node => (keyOf(node.place) === key ? codesOf(node) : []));
      this.own.set(key, new Set([...(this.own.get(key) ?? []), ...codes]));
      return false;
    });
  }

  of(node: Node): readonly string[] {
    const key = keyOf(node.place);
    const own = this.own.get(key);
    return (this.at.get(key) ?? []).flatMap(({ code, message }) =>
      own?.has(code) === true && !codesOf(node).includes(code) ? [] : [message],
    );
  }
}

const codesOf = (node: Node): readonly string[] =>
  node.kind === 'layer' ? node.call.problems.map(({ code }) => code) : [];

const isWrong = ({ severity }: { readonly severity: string }): boolean => severity === 'error';

/** Whether a text has an error of its syntax. */
export const isBroken = (view: View): boolean => view.source.problems.some(isWrong);

/** Bodies below a body, each once. */
function within(body: Body, seen = new Set<Body>()): ReadonlySet<Body> {
  if (seen.has(body)) return seen;
  seen.add(body);
  for (const node of body.nodes) if (node.kind === 'body') within(node.body, seen);
  return seen;
}

/** Whether all of a network can be read: no syntax error in what it is made of, no step of which nobody knows what it is. */
export function isWhole({ files }: View, network: Body): boolean {
  const bodies = [...within(network)];
  if (bodies.some(({ lacks }) => lacks)) return false;
  const names = new Set(bodies.map(({ place }) => keyOf(place)));
  return [...new Set(bodies.map(({ place }) => place.uri))].every(uri => {
    const source = files.get(uri);
    return (source?.problems ?? []).filter(isWrong).every(({ range }) => {
      const item = source?.file.items.filter(
        ({ kind, range: { start } }) => start <= range.start && (definitions as readonly string[]).includes(kind),
      );
      const last = item?.at(-1);
      // Steps outside of a definition are what is left of the one before.
      if (last === undefined) return false;
      return 'name' in last && last.name !== undefined && 'range' in last.name
        ? !names.has(keyOf({ uri, range: last.name.range }))
        : true;
    });
  });
}

const definitions = ['Block', 'Network', 'Const', 'Train', 'Search', 'Budget'] as const;
