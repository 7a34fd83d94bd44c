/** Long runs of steps in a diagram: hundreds in a row are gathered into groups, so that they are seen at a glance and opened on demand. */
import { Dim } from '../shape/dim.js';
import { shortCount } from './figures.js';
import type { DrawnNode } from './diagram.js';
import { say } from './words.js';

/** So many steps in a row are drawn one by one. */
export const mostInRow = 60;

/** What is called in a group, each once, the first few. */
function kindsOf(nodes: readonly DrawnNode[]): string {
  const labels = [...new Set(nodes.map(({ label }) => label))];
  return `${labels.slice(0, 3).join(', ')}${labels.length > 3 ? ', …' : ''}`;
}

/** `countOf`: the parameters of a step; undefined where they are not known. */
export function gathered(
  nodes: readonly DrawnNode[],
  path: string,
  countOf: (node: DrawnNode) => Dim | undefined,
): readonly DrawnNode[] {
  if (nodes.length <= mostInRow) return nodes;
  const size = Math.ceil(nodes.length / Math.ceil(Math.sqrt(nodes.length)));
  const groups: DrawnNode[] = [];
  for (let from = 0; from < nodes.length; from += size) {
    const children = nodes.slice(from, from + size);
    const [first, last] = [children[0], children.at(-1)];
    if (first === undefined || last === undefined) continue;
    const [start, end] = [String(from + 1), String(from + children.length)];
    const counts = children.map(countOf);
    const sum = counts.reduce<Dim | undefined>((all, one) => (all && one ? all.plus(one) : undefined), Dim.of(0));
    groups.push({
      id: `${path}/${start}-${end}`,
      kind: 'group',
      label: say('steps {0} to {1}', start, end),
      detail: kindsOf(children),
      shape: last.shape,
      parameters: sum === undefined || sum.equals(0) ? '' : shortCount(sum),
      answer: last.shape,
      memory: [],
      problems: [],
      place: {
        uri: first.place.uri,
        range: {
          start: first.place.range.start,
          end: first.place.uri === last.place.uri ? last.place.range.end : first.place.range.end,
        },
      },
      children,
    });
  }
  return groups;
}
