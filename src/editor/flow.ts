/** What flows at a place of a body: the shape behind the step before it. */
import type { TensorType } from '../catalogue/tensor.js';
import type { Body, Node, Range } from '../language/tree.js';
import { pathAt } from '../language/walk.js';
import type { NodeFigures, Report } from '../analysis/report.js';
import type { View } from './view.js';

const resultOf = ({ node }: NodeFigures): TensorType | undefined => node.results[0]?.type;

function lastIn(reports: readonly Report[], uri: string, range: Range): readonly NodeFigures[] {
  for (const report of reports) {
    const found = report.figuresAt(uri, range).filter(({ node }) => node.place.range.end <= range.end);
    if (found.length > 0) return found;
  }
  return [];
}

/** The input of the body that the place is in, as the report knows it. */
function inputOf(reports: readonly Report[], uri: string, name: Range): TensorType | undefined {
  for (const report of reports) {
    for (const { graph } of report.networks) {
      const { place, inputs } = graph.body;
      if (place.uri === uri && place.range.start === name.start) return inputs[0]?.value.type;
    }
  }
  return undefined;
}

/** Undefined where it is unknown, or where nothing flows yet. */
export function flowAt(view: View, offset: number): TensorType | undefined {
  const reports = [view.report(), ...view.users()];
  const path = pathAt(view.source.file, offset);
  let before = offset;
  for (const [i, node] of [...path.entries()].reverse()) {
    if (node.kind !== 'Body') continue;
    const type = typeBefore(reports, view.uri, node, before);
    if (type !== undefined) return type;
    const outer = path[i - 1];
    if (outer?.kind === 'Block' || outer?.kind === 'Network') return inputOf(reports, view.uri, outer.name.range);
    // Nothing in this body yet: what flows into the construct that it belongs to.
    before = stepStart(path, i);
  }
  return undefined;
}

function typeBefore(reports: readonly Report[], uri: string, body: Body, before: number): TensorType | undefined {
  const steps = body.statements.filter(
    ({ kind, range }) => (kind === 'Step' || kind === 'Output') && range.start < before,
  );
  for (const { range } of steps.reverse()) {
    const found = lastIn(reports, uri, { start: range.start, end: Math.min(range.end, before) });
    // A construct's own node stands before those inside of it, and gives what flows on.
    const whole = found.find(({ node }) => node.place.range.start === range.start) ?? found.at(-1);
    const last = range.end <= before && whole !== undefined && opensBody(whole) ? whole : found.at(-1);
    const type = last && resultOf(last);
    if (type !== undefined) return type;
  }
  return undefined;
}

const opensBody = ({ node }: NodeFigures): boolean =>
  node.kind === 'body' || node.residual || node.call.layer.input === 'joined';

function stepStart(path: readonly Node[], bodyAt: number): number {
  for (let i = bodyAt - 1; i >= 0; i--) {
    const node = path[i];
    if (node?.kind === 'Step' || node?.kind === 'Output') return node.range.start;
  }
  return path[bodyAt]?.range.start ?? 0;
}
