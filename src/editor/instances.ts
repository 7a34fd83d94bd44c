/** The ways in which a definition or a line is executed: figures by body, definitions by the bodies made of them. */
import type { NodeFigures, Report } from '../analysis/report.js';
import { describeBody } from '../graph/elaborate.js';
import type { Body } from '../graph/graph.js';
import type { Range } from '../language/range.js';
import { shapeText } from './figures.js';
import type { View } from './view.js';
import { say } from './words.js';

export const reportsOf = (view: View): readonly Report[] => [view.report(), ...view.users()];

/** Bodies that the networks of these reports are made of, each once, outer ones first. */
export function bodiesOf(reports: readonly Report[]): readonly Body[] {
  const seen = new Set<Body>();
  const visit = (body: Body): void => {
    if (seen.has(body)) return;
    seen.add(body);
    for (const node of body.nodes) if (node.kind === 'body') visit(node.body);
  };
  for (const { networks } of reports) for (const { graph } of networks) visit(graph.body);
  return [...seen];
}

/** Bodies of the definition whose name stands there. */
export function bodiesAt(reports: readonly Report[], uri: string, name: Range): readonly Body[] {
  return bodiesOf(reports).filter(
    ({ place, kind }) =>
      place.uri === uri && place.range.start === name.start && (kind === 'block' || kind === 'network'),
  );
}

/** The figures of the innermost calls that hold the offset, one for each body. */
export function figuresAround(view: View, from: number, offset: number): readonly NodeFigures[] {
  const found: NodeFigures[] = [];
  let start = -1;
  for (const report of reportsOf(view)) {
    for (const figures of report.figuresAt(view.uri, { start: from, end: offset })) {
      const { range } = figures.node.place;
      if (offset > range.end || range.start < start) continue;
      if (range.start > start) found.length = 0;
      start = range.start;
      found.push(figures);
    }
  }
  return found;
}

/** `Bottleneck(width: 64) on 64x56x56 -> 256x56x56` for each, some of many. */
export function instanceList(bodies: readonly Body[], limit = 8): string {
  const lines = bodies.slice(0, limit).map(body => {
    const shape = body.result?.type?.shape;
    return `- ${say('{0} gives {1}', `\`${describeBody(body)}\``, `\`${shapeText(shape)}\``)}`;
  });
  if (bodies.length > limit) lines.push(`- ${say('and {0} more', bodies.length - limit)}`);
  return lines.join('\n');
}
